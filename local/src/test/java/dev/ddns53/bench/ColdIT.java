package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.bench.lambda.RuntimeFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deployed package in a process of its own, and the references beside it. Nothing of time. */
class ColdIT {

  private static final int SITES = 10;
  private static final int WARM = 2;

  private static final Map<String, Integer> CALLS_OF_A_CHANGE =
      Map.of(
          "dynamodb BatchGetItem", 2,
          "dynamodb PutItem", 4,
          "dynamodb TransactWriteItems", 1,
          "route53 ChangeResourceRecordSets", 1,
          "ssm GetParameter", 1);

  private static ColdWorld world;
  private static ColdPackage unpacked;

  @BeforeAll
  static void start() throws IOException {
    world = ColdWorld.start(SITES, Optional.empty());
    unpacked = ColdPackage.unpack(Path.of(".."));
  }

  @AfterAll
  static void stop() throws IOException {
    unpacked.close();
    world.close();
  }

  /** {@link ColdRun} requires the answers, and that Route 53 holds each; here it holds the last. */
  @ParameterizedTest
  @EnumSource(
      value = ColdVariant.class,
      names = {"PLAIN", "PRIMED", "PYTHON", "GO"})
  void firstUpdate_isPublished_byTheSameCalls(ColdVariant variant)
      throws IOException, InterruptedException {
    Optional<ColdLaunch> launch = new ColdLaunches(unpacked, world).of(variant);
    assumeTrue(launch.isPresent(), variant.word() + " needs " + variant.needs());
    ColdRun.Result result = ColdRun.of(world, launch.orElseThrow(), ColdCourse.counted(WARM));
    assertEquals(ColdRun.CURVE - 1, result.curve().size());
    assertEquals(WARM, result.warm().size());
    assertTrue(result.peakKibibytes() > 0);
    ColdCalls calls = result.calls();
    assertEquals(1, calls.first().get("route53 ChangeResourceRecordSets"));
    assertEquals(Map.of("dynamodb BatchGetItem", 2), calls.unchanged());
    if (variant != ColdVariant.PRIMED) {
      assertEquals(CALLS_OF_A_CHANGE, calls.first());
    }
  }

  @Test
  void processThatEnds_failsTheRun_withWhatItPrinted() {
    List<String> command = List.of("sh", "-c", "echo no such handler; exit 3");
    ColdLaunch launch =
        new ColdLaunch(ColdVariant.PLAIN, command, unpacked.work(), Map.of(), false);
    RuntimeFault fault =
        assertThrows(RuntimeFault.class, () -> ColdRun.of(world, launch, ColdCourse.timed(WARM)));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("ended with 3"), message);
    assertTrue(message.contains("no such handler"), message);
  }
}
