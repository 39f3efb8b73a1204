package dev.ddns53.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.json.InvalidJson;
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

  /** What a newer content makes of each stage. */
  @Test
  void newerContent_dueUnlessTheReCheckMustGoOn() {
    RecordState first = RecordState.first(A, 1);
    assertTrue(first.wanting(B, 2, NOW).isDue());
    assertTrue(published(A, NOW).wanting(B, 2, NOW).isDue());
    assertTrue(first.at(new Stage.Rejected("no")).wanting(B, 2, NOW).isDue());
    Stage denied = new Stage.Denied("no");
    assertEquals(denied, first.at(denied).wanting(B, 2, NOW).stage());
    Stage blocked = new Stage.Blocked(List.of(), NOW);
    assertEquals(blocked, first.at(blocked).wanting(B, 2, NOW).stage());
  }

  @Test
  void stoppedOrNot_byRoute53AndIam() {
    RecordState first = RecordState.first(A, 1);
    assertTrue(first.at(new Stage.Rejected("no")).isStopped());
    assertTrue(first.at(new Stage.Denied("no")).isStopped());
    assertFalse(first.isStopped() || published(A, NOW).isStopped());
    assertFalse(first.at(new Stage.Blocked(List.of(), NOW)).isStopped());
  }

  @Test
  void change_thatRoute53Confirmed() {
    Optional<ChangeId> change = Optional.of(new ChangeId("C1"));
    RecordState published = RecordState.first(A, 1).published(change, NOW);
    assertEquals(change, published.change());
    assertEquals(Optional.empty(), published.due().change());
    assertEquals(Optional.empty(), published(A, NOW).change());
  }

  /** Whether a record of ours is there for sure, so that its absence is somebody's doing. */
  @Test
  void standsForSure_unlessNothingMayHaveBeenSent() {
    assertTrue(published(A, NOW).standsForSure());
    assertFalse(RecordState.first(A, 1).standsForSure());
    assertFalse(published(A, NOW).wanting(Content.NOTHING, 2, NOW).standsForSure());
    assertTrue(published(A, NOW).wanting(B, 2, NOW).standsForSure());
    assertFalse(
        published(A, NOW).wanting(Content.NOTHING, 2, NOW).wanting(B, 3, NOW).standsForSure());
  }

  @Test
  void contents_whichMayBeOurs() {
    RecordState first = RecordState.first(A, 1);
    assertFalse(first.mayBeOurs(A), "nobody sent it");
    assertTrue(first.mayBeOurs(Content.NOTHING));
    assertTrue(first.noted("somebody").mayBeOurs(A));
    assertFalse(first.noted("somebody").mayBeOurs(B));
    assertTrue(published(A, NOW).wanting(B, 2, NOW).mayBeOurs(B), "a change of ours may be sent");
    RecordState gone =
        published(A, NOW).wanting(Content.NOTHING, 2, NOW).published(Optional.empty(), NOW);
    assertTrue(gone.mayBeOurs(A), "a call of before may land for an hour");
    assertFalse(gone.mayBeOurs(B));
    assertTrue(gone.maybeSent());
  }

  @Test
  void firstPublication_whereNothingOfOursIsKnown() {
    assertTrue(RecordState.first(A, 1).isFirst());
    assertFalse(published(A, NOW).wanting(B, 2, NOW).isFirst());
    assertFalse(RecordState.first(Content.NOTHING, 1).isFirst());
  }

  @Test
  void candidates_thirtyTwoAreFull() {
    RecordState record = published(A, NOW);
    for (int i = 1; i < Limits.CANDIDATES; i++) {
      record = record.wanting(publication("198.51.100." + i), i + 1, NOW);
    }
    assertFalse(record.isFull());
    assertTrue(record.wanting(B, 99, NOW).isFull());
  }

  /** Another record stands there: what we sent of a first publication is remembered. */
  @Test
  void blocked_remembersWhatMayStillLand() {
    RecordState noted = RecordState.first(A, 1).noted("somebody");
    RecordState may = noted.blocked(List.of(), true, NOW);
    assertEquals(Set.of(A), may.candidates().keySet());
    assertEquals(Optional.of("somebody"), may.note());
    RecordState cannot = noted.blocked(List.of(), false, NOW);
    assertEquals(Set.of(), cannot.candidates().keySet());
    assertEquals(Optional.empty(), cannot.note());
    RecordState ours = published(A, NOW).blocked(List.of(), false, NOW);
    assertEquals(Content.NOTHING, ours.known());
    assertEquals(Set.of(A), ours.candidates().keySet());
  }

  @Test
  void somethingElseOfOursStands_dueAndKnown() {
    RecordState known = published(A, NOW).wanting(B, 2, NOW).knowing(B, NOW);
    assertTrue(known.isDue());
    assertEquals(B, known.known());
    assertEquals(Set.of(A), known.candidates().keySet());
    RecordState gone = published(A, NOW).knowing(Content.NOTHING, NOW);
    assertEquals(Set.of(A), gone.candidates().keySet(), "what was sent may land again");
    RecordState nothing =
        published(A, NOW).wanting(Content.NOTHING, 2, NOW).knowing(Content.NOTHING, NOW);
    assertEquals(Set.of(A), nothing.candidates().keySet());
  }

  @Test
  void withdrawing_remembersWhatGoes() {
    RecordState leaving = published(A, NOW).withdrawing(B, NOW);
    assertTrue(leaving.isDue());
    assertEquals(B, leaving.known());
    assertEquals(Set.of(B), leaving.candidates().keySet());
    Stage denied = new Stage.Denied("no");
    assertEquals(denied, published(A, NOW).at(denied).withdrawing(A, NOW).stage());
  }

  @Test
  void takenOverBeforeAnybodySentIt_onlyNothing() {
    RecordState taken = RecordState.first(A, 1).takenOver(7, NOW);
    assertEquals(Set.of(Content.NOTHING), taken.candidates().keySet());
    assertEquals(
        Set.of(Content.NOTHING), published(A, NOW).takenOver(7, NOW).candidates().keySet());
  }

  @Test
  void change_untilItsFirstConfirmation() {
    assertTrue(RecordState.first(A, 1).isChange());
    assertFalse(published(A, NOW).isChange());
    assertFalse(published(A, NOW).due().isChange(), "sent once more, though nothing is new");
    assertTrue(published(A, NOW).wanting(B, 2, NOW).isChange());
  }

  /** An hour after it was last wanted a content cannot land any more, whatever else is known. */
  @Test
  void pruned_withoutCandidatesThatAgedOut() {
    RecordState record = published(A, NOW).wanting(B, 2, NOW);
    Instant hour = NOW.plus(Limits.CANDIDATE_KEPT);
    assertEquals(record, record.pruned(hour));
    RecordState pruned = record.pruned(hour.plusMillis(1));
    assertEquals(Set.of(), pruned.candidates().keySet());
    assertEquals(record.stage(), pruned.stage());
    assertEquals(B, pruned.wanted());
  }

  private static RecordSet set(String json) {
    try {
      return RecordSet.parse(json.replace('\'', '"'));
    } catch (InvalidJson e) {
      throw new AssertionError(e);
    }
  }

  private static final String EDITED =
      "{'Type':'A','TTL':5,'ResourceRecords':[{'Value':'192.0.2.9'}]}";
  private static final String ALIASED =
      "{'Type':'CNAME','TTL':5,'ResourceRecords':[{'Value':'x.example.net.'}]}";

  /** What people made of a record is told in their words, and goes once it is over. */
  @Test
  void drift_keptUntilItIsOver() {
    Drift drift = new Drift(List.of(set(EDITED)), NOW);
    RecordState edited = published(A, NOW).drifted(Optional.of(drift));
    assertEquals(Optional.of(drift), edited.drift());
    assertTrue(edited.isPublished());
    assertEquals(Optional.of(drift), edited.wanting(B, 2, NOW).drift());
    assertEquals(Optional.empty(), edited.published(Optional.empty(), NOW).drift());
    assertEquals(Optional.empty(), edited.drifted(Optional.empty()).drift());
    assertEquals("a record of type A (192.0.2.9, TTL 5)", drift.text());
    assertEquals("nothing", new Drift(List.of(), NOW).text());
  }

  /** A record of another type, or one of several, is not replaced with an address. */
  @Test
  void drift_replaceableWhereAllOfItIsOfTheType() {
    assertTrue(new Drift(List.of(set(EDITED)), NOW).isReplaceable(Family.IPV4));
    assertTrue(new Drift(List.of(), NOW).isReplaceable(Family.IPV4));
    assertFalse(new Drift(List.of(set(EDITED)), NOW).isReplaceable(Family.IPV6));
    assertFalse(new Drift(List.of(set(EDITED), set(ALIASED)), NOW).isReplaceable(Family.IPV4));
  }

  /** What people made of a former record is theirs. */
  @Test
  void left_toThoseWhoMadeIt() {
    RecordState left = published(A, NOW).left(List.of(set(EDITED)), NOW);
    assertEquals(new Stage.Blocked(List.of(set(EDITED)), NOW), left.stage());
    assertEquals(A, left.known());
  }
}
