package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.local.LocalInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Names that go, come back, move and drift, by command and by curl on a local instance. */
final class RegistrationsIT {

  private static final String NAME = "vpn.tokyo.example.com";
  private static final String SITE = "tokyo: { allow: { addresses: [127.0.0.0/8, 0.0.0.0/0] } }";
  private static final String WITH =
      "sites: { " + SITE + " }\nnames: { " + NAME + ": { zone: example.com, members: [tokyo] } }";
  private static final String WITHOUT = "sites: { " + SITE + " }\nnames: {}";

  @TempDir private Path folder = Path.of("");

  private @Nullable LocalInstance instance;

  @BeforeEach
  void start() throws IOException {
    Curl.assumeThere();
    instance = RunningLocal.in(folder, file(WITH));
  }

  @AfterEach
  void stop() {
    if (instance != null) {
      instance.close();
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("fleet.yaml"), text);
  }

  private CommandRun ddns53(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--local";
    all[1] = folder.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CommandRun.of("", all);
  }

  private CommandRun apply(String text, String... options) throws IOException {
    String[] all = new String[options.length + 4];
    all[0] = "apply";
    all[1] = "-f";
    all[2] = file(text).toString();
    all[3] = "--yes";
    System.arraycopy(options, 0, all, 4, options.length);
    CommandRun run = ddns53(all);
    assertEquals(0, run.status(), run.err());
    return run;
  }

  private int report(String address) throws Exception {
    Waits.nextSecond();
    return Curl.report(folder.resolve("sites").resolve("tokyo.curl"), address).status();
  }

  private String lookup() {
    return ddns53("lookup", NAME).out().strip();
  }

  /** Somebody else changes a record of the name by hand. */
  private void edit(ChangeAction action, String address, long ttl) {
    var route53 = Optional.ofNullable(instance).orElseThrow().wiring().clients().route53();
    String zone = route53.listHostedZones().hostedZones().getFirst().id();
    ResourceRecordSet set =
        ResourceRecordSet.builder()
            .name(NAME)
            .type(RRType.A)
            .ttl(ttl)
            .resourceRecords(ResourceRecord.builder().value(address).build())
            .build();
    Change change = Change.builder().action(action).resourceRecordSet(set).build();
    route53.changeResourceRecordSets(
        request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(change)));
  }

  @Test
  void removedName_recordIsWithdrawnAndTold() throws Exception {
    assertEquals(200, report("203.0.113.7"));
    CommandRun applied = apply(WITHOUT);
    assertTrue(
        applied.out().contains("  withdraws A " + NAME + " 203.0.113.7 from zone example.com ("),
        applied.out());
    assertEquals("", lookup());
    assertEquals("There are no orphans.\n", ddns53("name", "orphans").out());
  }

  @Test
  void keptRecord_orphanUntilSomebodyDeletesIt() throws Exception {
    assertEquals(200, report("203.0.113.7"));
    CommandRun applied = apply(WITHOUT, "--keep-records");
    assertTrue(applied.out().contains("as an orphan"), applied.out());
    assertEquals("203.0.113.7", lookup());
    CommandRun orphans = ddns53("name", "orphans");
    assertEquals(0, orphans.status());
    assertTrue(orphans.out().contains("203.0.113.7, TTL 60"), orphans.out());
    assertEquals("Nothing to change.\n", apply(WITHOUT).out());

    edit(ChangeAction.DELETE, "203.0.113.7", 60);
    assertEquals("There are no orphans.\n", ddns53("name", "orphans").out());
    CommandRun forgotten = apply(WITHOUT);
    assertTrue(
        forgotten.out().contains("~ name " + NAME + " a former registration is finished"),
        forgotten.out());
    assertEquals("Nothing to change.\n", apply(WITHOUT).out());
  }

  @Test
  void recordMadeWhileTheNameWasAway_blocksUntilAdopted() throws Exception {
    assertEquals(200, report("203.0.113.7"));
    apply(WITHOUT);
    edit(ChangeAction.CREATE, "192.0.2.200", 300);
    apply(WITH);
    assertEquals(409, report("203.0.113.8"));
    assertEquals("192.0.2.200", lookup());
    CommandRun status = ddns53("status");
    assertEquals(3, status.status(), status.out());
    assertTrue(status.out().contains("blocked since"), status.out());
    assertTrue(status.out().contains("192.0.2.200"), status.out());

    CommandRun adopted = ddns53("name", "adopt", NAME, "--yes");
    assertEquals(0, adopted.status(), adopted.err());
    assertTrue(
        adopted.out().contains("will be replaced: a record of type A (192.0.2.200, TTL 300)"),
        adopted.out());
    assertEquals("203.0.113.8", lookup());
    assertEquals(0, ddns53("status").status());
    apply(WITH.replace("zone: example.com", "zone: example.com, ttl: 30"));
    assertEquals("203.0.113.8", lookup());
  }

  @Test
  void recordEditedByHand_isDriftUntilRepaired() throws Exception {
    assertEquals(200, report("203.0.113.7"));
    assertTrue(ddns53("name", "repair", NAME, "--yes").out().startsWith("There is no drift"));
    edit(ChangeAction.UPSERT, "192.0.2.200", 300);
    assertEquals(0, ddns53("recheck").status());
    CommandRun status = ddns53("status");
    assertEquals(3, status.status(), status.out());
    assertTrue(status.out().contains("drift since"), status.out());
    CommandRun repaired = ddns53("name", "repair", NAME, "--yes");
    assertEquals(0, repaired.status(), repaired.err());
    assertTrue(repaired.out().contains("192.0.2.200, TTL 300"), repaired.out());
    assertEquals("203.0.113.7", lookup());
    assertEquals(0, ddns53("status").status());
  }

  /** How many A records the name has in the zone of this name. */
  private long standing(String apex) {
    var route53 = Optional.ofNullable(instance).orElseThrow().wiring().clients().route53();
    String zone =
        route53.listHostedZonesByName(list -> list.dnsName(apex)).hostedZones().getFirst().id();
    return route53
        .listResourceRecordSets(list -> list.hostedZoneId(zone.substring("/hostedzone/".length())))
        .resourceRecordSets()
        .stream()
        .filter(set -> set.type() == RRType.A && set.name().equals(NAME + "."))
        .count();
  }

  @Test
  void movedName_publishedInTheNewZoneAndWithdrawnInTheOld_withoutAnotherReport() throws Exception {
    assertEquals(200, report("203.0.113.7"));
    Optional.ofNullable(instance)
        .orElseThrow()
        .wiring()
        .clients()
        .route53()
        .createHostedZone(zone -> zone.name("tokyo.example.com").callerReference("child"));
    CommandRun changed = apply(WITH.replace("zone: example.com", "zone: example.com, ttl: 30"));
    assertTrue(
        changed.out().contains("is occluded by the hosted zone tokyo.example.com"), changed.out());

    CommandRun moved = apply(WITH.replace("zone: example.com", "zone: tokyo.example.com"));
    assertTrue(moved.out().contains("  withdraws A " + NAME), moved.out());
    assertTrue(!moved.out().contains("occluded"), moved.out());
    assertEquals(0, standing("example.com"));
    assertEquals(1, standing("tokyo.example.com"));
    assertEquals(0, ddns53("status").status());
  }

  @Test
  void deletedRecordUnderHold_goneUntilTheOperatorRepairsIt() throws Exception {
    apply(WITH.replace("zone: example.com", "zone: example.com, onDrift: hold"));
    assertEquals(200, report("203.0.113.7"));
    edit(ChangeAction.DELETE, "203.0.113.7", 60);
    ddns53("recheck");
    assertEquals(0, standing("example.com"));
    CommandRun repair = ddns53("name", "repair", NAME, "--yes");
    assertEquals(0, repair.status(), repair.err());
    assertTrue(repair.out().contains("will be made again: the deleted A record"), repair.out());
    assertEquals("203.0.113.7", lookup());
  }
}
