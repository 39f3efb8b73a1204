package dev.ddns53.core.recheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.port.Records.Progress;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes are asked about, and which of them are submitted again. */
final class StuckChangesTest {

  private static final Instant NOW = World.START;
  private static final Content WANTED = Runs.addresses("192.0.2.1");

  private final FakeRecords records = new FakeRecords();

  private static RecordState published(ChangeId change) {
    return RecordState.first(WANTED, 1).published(Optional.of(change), NOW);
  }

  private static List<RecordSet> there(String what) {
    return switch (what) {
      case "wanted" -> RecordSet.of(WANTED);
      case "nothing" -> List.of();
      case "both" ->
          List.of(RecordSet.of(Runs.addresses("192.0.2.1")), Planted.simple("CNAME", "x.").set());
      default -> RecordSet.of((Content) Runs.addresses("192.0.2.2"));
    };
  }

  private Set<ChangeId> ask(ChangeId change, String listed, Progress progress) {
    StuckChanges changes = new StuckChanges(NOW);
    changes.add(published(change), there(listed));
    records.progress(change, progress);
    return changes.ask(records, new ArrayList<>());
  }

  @ParameterizedTest
  @CsvSource({
    // listed, submitted before, it is, submitted again
    "wanted, PT4M59.999S, PENDING, false",
    "wanted, PT5M, PENDING, true",
    "wanted, PT30M, PENDING, true",
    "wanted, PT30M0.001S, PENDING, false",
    "wanted, PT5M, INSYNC, false",
    "wanted, PT5M, NONE, false",
    "nothing, PT4M59.999S, PENDING, false",
    "nothing, PT5M, PENDING, true",
    "nothing, PT1H, PENDING, true",
    "nothing, PT1H0.001S, PENDING, false",
    "nothing, PT1S, NONE, true",
    "nothing, PT1H, NONE, true",
    "nothing, PT1H0.001S, NONE, false",
    "nothing, PT5M, INSYNC, false",
    "other, PT5M, PENDING, false",
    "other, PT5M, NONE, false",
    "both, PT5M, PENDING, false"
  })
  void change_submittedAgainWhereItDidNotGetThrough(
      String listed, Duration age, Progress progress, boolean again) {
    ChangeId change = new ChangeId("C1", Optional.of(NOW.minus(age)));
    assertEquals(again ? Set.of(change) : Set.of(), ask(change, listed, progress));
  }

  @Test
  void changeOfUnknownAge_notAskedAbout() {
    assertEquals(Set.of(), ask(new ChangeId("C1"), "nothing", Progress.NONE));
    assertEquals(0, records.polls());
  }

  /** Twenty of those that are missing, two of those that are there. */
  @ParameterizedTest
  @CsvSource({"nothing, 19, 19", "nothing, 21, 20", "wanted, 2, 2", "wanted, 3, 2"})
  void manyChanges_someAreAskedAbout(String listed, int all, int asked) {
    StuckChanges changes = new StuckChanges(NOW);
    for (int i = 0; i < all; i++) {
      ChangeId change = new ChangeId("C" + i, Optional.of(NOW.minus(Duration.ofMinutes(5))));
      records.progress(change, Progress.PENDING);
      changes.add(published(change), there(listed));
    }
    assertEquals(asked, changes.ask(records, new ArrayList<>()).size());
    assertEquals(asked, records.polls());
  }

  /** Whose turn it is changes from run to run, so that all have it. */
  @Test
  void someOfMany_anotherStretchInEachRun() {
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6);
    assertEquals(all, Some.of(all, 7, NOW));
    Set<List<Integer>> stretches = new java.util.HashSet<>();
    for (int second = 0; second < 200; second++) {
      List<Integer> some = Some.of(all, 3, NOW.plusSeconds(second));
      assertEquals(3, some.size());
      assertEquals((some.get(0) + 1) % 7, some.get(1));
      assertEquals((some.get(1) + 1) % 7, some.get(2));
      stretches.add(some);
    }
    assertEquals(7, stretches.size());
  }
}
