package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.bench.lambda.LoopbackTls;
import dev.ddns53.bench.lambda.Relay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deployed package and the references, which reach AWS over TLS. */
class ColdTlsIT {

  private static final int SITES = 10;

  @TempDir static Path folder;
  private static ColdWorld world;
  private static ColdPackage unpacked;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    world = ColdWorld.start(SITES, Optional.of(LoopbackTls.make(folder.resolve("tls"))));
    unpacked = ColdPackage.unpack(Path.of(".."));
  }

  @AfterAll
  static void stop() throws IOException {
    unpacked.close();
    world.close();
  }

  /** {@link ColdRun} requires the answer, and that Route 53 holds it. */
  @ParameterizedTest
  @EnumSource(
      value = ColdVariant.class,
      names = {"PLAIN", "PRIMED", "PYTHON", "GO"})
  void firstUpdate_isPublished(ColdVariant variant) throws IOException, InterruptedException {
    Optional<ColdLaunch> launch = new ColdLaunches(unpacked, world).of(variant);
    assumeTrue(launch.isPresent(), variant.word() + " needs " + variant.needs());
    ColdRun.Result result = ColdRun.of(world, launch.orElseThrow(), ColdCourse.firstAlone());
    assertTrue(result.first().compareTo(Duration.ZERO) > 0);
  }

  @Test
  void ways_areOverTls() throws IOException {
    try (Relay aws = world.aws();
        Relay dynamodb = world.dynamodb(true)) {
      assertEquals("https", aws.uri().getScheme());
      assertEquals("https", dynamodb.uri().getScheme());
    }
  }
}
