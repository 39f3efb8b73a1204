package dev.ddns53.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes each variant ready to start: archives are trained, references built. */
final class ColdLaunches {

  /** Warm requests of a training run, so that the archive holds what a busy instance uses. */
  private static final int TRAINING = 30;

  private static final String FROM_ARCHIVE = " source: shared objects file";

  private final ColdPackage unpacked;
  private final ColdWorld world;
  private final ColdReferences references;

  ColdLaunches(ColdPackage unpacked, ColdWorld world) {
    this.unpacked = unpacked;
    this.world = world;
    this.references = new ColdReferences(unpacked);
  }

  /** How it is started; empty where this machine lacks what it takes. */
  Optional<ColdLaunch> of(ColdVariant variant) throws IOException, InterruptedException {
    return switch (variant) {
      case PLAIN -> Optional.of(plain());
      case APPCDS -> Optional.of(appCds());
      case AOT -> Optional.of(aot());
      case PRIMED -> Optional.of(primed());
      case PYTHON -> references.python();
      case GO -> references.go();
    };
  }

  private ColdLaunch plain() throws IOException {
    List<String> command = unpacked.managed(flags(false));
    return new ColdLaunch(ColdVariant.PLAIN, command, unpacked.folder("task"), Map.of(), false);
  }

  private ColdLaunch primed() throws IOException {
    List<String> command = unpacked.managed(flags(true));
    return new ColdLaunch(ColdVariant.PRIMED, command, unpacked.folder("task"), Map.of(), true);
  }

  private ColdLaunch appCds() throws IOException, InterruptedException {
    Path archive = unpacked.work().resolve("app.jsa");
    train(archive, ColdVariant.APPCDS, List.of("-XX:ArchiveClassesAtExit=" + archive));
    return checked(ColdVariant.APPCDS, List.of("-Xshare:on", "-XX:SharedArchiveFile=" + archive));
  }

  private ColdLaunch aot() throws IOException, InterruptedException {
    Path cache = unpacked.work().resolve("app.aot");
    train(cache, ColdVariant.AOT, List.of("-XX:AOTCacheOutput=" + cache));
    return checked(ColdVariant.AOT, List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache));
  }

  private void train(Path archive, ColdVariant variant, List<String> flags)
      throws IOException, InterruptedException {
    ColdRun.of(world, custom(variant, flags), ColdCourse.training(TRAINING));
    if (!Files.isRegularFile(archive)) {
      throw new IOException("the training run of " + variant.word() + " left no " + archive);
    }
  }

  /**
   * Its flags end a process whose archive cannot be mapped. One made for another class path is
   * passed over without a word; so a run tells where the handler's class came from.
   */
  private ColdLaunch checked(ColdVariant variant, List<String> flags)
      throws IOException, InterruptedException {
    Path log = unpacked.work().resolve(variant.word() + ".classes");
    List<String> logging = new ArrayList<>(flags);
    logging.add("-Xlog:class+load:file=" + log);
    ColdRun.of(world, custom(variant, logging), ColdCourse.timed(0));
    if (!Files.readString(log).contains(ColdPackage.HANDLER + FROM_ARCHIVE)) {
      throw new IOException(variant.word() + ": the JVM does not use its archive");
    }
    return custom(variant, flags);
  }

  private ColdLaunch custom(ColdVariant variant, List<String> more) throws IOException {
    List<String> flags = flags(false);
    flags.remove("-Xshare:auto");
    flags.addAll(more);
    return new ColdLaunch(
        variant, unpacked.custom(flags), unpacked.folder("empty"), Map.of(), false);
  }

  private List<String> flags(boolean snapStart) {
    List<String> flags = new ArrayList<>(ColdPackage.flags(snapStart));
    flags.addAll(world.flags());
    return flags;
  }
}
