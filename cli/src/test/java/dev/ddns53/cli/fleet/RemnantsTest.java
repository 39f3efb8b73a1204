package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RemnantsTest {

  private static final Instant THEN = Instant.parse("2026-11-23T20:20:46Z");
  private static final Fqdn NAME = new Fqdn("vpn.example.com");
  private static final ZoneId ZONE = new ZoneId("Z0");
  private static final Registration OLD = new Registration(THEN);
  private static final Registration NEW = new Registration(THEN.plusSeconds(60));
  private static final RecordSet OURS = FakeSets.set("A", "203.0.113.7");
  private static final RecordSet ANOTHER = FakeSets.set("A", "192.0.2.200");

  private static FormerRegistration former(Remains remains) {
    return new FormerRegistration(OLD, ZONE, THEN.plusSeconds(30), remains, "ops");
  }

  private static NameDocument removed(FormerRegistration former) {
    return new NameDocument(NAME, Optional.empty(), List.of(former));
  }

  private static NameDocument back(FormerRegistration former) {
    Name name =
        new Name(
            NAME,
            NEW,
            ZONE,
            new Ttl(60),
            Name.Policy.FIRST_HEALTHY,
            List.of(new Member.OfSite(new SiteId("tokyo"))),
            Name.OnDrift.ALERT,
            Name.OnGone.KEEP,
            Optional.empty(),
            Optional.empty());
    return new NameDocument(NAME, Optional.of(name), List.of(former));
  }

  /** A row that published {@link #OURS}. */
  private static NameState row(Registration registered) {
    Publication known =
        Publication.of(
            Family.IPV4, new Ttl(60), List.of(IpAddress.parse("203.0.113.7").orElseThrow()));
    return new NameState(
        NAME,
        1,
        registered,
        Map.of(),
        Map.of(Family.IPV4, RecordState.first(known, 1).published(Optional.empty(), THEN)),
        Health.NONE,
        Map.of(),
        Set.of());
  }

  private static Remnants remnants(NameState row, FakeSets sets) {
    return new Remnants(
        Map.of(NAME, row), sets, new Zones(new FakeZones().with("Z0", "example.com")));
  }

  private static FakeSets standing(RecordSet... sets) {
    FakeSets all = new FakeSets();
    for (RecordSet set : sets) {
      all.with("Z0", NAME.value(), set);
    }
    return all;
  }

  private static void assertFinished(
      boolean finished, NameDocument document, NameState row, FakeSets sets) {
    assertEquals(finished, remnants(row, sets).isFinished(document, document.former().getFirst()));
  }

  private static List<RecordSet> orphans(NameDocument document, NameState row, FakeSets sets) {
    Remnants remnants = remnants(row, sets);
    return remnants.orphans(
        document, document.former().getFirst(), remnants.standing(ZONE, Set.of(NAME)));
  }

  @Test
  void withdrawal_finishedOnceSettled() {
    NameDocument document = removed(former(Remains.WITHDRAW));
    assertFinished(false, document, row(OLD), standing());
    assertFinished(true, document, row(OLD).settling(OLD), standing(ANOTHER));
    assertFinished(false, document, row(OLD).settling(NEW), standing());
  }

  @Test
  void keptRecord_finishedOnceItIsGone() {
    NameDocument document = removed(former(Remains.KEEP));
    assertFinished(false, document, row(OLD), standing(OURS));
    assertFinished(false, document, row(OLD).settling(OLD), standing(ANOTHER));
    assertFinished(true, document, row(OLD), standing());
    assertFinished(false, document, row(OLD), standing().broken());
  }

  @Test
  void keptRecord_finishedOnceTheNameHoldsItAgain() {
    NameDocument document = back(former(Remains.KEEP));
    assertFinished(true, document, row(NEW), standing(OURS));
    assertFinished(false, document, row(NEW), standing(ANOTHER));
    assertFinished(false, document, row(OLD), standing(OURS));
  }

  @Test
  void zoneThatIsNoMore_finished() {
    for (Remains remains : Remains.values()) {
      FormerRegistration former =
          new FormerRegistration(OLD, new ZoneId("ZGONE"), THEN, remains, "ops");
      assertFinished(true, removed(former), row(OLD), standing(OURS));
    }
  }

  @Test
  void zoneThatNobodyMaySee_notFinished() {
    FormerRegistration former =
        new FormerRegistration(OLD, new ZoneId("ZHIDDEN"), THEN, Remains.WITHDRAW, "ops");
    assertFinished(false, removed(former), row(OLD), standing());
  }

  @Test
  void keptRecord_isAnOrphan() {
    NameDocument document = removed(former(Remains.KEEP));
    assertEquals(List.of(OURS), orphans(document, row(OLD), standing(OURS)));
    assertEquals(List.of(), orphans(document, row(OLD), standing()));
  }

  @Test
  void withdrawal_orphanOnlyWhereItWasLeft() {
    NameDocument document = removed(former(Remains.WITHDRAW));
    assertEquals(List.of(), orphans(document, row(OLD), standing(OURS)));
    assertEquals(List.of(ANOTHER), orphans(document, row(OLD).settling(OLD), standing(ANOTHER)));
    RecordState left =
        row(OLD).record(Family.IPV4).orElseThrow().blocked(List.of(ANOTHER), true, THEN);
    NameState blocked = row(OLD).with(Family.IPV4, left);
    assertEquals(List.of(ANOTHER), orphans(document, blocked, standing(ANOTHER)));
  }

  @Test
  void recordThatTheNameHoldsToday_isNoOrphan() {
    NameDocument document = back(former(Remains.KEEP));
    assertEquals(List.of(), orphans(document, row(NEW), standing(OURS)));
    assertEquals(List.of(ANOTHER), orphans(document, row(NEW), standing(ANOTHER)));
  }
}
