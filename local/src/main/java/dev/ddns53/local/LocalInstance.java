package dev.ddns53.local;

import dev.ddns53.Config;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.Wiring.Endpoints;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.core.port.Probes;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.handler.BatchLog;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.RecheckHandler;
import dev.ddns53.handler.RecheckLog;
import dev.ddns53.handler.RequestLog;
import dev.ddns53.handler.StreamHandler;
import dev.ddns53.instance.InstanceFile;
import dev.ddns53.net.SocketProbes;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** The whole of ddns53 in this process, on 127.0.0.1. */
public final class LocalInstance implements AutoCloseable {

  private final Path data;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Wiring wiring;
  private final InstanceFile file;

  private LocalInstance(
      LocalSettings settings, Setup setup, Logs logs, PrintStream notices, InstantSource clock)
      throws IOException {
    data = settings.data();
    try {
      DataFolder folder = closing(DataFolder.take(data));
      Backend.requireFree("--http-port", settings.ports().http());
      Backend backend = closing(Backend.start(settings, folder.path()));
      Config config = config(settings);
      wiring = Wiring.of(config, backend.endpoints());
      closing(wiring.clients());
      TableSchema.create(wiring.clients().dynamodb(), config.registryTable(), config.stateTable());
      setup.register(wiring);
      startStreams(backend.endpoints(), logs.batches, notices, clock);
      closing(RecheckSchedule.start(recheck(settings, clock), settings.recheckEvery(), System.err));
      HttpFront front =
          closing(
              HttpFront.start(
                  settings.ports().http(),
                  new HttpHandler(wiring, logs.requests, clock),
                  Throttle.forSites(settings.sites(), InstantSource.system())));
      setup.equip(wiring, front.uri());
      file =
          new InstanceFile(
              front.uri(),
              backend.dns(),
              backend.endpoints(),
              settings.probeOutside(),
              backend.emulator().map(Emulator::controlToken),
              config);
      file.write(data);
      closing(() -> InstanceFile.delete(data));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private record Logs(RequestLog requests, BatchLog batches) {}

  private static Config config(LocalSettings settings) {
    return new Config(
        "ddns53-registry",
        "ddns53-state",
        "/ddns53/master-key",
        Set.of(),
        Config.PACE,
        settings.language(),
        Config.STACK);
  }

  private void startStreams(
      Endpoints endpoints, BatchLog batches, PrintStream notices, InstantSource clock)
      throws IOException {
    closing(
        StreamPump.publisher(
            stream(endpoints),
            List.of(new StreamHandler(wiring, batches, new SystemTime(clock))),
            data.resolve("stream.json"),
            System.err));
    closing(
        StreamPump.notices(
            stream(endpoints),
            new NoticePrinter(notices),
            data.resolve("notices.json"),
            System.err));
  }

  private StreamPump.Source stream(Endpoints endpoints) {
    return new StreamPump.Source(Wiring.streams(endpoints), wiring.config().stateTable());
  }

  private RecheckHandler recheck(LocalSettings settings, InstantSource clock) {
    return recheck(wiring, settings.probeOutside(), clock);
  }

  /** The re-check of a local instance, without a log. */
  public static RecheckHandler recheck(Wiring wiring, boolean probeOutside, InstantSource clock) {
    Probes sockets = new SocketProbes(SocketProbes.Patience.DEFAULT);
    SystemTime time = new SystemTime(clock);
    return new RecheckHandler(
        wiring.recheck(probeOutside ? sockets : new LoopbackProbes(sockets), time),
        new RecheckLog(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            wiring.config().stack()),
        time::now);
  }

  /**
   * Starts all parts, and shows no notices.
   *
   * @throws CliException when one of them cannot start
   */
  public static <L extends RequestLog & BatchLog> LocalInstance start(
      LocalSettings settings, Setup setup, L log, InstantSource clock) {
    return start(
        settings,
        setup,
        log,
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        clock);
  }

  /**
   * Starts all parts; each answers when this returns.
   *
   * @param notices where notices are shown
   * @throws CliException when one of them cannot start
   */
  public static <L extends RequestLog & BatchLog> LocalInstance start(
      LocalSettings settings, Setup setup, L log, PrintStream notices, InstantSource clock) {
    try {
      return new LocalInstance(settings, setup, new Logs(log, log), notices, clock);
    } catch (IOException e) {
      throw new CliException(
          "The local instance cannot start: "
              + e.getMessage()
              + ". Mend what that names, or begin anew in another folder with --data.",
          e);
    } catch (SdkException e) {
      throw new CliException(
          settings
              .elsewhere()
              .map(uri -> "The endpoint " + uri + " does not do what is needed: " + e.getMessage())
              .orElseGet(() -> "The emulator does not do what is needed: " + e.getMessage()),
          e);
    }
  }

  private <T extends AutoCloseable> T closing(T part) {
    started.push(part);
    return part;
  }

  /** Where everything is. */
  public InstanceFile file() {
    return file;
  }

  public Wiring wiring() {
    return wiring;
  }

  /** The folder of its state. */
  public Path data() {
    return data;
  }

  /** Stops all parts, the last that was started first. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.err.println("While stopping: " + e);
      }
    }
  }
}
