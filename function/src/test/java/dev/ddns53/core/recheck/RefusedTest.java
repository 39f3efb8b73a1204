package dev.ddns53.core.recheck;

import static dev.ddns53.core.recheck.Runs.NAME;
import static dev.ddns53.core.recheck.Runs.addresses;
import static dev.ddns53.core.recheck.Runs.name;
import static dev.ddns53.core.recheck.Runs.published;
import static dev.ddns53.core.recheck.Runs.site;
import static dev.ddns53.core.recheck.Runs.standing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.model.Allow;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Name.OnDrift;
import dev.ddns53.core.model.Name.Policy;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A record set that Route 53 refused. */
class RefusedTest {

  @Test
  void refusedForWhatStandsThere_replacedWhereRepairIsPolicy() {
    Runs runs = published(OnDrift.REPAIR);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.records.plant(NAME, Planted.simple("CNAME", "evil.example.net"));
    runs.report("tokyo", "198.51.100.8");
    runs.world.publish(List.of(NAME));
    assertTrue(
        runs.world.state.stored(NAME).record(Family.IPV4).orElseThrow().rejected().isPresent());
    runs.run();
    assertEquals("198.51.100.8", runs.published());
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
  }

  @Test
  void refusedForWhatStandsThere_leftWhereAlertIsPolicy() {
    Runs runs = published(OnDrift.ALERT);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.records.plant(NAME, Planted.simple("CNAME", "evil.example.net"));
    runs.report("tokyo", "198.51.100.8");
    runs.world.publish(List.of(NAME));
    runs.run();
    assertEquals(1, runs.world.records.planted(NAME).size());
  }

  @ParameterizedTest
  @EnumSource
  void refusedAndNothingStandsInTheWayAnymore_writtenWithoutAnotherNotice(OnDrift onDrift) {
    Runs runs = refusedBeside(onDrift, Planted.simple("CNAME", "evil.example.net"));
    runs.world.records.withdraw(NAME);
    runs.run();
    assertEquals("198.51.100.8", runs.published());
    assertEquals(List.of(), runs.told());
    assertEquals(HistoryEntry.What.REPAIRED, runs.world.state.history(NAME).getLast().what());
    assertEquals(Standing.IN_SYNC, standing(runs.run()));
  }

  private static Runs refusedBeside(OnDrift onDrift, Planted other) {
    Runs runs = published(onDrift);
    runs.world.records.delete(NAME, Family.IPV4);
    runs.world.records.plant(NAME, other);
    runs.report("tokyo", "198.51.100.8");
    runs.world.publish(List.of(NAME));
    assertEquals(List.of("address-changed", "record-rejected"), runs.told());
    return runs;
  }

  @Test
  void refusedForGood_triedOnceARunAndNotToldAgain() {
    Runs runs = published(OnDrift.REPAIR);
    runs.world.records.nextUpserts(FakeRecords.Upsert.REJECTED, FakeRecords.Upsert.REJECTED);
    runs.report("tokyo", "198.51.100.8");
    runs.world.publish(List.of(NAME));
    assertEquals(List.of("address-changed", "record-rejected"), runs.told());
    int upserts = runs.world.records.upserts();
    for (int run = 1; run <= 3; run++) {
      runs.world.records.nextUpserts(FakeRecords.Upsert.REJECTED);
      RecheckResult result = runs.run();
      assertEquals(Standing.UNKNOWN, standing(result));
      assertEquals(1, result.troubles().size());
      assertEquals(upserts + run, runs.world.records.upserts());
      assertEquals(List.of(), runs.told());
    }
  }

  @Test
  void refusedAndSomebodyMadeARecordSince_notWrittenOverWhereAlertIsPolicy() {
    Runs runs = refusedBeside(OnDrift.ALERT, Planted.simple("CNAME", "evil.example.net"));
    runs.world.records.withdraw(NAME);
    runs.world.records.plant(NAME, Planted.simple("A", "203.0.113.66"));
    int upserts = runs.world.records.upserts();
    runs.run();
    assertEquals(upserts, runs.world.records.upserts());
  }

  @Test
  void recordAppearsAfterTheListing_notWrittenOverWhereAlertIsPolicy() {
    Runs runs = refusedBeside(OnDrift.ALERT, Planted.simple("CNAME", "evil.example.net"));
    runs.world.records.withdraw(NAME);
    Planted other = Planted.simple("A", "203.0.113.66");
    runs.world.state.beforeNextWrites(() -> runs.world.records.plant(NAME, other));
    assertEquals(1, runs.run().troubles().size());
    assertEquals(List.of(other), runs.world.records.planted(NAME));
    assertEquals("", runs.published());
  }

  @Test
  void cnameAppearsAfterTheListing_notDeletedWhereNothingWasEverOurs() {
    Runs runs = refusedAtFirst();
    Planted other = Planted.simple("CNAME", "theirs.example.net");
    runs.world.state.beforeNextWrites(() -> runs.world.records.plant(NAME, other));
    runs.run();
    assertEquals(List.of(other), runs.world.records.planted(NAME));
  }

  private static Runs refusedAtFirst() {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(name(OnDrift.REPAIR, Optional.empty(), Policy.FIRST_HEALTHY, site("tokyo")));
    runs.world.records.nextUpserts(FakeRecords.Upsert.REJECTED, FakeRecords.Upsert.REJECTED);
    runs.report("tokyo", "198.51.100.7");
    runs.world.publish(List.of(NAME));
    assertTrue(
        runs.world.state.stored(NAME).record(Family.IPV4).orElseThrow().rejected().isPresent());
    return runs;
  }

  @Test
  void aRoomlessRoute53_noFurtherRetriesInThisRun() {
    List<Fqdn> names =
        IntStream.range(0, 5).mapToObj(i -> World.fqdn("n" + i + ".example.com")).toList();
    Runs runs = new Runs();
    runs.world.register(
        "tokyo", Allow.DEFAULT, names.stream().map(Fqdn::value).toList(), List.of(World.FIRST_KEY));
    for (Fqdn name : names) {
      runs.register(
          new Name(
              name,
              World.ZONE,
              Ttl.DEFAULT,
              Policy.FIRST_HEALTHY,
              List.of(site("tokyo")),
              OnDrift.ALERT,
              Optional.empty(),
              false));
    }
    runs.world.records.nextUpserts(FakeRecords.Upsert.REJECTED);
    runs.report("tokyo", "198.51.100.7");
    for (Fqdn name : names) {
      runs.world.records.nextUpserts(FakeRecords.Upsert.REJECTED);
      runs.world.publish(List.of(name));
    }
    int upserts = runs.world.records.upserts();
    runs.world.records.nextUpserts(FakeRecords.Upsert.THROTTLED);
    assertEquals(1, runs.run().troubles().size());
    assertEquals(upserts + 1, runs.world.records.upserts());
    runs.run();
    assertEquals(upserts + 1 + 5 + 1, runs.world.records.upserts());
  }

  @Test
  void refusedFirstPublication_notWrittenOverWhatOthersMadeSince() {
    Runs runs = refusedAtFirst();
    runs.world.records.plant(NAME, Planted.simple("A", "203.0.113.66"));
    int upserts = runs.world.records.upserts();
    runs.run();
    assertEquals(upserts, runs.world.records.upserts());
    runs.world.records.withdraw(NAME);
    runs.run();
    assertEquals("198.51.100.7", runs.published());
  }

  @Test
  void attemptLandsLateOverANewerReport_writtenOnceMore() {
    Runs runs = refusedBeside(OnDrift.REPAIR, Planted.weighted("A", "blue", "203.0.113.66"));
    runs.world.records.nextUpserts(FakeRecords.Upsert.UNCONFIRMED_NOT_APPLIED);
    runs.run();
    runs.world.records.withdraw(NAME);
    runs.report("tokyo", "198.51.100.9");
    assertEquals("198.51.100.9", runs.published());
    runs.world.records.edit(NAME, addresses("198.51.100.8"));
    assertTrue(runs.world.state.stored(NAME).pending().contains(Family.IPV4));
    runs.world.pass(Duration.ofMinutes(1));
    runs.world.publish(List.of(NAME));
    assertEquals("198.51.100.9", runs.published());
    assertEquals(Set.of(), runs.world.state.stored(NAME).pending());
  }
}
