package dev.ddns53.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecordStateTest {

  private static final Instant NOW = Instant.parse("2026-11-23T20:20:46Z");
  private static final Content A = publication("192.0.2.1");
  private static final Content B = publication("192.0.2.2");

  private static Content publication(String address) {
    return Publication.of(
        Family.IPV4, Ttl.DEFAULT, List.of(IpAddress.parse(address).orElseThrow()));
  }

  private static RecordState published(Content content, Instant at) {
    return RecordState.first(content, 1).noted("somebody").published(Optional.empty(), at);
  }

  @Test
  void replacedBeforeAnybodySentIt_isNoCandidate() {
    RecordState record = RecordState.first(A, 1).wanting(B, 2, NOW);
    assertEquals(Set.of(), record.candidates().keySet());
  }

  @Test
  void replacedAfterItWasNotedOrPublished_isACandidate() {
    assertEquals(
        Set.of(A),
        RecordState.first(A, 1).noted("somebody").wanting(B, 2, NOW).candidates().keySet());
    assertEquals(Set.of(A), published(A, NOW).wanting(B, 2, NOW).candidates().keySet());
  }

  @Test
  void storedWhileBlocked_isNoCandidateAndStaysBlocked() {
    RecordState blocked =
        RecordState.first(A, 1).noted("somebody").blocked(List.of(), false, NOW).wanting(B, 2, NOW);
    assertEquals(Set.of(), blocked.candidates().keySet());
    assertTrue(blocked.stage() instanceof Stage.Blocked);
  }

  @Test
  void candidate_goesWithAConfirmationAnHourAfterItWasWanted() {
    RecordState record = published(A, NOW).wanting(B, 2, NOW);
    Instant hour = NOW.plus(Limits.CANDIDATE_KEPT);
    assertEquals(Set.of(A), record.published(Optional.empty(), hour).candidates().keySet());
    assertEquals(
        Set.of(), record.published(Optional.empty(), hour.plusMillis(1)).candidates().keySet());
    assertFalse(record.hasAgedOut(hour));
    assertTrue(record.hasAgedOut(hour.plusMillis(1)));
  }

  @Test
  void backToWhatIsKnown_isDueAndAChange() {
    RecordState back = published(A, NOW).wanting(B, 2, NOW).wanting(A, 3, NOW);
    assertTrue(back.isDue() && back.isChange());
    assertEquals(back.known(), back.wanted());
    assertTrue(back.mayBeOurs(B));
  }

  @Test
  void takenOver_nothingMayStandThereToo() {
    RecordState taken = published(A, NOW).takenOver(7, NOW);
    assertEquals(A, taken.wanted());
    assertTrue(taken.isDue(), "a listing decides");
    assertTrue(taken.mayBeOurs(Content.NOTHING));
  }

  @Test
  void takenOverWhileAChangeWasUnderWay_bothMayStandThereAndAListingDecides() {
    RecordState taken = published(A, NOW).wanting(B, 2, NOW).takenOver(7, NOW);
    assertTrue(taken.isDue());
    assertTrue(taken.mayBeOurs(A) && taken.mayBeOurs(B));
  }
}
