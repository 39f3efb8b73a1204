package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.fake.FakeState;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sender learns of a name, and what it writes of it: part by part. */
final class LearningTest {

  private static final Instant T = World.START;
  private static final Fqdn FQDN = new Fqdn("vpn.example.com");
  private static final Registration OLD = new Registration(T.minusSeconds(900));
  private static final Content ONE = publication(Family.IPV4, "192.0.2.1");
  private static final Content TWO = publication(Family.IPV4, "192.0.2.2");
  private static final List<RecordSet> THEIRS = List.of(Planted.simple("A", "203.0.113.1").set());
  private static final List<RecordSet> ROUTED =
      List.of(Planted.weighted("A", "blue", "203.0.113.1").set());

  private static Content publication(Family family, String address) {
    return Publication.of(family, Ttl.DEFAULT, List.of(IpAddress.parse(address).orElseThrow()));
  }

  private static RecordState first() {
    return RecordState.first(ONE, 1);
  }

  private static RecordState published() {
    return first().published(Optional.empty(), T);
  }

  private static RecordState change() {
    return published().wanting(TWO, 2, T);
  }

  private static RecordState withdrawal() {
    return published().wanting(Content.NOTHING, 2, T);
  }

  private static PendingName pending(RecordState record, OnDrift onDrift) {
    NameState row = NameState.unpublished(FQDN).with(Family.IPV4, record);
    return new PendingName(
        row, row.registered(), onDrift, Map.of(Family.IPV4, RecordSet.of(record.known())));
  }

  /** The same records as those of a registration that ended. */
  private static PendingName former(RecordState record) {
    NameState row = NameState.unpublished(FQDN).withRemains(OLD, Map.of(Family.IPV4, record));
    return new PendingName(
        row, OLD, OnDrift.ALERT, Map.of(Family.IPV4, RecordSet.of(record.known())));
  }

  private static Learning learn(PendingName name, List<RecordSet> listed) {
    return Learning.of(name, listed, T, T);
  }

  private static RecordState learned(Learning learning) {
    return learning.stored().record(Family.IPV4).orElseThrow();
  }

  private static Stage stageOfOld(Learning learning) {
    return Optional.ofNullable(learning.stored().remains(OLD).get(Family.IPV4))
        .orElseThrow()
        .stage();
  }

  private static List<String> told(Learning learning) {
    return learning.rows().notices().stream().map(each -> each.kind().slug()).toList();
  }

  private static List<RecordSet> out(Learning learning) {
    return learning
        .again(true)
        .map(name -> name.out().getOrDefault(Family.IPV4, List.of()))
        .orElse(ROUTED);
  }

  @Test
  void wantedStands_publishedAndNothingIsSent() {
    Learning learning = learn(pending(change(), OnDrift.ALERT), RecordSet.of(TWO));
    assertTrue(learning.isNews());
    assertTrue(learned(learning).isPublished());
    assertEquals(TWO, learned(learning).known());
    assertEquals(Optional.empty(), learning.again(true));
    assertEquals(List.of(), told(learning));
  }

  @Test
  void candidateStands_thatGoesWhenItIsSentAgain() {
    RecordState third = change().wanting(publication(Family.IPV4, "192.0.2.3"), 3, T);
    Learning learning = learn(pending(third, OnDrift.ALERT), RecordSet.of(TWO));
    assertEquals(TWO, learned(learning).known());
    assertTrue(learned(learning).isDue());
    assertEquals(RecordSet.of(TWO), out(learning));
    assertEquals(false, learning.isNews(), "what was sent is a candidate already");
  }

  /** Who never sent must write down what stands there before it sends. */
  @Test
  void placeFree_sentAgain() {
    assertTrue(learn(pending(first(), OnDrift.ALERT), List.of()).isNews());
    Learning noted = learn(pending(first().noted("me"), OnDrift.ALERT), List.of());
    assertEquals(false, noted.isNews());
    assertEquals(Optional.of("me"), learned(noted).note());
    assertEquals(List.of(), out(noted));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void refusedRecord_staysRefusedUntilItIsSent(boolean denied) {
    Stage stage = denied ? new Stage.Denied("no") : new Stage.Rejected("no");
    Learning learning = learn(pending(change().at(stage), OnDrift.ALERT), RecordSet.of(ONE));
    assertEquals(stage, learned(learning).stage());
    assertEquals(RecordSet.of(ONE), out(learning));
  }

  /** What somebody edited goes or stays, and what is told of it. */
  @ParameterizedTest
  @CsvSource({
    // onDrift, a change, replaceable; told; sent again, rests
    "ALERT, true, true, replace, true, false",
    "ALERT, true, false, alert, false, false",
    "ALERT, false, true, alert, false, true",
    "REPAIR, true, true, repair, true, false",
    "REPAIR, false, true, repair, true, false",
    "REPAIR, true, false, alert, false, false",
    "HOLD, true, true, hold, false, false",
    "HOLD, false, true, hold, false, true"
  })
  void edited_toldWithWhatFollows(
      OnDrift onDrift,
      boolean isChange,
      boolean plain,
      String action,
      boolean sent,
      boolean rests) {
    List<RecordSet> found = plain ? THEIRS : ROUTED;
    RecordState record = isChange ? change() : published().due();
    Learning learning = learn(pending(record, onDrift), found);
    assertTrue(learning.isNews());
    assertEquals(List.of("drift-found"), told(learning));
    Notice notice = learning.rows().notices().getFirst();
    assertEquals(action, notice.facts().get("action"));
    assertEquals("192.0.2.1 (TTL 60)", notice.facts().get("A"));
    assertEquals(RecordSet.described(found), notice.facts().get("found-A"));
    assertEquals(HistoryEntry.What.DRIFT_FOUND, learning.rows().history().getFirst().what());
    assertEquals(Optional.of(new Drift(found, T)), learned(learning).drift());
    assertEquals(rests, learned(learning).isPublished());
    assertEquals(sent, learning.again(true).isPresent());
    if (sent) {
      assertEquals(found, out(learning));
    }
  }

  /** An edit that was told is not told again; something else is. */
  @Test
  void editThatWasTold_notToldAgain() {
    RecordState known = change().drifted(Optional.of(new Drift(THEIRS, T.minusSeconds(60))));
    Learning same = learn(pending(known, OnDrift.ALERT), THEIRS);
    assertEquals(List.of(), told(same));
    assertEquals(false, same.isNews());
    assertEquals(THEIRS, out(same));
    assertEquals(
        T.minusSeconds(60), learned(same).drift().orElseThrow().since(), "since it was found");
    assertEquals(List.of("drift-found"), told(learn(pending(known, OnDrift.ALERT), ROUTED)));
    RecordState held =
        published().due().drifted(Optional.of(new Drift(THEIRS, T.minusSeconds(60))));
    Learning rests = learn(pending(held, OnDrift.HOLD), THEIRS);
    assertTrue(rests.isNews(), "it is due no longer");
    assertTrue(learned(rests).isPublished());
  }

  /** Nothing of ours is wanted: what others made is left, and told where ours had been. */
  @Test
  void othersWhereNothingIsWanted_leftAndToldOnce() {
    Learning learning = learn(pending(withdrawal(), OnDrift.REPAIR), THEIRS);
    assertTrue(learning.isNews());
    assertEquals(List.of("drift-found"), told(learning));
    assertEquals("left", learning.rows().notices().getFirst().facts().get("action"));
    assertTrue(learned(learning).isPublished());
    assertEquals(Content.NOTHING, learned(learning).known());
    assertEquals(Optional.empty(), learning.again(true));
    RecordState known = withdrawal().drifted(Optional.of(new Drift(THEIRS, T)));
    assertEquals(List.of(), told(learn(pending(known, OnDrift.ALERT), THEIRS)));
    RecordState never = RecordState.first(Content.NOTHING, 1);
    assertEquals(List.of(), told(learn(pending(never, OnDrift.ALERT), THEIRS)));
  }

  /** A registration that ended: the re-check tells of orphans, a sender does not. */
  @Test
  void formerRecordEdited_leftAndNotTold() {
    for (RecordState record : List.of(withdrawal(), change())) {
      Learning learning = learn(former(record), THEIRS);
      assertEquals(List.of(), told(learning));
      assertTrue(learning.isNews());
      assertEquals(new Stage.Blocked(THEIRS, T), stageOfOld(learning));
      assertEquals(Optional.empty(), learning.again(true));
    }
    Learning foreign = learn(former(first()), THEIRS);
    assertEquals(List.of(), told(foreign));
    assertEquals(new Stage.Blocked(THEIRS, T), stageOfOld(foreign));
  }

  @Test
  void foreign_blockedAndToldOnce() {
    Learning learning = learn(pending(first(), OnDrift.ALERT), THEIRS);
    assertTrue(learning.isNews());
    assertEquals(List.of("record-blocked"), told(learning));
    assertEquals("192.0.2.1 (TTL 60)", learning.rows().notices().getFirst().facts().get("A"));
    assertEquals(new Stage.Blocked(THEIRS, T), learned(learning).stage());
    assertEquals(Optional.empty(), learning.again(true));
    Stage before = new Stage.Blocked(THEIRS, T.minusSeconds(60));
    Learning again = learn(pending(first().at(before), OnDrift.ALERT), THEIRS);
    assertEquals(List.of(), told(again));
    assertEquals(false, again.isNews());
    assertEquals(before, learned(again).stage());
    Learning other = learn(pending(first().at(before), OnDrift.ALERT), ROUTED);
    assertEquals(List.of("record-blocked"), told(other));
  }

  /** Our own note ends with the verdict; another sender's stays, since its call may land. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void foreign_noteEndsWithItsSender(boolean own) {
    PendingName plain = pending(first().noted("somebody"), OnDrift.ALERT);
    PendingName name = own ? sentFirst(plain) : plain;
    RecordState learned = learned(learn(name, THEIRS));
    assertEquals(own, learned.note().isEmpty());
    assertEquals(own ? Set.of() : Set.of(ONE), learned.candidates().keySet());
    Stage before = new Stage.Blocked(THEIRS, T);
    RecordState stopped = name.record(Family.IPV4).at(before);
    PendingName blocked = name.with(name.state().with(Family.IPV4, stopped), name.out());
    assertEquals(own, learn(blocked, THEIRS).isNews(), "that the note is gone must be stored");
  }

  /** The same, whose first note this sender wrote itself. */
  private static PendingName sentFirst(PendingName plain) {
    return new PendingName(
        plain.state(),
        plain.registration(),
        plain.onDrift(),
        plain.out(),
        Set.of(Family.IPV4),
        Set.of(Family.IPV4));
  }

  /** What is equal to ours but was there before our own first sending is another's. */
  @Test
  void equalBeforeOurFirstSending_isForeign() {
    PendingName plain = pending(first().noted("me"), OnDrift.ALERT);
    PendingName name = sentFirst(plain);
    assertEquals(List.of("record-blocked"), told(learn(name, RecordSet.of(ONE))));
    assertEquals(List.of(), told(learn(plain, RecordSet.of(ONE))));
  }

  @Test
  void namesParts_whatIsSentNotedAndUnclear() {
    PendingName back = pending(change().wanting(ONE, 3, T), OnDrift.ALERT);
    assertEquals(Set.of(Family.IPV4), back.unclear());
    PendingName drifted =
        pending(published().due().drifted(Optional.of(new Drift(THEIRS, T))), OnDrift.REPAIR);
    assertEquals(Set.of(), drifted.unclear());
    assertEquals(Set.of(), pending(change(), OnDrift.ALERT).unclear());
    assertEquals(Set.of(Family.IPV4), pending(first(), OnDrift.ALERT).unnoted());
    assertEquals(Set.of(), pending(change(), OnDrift.ALERT).unnoted());
    PendingName nothing = pending(RecordState.first(Content.NOTHING, 1), OnDrift.ALERT);
    assertEquals(List.of(), nothing.replacements());
    assertEquals(1, pending(withdrawal(), OnDrift.ALERT).replacements().size());
    assertEquals(1, pending(first(), OnDrift.ALERT).replacements().size());
  }

  private static PendingName both() {
    NameState row =
        NameState.unpublished(FQDN)
            .with(Family.IPV4, first())
            .with(Family.IPV6, RecordState.first(publication(Family.IPV6, "2001:db8::1"), 1));
    Map<Family, List<RecordSet>> out = new EnumMap<>(Family.class);
    out.put(Family.IPV4, List.of());
    out.put(Family.IPV6, List.of());
    return new PendingName(row, row.registered(), OnDrift.ALERT, out);
  }

  /** A note of one family does not make one of the other forgotten. */
  @Test
  void notesOfBothFamilies_oneAfterTheOther() {
    PendingName name = both();
    NameState four = name.state().noted(Set.of(Family.IPV4), "me");
    PendingName noted = name.noted(four, Set.of(Family.IPV4));
    assertEquals(Set.of(Family.IPV6), noted.unnoted());
    PendingName all = noted.noted(four.noted(Set.of(Family.IPV6), "me"), Set.of(Family.IPV6));
    assertEquals(Set.of(), all.unnoted());
    assertEquals(Set.of(Family.IPV4, Family.IPV6), all.noted());
    assertEquals(Set.of(Family.IPV4, Family.IPV6), all.firsts());
    PendingName others = name.with(four, name.out()).noted(four, Set.of(Family.IPV4));
    assertEquals(Set.of(), others.firsts(), "somebody had noted before");
  }

  private final World world = new World();
  private final Written written = new Written();
  private final Stops stops = new Stops(world.state, world.time, written);
  private final Marks marks = new Marks(world.state, world.time, written);

  /** A name whose row is stored as it is sent. */
  private PendingName stored(RecordState record) {
    NameState row = both().state().next().with(Family.IPV4, record);
    assertTrue(world.state.replace(Rows.of(row)));
    return new PendingName(
        row, row.registered(), OnDrift.ALERT, Map.of(Family.IPV4, RecordSet.of(record.known())));
  }

  private RecordState row() {
    return world.state.stored(FQDN).record(Family.IPV4).orElseThrow();
  }

  private List<String> told() {
    return world.state.notices().stream().map(each -> each.kind().slug()).toList();
  }

  private void moveOn() {
    assertTrue(world.state.replace(Rows.of(world.state.stored(FQDN).next())));
  }

  @Test
  void stoppedRecord_storedToldAndKeptBesideTheOtherFamily() {
    PendingName name = stored(change());
    stops.rejected(name, "no such value");
    assertEquals(new Stage.Rejected("no such value"), row().stage());
    assertTrue(world.state.stored(FQDN).record(Family.IPV6).isPresent());
    assertEquals(List.of("record-rejected"), told());
    assertEquals(
        Map.of("type", "A", "reason", "no such value"), world.state.notices().getFirst().facts());
    assertEquals(HistoryEntry.What.REJECTED, world.state.history(FQDN).getFirst().what());
    assertEquals(Set.of(FQDN), written.states().keySet());
    assertEquals(Set.of(), written.takeMoved());
  }

  @Test
  void stoppedRecordTriedAgain_notToldAgain() {
    PendingName name = stored(change().at(new Stage.Denied("before")));
    stops.denied(name, "again");
    assertEquals(new Stage.Denied("before"), row().stage());
    stops.rejected(name, "otherwise");
    assertEquals(List.of("record-rejected"), told());
  }

  /** A first publication that was tried again: its note ends, and nothing is told. */
  @Test
  void stoppedFirstPublicationTriedAgain_itsNoteEnds() {
    PendingName plain = stored(first().noted("me").at(new Stage.Denied("before")));
    PendingName name = sentFirst(plain);
    stops.denied(name, "again");
    assertEquals(Optional.empty(), row().note());
    assertEquals(new Stage.Denied("again"), row().stage());
    assertEquals(List.of(), told());
  }

  @Test
  void stoppedRecordWhoseRowMoved_readAgain() {
    PendingName name = stored(change());
    moveOn();
    stops.denied(name, "no");
    assertTrue(row().isDue());
    assertEquals(Set.of(FQDN), written.takeMoved());
    assertEquals(Map.of(), written.states());
  }

  @Test
  void note_writtenOnceAndLostWhereTheRowMoved() {
    PendingName name = stored(first());
    PendingName noted = marks.note(name, "me").orElseThrow();
    assertEquals(Optional.of("me"), row().note());
    assertEquals(Set.of(Family.IPV4), noted.firsts());
    assertEquals(Set.of(FQDN), written.states().keySet());
    long version = world.state.stored(FQDN).version();
    assertEquals(Optional.of(noted), marks.note(noted, "me"));
    assertEquals(version, world.state.stored(FQDN).version(), "no second note");
    moveOn();
    assertEquals(Optional.empty(), marks.note(name, "other"));
    assertEquals(Set.of(FQDN), written.takeMoved());
  }

  private static ChangeId sent() {
    return new ChangeId("C1");
  }

  @Test
  void confirmed_markedAlsoWhereTheRowMovedOn() {
    PendingName name = stored(change());
    moveOn();
    marks.published(name, sent(), T);
    assertTrue(row().isPublished());
    assertEquals(Optional.of(sent()), row().change());
    assertEquals(TWO, row().known());
    assertEquals(1, written.publishedCount());
    assertEquals(Set.of(FQDN), written.takeMoved(), "the other family is due still");
  }

  /** A newer content is wanted meanwhile: what was sent is known to stand, and the newer is due. */
  @Test
  void confirmedWhileANewerIsWanted_knownAndDue() {
    PendingName name = stored(change());
    moveOn();
    NameState newer =
        world
            .state
            .stored(FQDN)
            .next()
            .wanting(Family.IPV4, publication(Family.IPV4, "192.0.2.3"), T);
    assertTrue(world.state.replace(Rows.of(newer)));
    marks.published(name, sent(), T);
    assertEquals(TWO, row().known());
    assertTrue(row().isDue());
  }

  /** Others learned meanwhile from a listing what stands there: they know more. */
  @ParameterizedTest
  @CsvSource({"blocked", "drifted", "published"})
  void confirmedAfterOthersLearnedMore_leftToThem(String how) {
    PendingName name = stored(change());
    RecordState more =
        switch (how) {
          case "blocked" -> row().blocked(THEIRS, false, T);
          case "drifted" -> row().drifted(Optional.of(new Drift(THEIRS, T)));
          default -> row().published(Optional.empty(), T);
        };
    assertTrue(
        world.state.replace(Rows.of(world.state.stored(FQDN).next().with(Family.IPV4, more))));
    marks.published(name, sent(), T);
    assertEquals(more, row());
    assertEquals(0, written.publishedCount());
    assertEquals(Set.of(FQDN), written.takeMoved());
  }

  @Test
  void confirmedAfterAnEdit_historySaysWhatItReplaced() {
    PendingName name = stored(change().drifted(Optional.of(new Drift(THEIRS, T))));
    marks.published(name, sent(), T);
    HistoryEntry entry = world.state.history(FQDN).getFirst();
    assertEquals(HistoryEntry.What.DRIFT_REPLACED, entry.what());
    assertEquals(RecordSet.described(THEIRS), entry.facts().get("replaced-A"));
    assertEquals("192.0.2.2 (TTL 60)", entry.facts().get("A"));
    assertEquals(Optional.empty(), row().drift());
  }

  /** The row moves each time: five tries, then it is read again by whoever comes next. */
  @ParameterizedTest
  @CsvSource({"4, true", "5, false"})
  void rowMovesEachTime_fiveTries(int races, boolean marked) {
    PendingName name = stored(change());
    List<Runnable> hooks = new ArrayList<>();
    for (int race = 0; race < races; race++) {
      hooks.add(this::moveOn);
      hooks.add(() -> {});
    }
    world.state.beforeNextWrites(hooks.toArray(Runnable[]::new));
    marks.published(name, sent(), T);
    assertEquals(marked, row().isPublished());
    assertEquals(marked ? 1 : 0, written.publishedCount());
  }

  private Looks looks() {
    return new Looks(
        world.parts,
        World.ZONE,
        new Rate(world.parts, World.ZONE, Optional.empty()),
        Haste.ofBatches(T.plus(Duration.ofMinutes(1)), false),
        written);
  }

  @Test
  void look_learnsStoresAndSaysWhatToSend() {
    PendingName name = stored(change());
    world.records.plant(World.ZONE, FQDN, RecordSet.of(ONE).getFirst());
    assertEquals(1, looks().explain(List.of(name)).size());
    assertEquals(1, written.calls());
    PendingName edited = stored2(change());
    world.records.withdraw(FQDN);
    world.records.plant(FQDN, Planted.simple("A", "203.0.113.1"));
    assertEquals(1, looks().explain(List.of(edited)).size());
    assertTrue(row().drift().isPresent());
    assertEquals(Set.of(FQDN), written.states().keySet());
  }

  private PendingName stored2(RecordState record) {
    NameState row = world.state.stored(FQDN).next().with(Family.IPV4, record);
    assertTrue(world.state.replace(Rows.of(row)));
    return new PendingName(
        row, row.registered(), OnDrift.ALERT, Map.of(Family.IPV4, RecordSet.of(record.known())));
  }

  @Test
  void lookWhoseRowMoved_readAgain() {
    PendingName name = stored(change());
    world.records.plant(FQDN, Planted.simple("A", "203.0.113.1"));
    moveOn();
    assertEquals(List.of(), looks().explain(List.of(name)));
    assertEquals(Set.of(FQDN), written.takeMoved());
    assertEquals(List.of(), told());
  }

  @Test
  void zoneUnreadable_leftWithTheReason() {
    PendingName name = stored(change());
    world.records.failReads();
    assertEquals(List.of(), looks().explain(List.of(name)));
    assertEquals(Set.of(FQDN), written.left());
    assertEquals(
        List.of("Route 53 cannot be read", "what stands at " + FQDN + " is not known"),
        written.troubles());
    assertEquals(false, looks().stillStands(name));
  }

  /** A rejected record: does exactly that stand there which its sender said would go? */
  @ParameterizedTest
  @CsvSource({"ours, true", "theirs, false", "both, false", "nothing, false"})
  void stillStands_exactlyWhatShallGo(String there, boolean stands) {
    PendingName name = stored(change());
    if (there.equals("ours") || there.equals("both")) {
      world.records.plant(World.ZONE, FQDN, RecordSet.of(ONE).getFirst());
    }
    if (there.equals("theirs")) {
      world.records.plant(FQDN, Planted.simple("A", "203.0.113.1"));
    }
    if (there.equals("both")) {
      world.records.plant(FQDN, Planted.simple("CNAME", "x.example.net."));
    }
    world.records.plant(FQDN, Planted.simple("AAAA", "2001:db8::9"));
    assertEquals(stands, looks().stillStands(name));
  }

  @Test
  void zoneDenied_toldAsTheServicesOwn() {
    stops.denied(World.ZONE, "AccessDenied");
    assertEquals(List.of("zone-denied"), told());
    assertEquals(
        Map.of("zone", World.ZONE.value(), "reason", "AccessDenied"),
        world.state.notices().getFirst().facts());
  }

  @Test
  void tableFails_namesComeAgain() {
    PendingName name = stored(change());
    world.state.nextWrites(FakeState.Write.UNAVAILABLE);
    written.guarded(List.of(name), () -> stops.denied(name, "no"));
    assertEquals(Set.of(FQDN), written.left());
    assertEquals(List.of("the tables cannot be written"), written.troubles());
  }
}
