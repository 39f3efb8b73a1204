package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.fleet.Registrations.Finished;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.terminal.CliException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanTest {

  private static final Fleet NOTHING = new Fleet(List.of(), List.of());

  /** A registry in memory that holds its own to the rule of its rows: each site is listed. */
  private static final class Rows implements Registry {

    private final Map<SiteId, Site> sites = new TreeMap<>();
    private final Map<Fqdn, NameDocument> names = new TreeMap<>();
    private final List<Integer> writes = new ArrayList<>();
    private int losing = Integer.MAX_VALUE;

    @Override
    public Fleet read() {
      return new Fleet(List.copyOf(sites.values()), List.copyOf(names.values()));
    }

    @Override
    public boolean write(List<Change> changes) {
      if (writes.size() >= losing) {
        return false;
      }
      assertTrue(!changes.isEmpty() && changes.size() <= CHANGES_PER_WRITE);
      for (Change change : changes) {
        switch (change) {
          case Change.OfSite(SiteId id, Optional<Site> before, Optional<Site> after) -> {
            assertEquals(before, Optional.ofNullable(sites.remove(id)));
            after.ifPresent(site -> sites.put(id, site));
          }
          case Change.OfName(
                  Fqdn fqdn,
                  Optional<NameDocument> before,
                  Optional<NameDocument> after) -> {
            assertEquals(before, Optional.ofNullable(names.remove(fqdn)));
            after.ifPresent(name -> names.put(fqdn, name));
          }
        }
      }
      writes.add(changes.size());
      assertEachFedNameListsItsSite();
      return true;
    }

    private void assertEachFedNameListsItsSite() {
      for (Site site : sites.values()) {
        for (Fqdn name : site.names()) {
          assertTrue(
              Optional.ofNullable(names.get(name))
                  .flatMap(NameDocument::name)
                  .filter(n -> n.isFedBy(site.id()))
                  .isPresent(),
              () -> site.id() + " feeds " + name + ", which does not list it");
        }
      }
    }
  }

  private static FleetFile file(String text) {
    return FleetReader.parse("fleet.yaml", text);
  }

  private static final Instant NOW = Instant.parse("2026-11-23T20:20:46Z");

  private static Plan plan(Fleet before, FleetFile wanted) {
    return plan(before, wanted, Remains.WITHDRAW, Finished.NONE);
  }

  private static Plan plan(Fleet before, FleetFile wanted, Remains remains, Finished finished) {
    return Plan.of(before, wanted, new Registrations(NOW, remains, "ops", finished));
  }

  private static Fleet applied(String text) {
    Rows rows = new Rows();
    PlanWriter.write(plan(NOTHING, file(text)), rows);
    return rows.read();
  }

  private static final String ONE =
      "{sites: {tokyo: {}}, names: {vpn.example.com: {zone: Z0, members: [tokyo]}}}";

  private static void assertPlanned(Fleet before, String text, String... lines) {
    assertEquals(List.of(lines), PlanText.lines(plan(before, file(text))));
  }

  @Test
  void emptyRegistry_allAdded() {
    Plan plan = plan(NOTHING, file(ONE));
    assertEquals(
        List.of(
            "+ site tokyo",
            "+ name vpn.example.com zone Z0, ttl 60, publish first-healthy, members [tokyo]"),
        PlanText.lines(plan));
    assertEquals("2 to add, 0 to change, 0 to remove.", PlanText.summary(plan));
    assertEquals(1, plan.transactions().size());
  }

  @Test
  void sameFile_nothingToChange() {
    Plan plan = plan(applied(ONE), file(ONE));
    assertTrue(plan.isEmpty());
    assertEquals(List.of(), plan.transactions());
  }

  @Test
  void emptyFile_allRemovedAndSaysWhatThatDoes() {
    Plan plan = plan(applied(ONE), file("{sites: {}, names: {}}"));
    assertEquals(List.of("- site tokyo", "- name vpn.example.com"), PlanText.lines(plan));
    String summary = PlanText.summary(plan);
    assertTrue(summary.startsWith("0 to add, 0 to change, 2 to remove."), summary);
    assertTrue(summary.contains("keys of removed sites stop working"), summary);
  }

  @Test
  void changes_toldFieldByField() {
    assertPlanned(
        applied(ONE),
        """
        sites:
          tokyo: { staleAfter: 15m, allow: { sources: [203.0.113.0/24], private: true } }
          osaka: {}
        names:
          vpn.example.com: { zone: Z0, ttl: 30, publish: all-healthy, members: [tokyo, osaka] }
          www.example.com: { zone: Z0, members: [osaka, { address: 192.0.2.80 }] }
        """,
        "+ site osaka",
        "~ site tokyo staleAfter default → 15m, allow.sources default → [203.0.113.0/24],"
            + " allow.private default → true",
        "~ name vpn.example.com ttl 60 → 30, publish first-healthy → all-healthy,"
            + " members [tokyo] → [tokyo, osaka]",
        "+ name www.example.com zone Z0, ttl 60, publish first-healthy,"
            + " members [osaka, address 192.0.2.80]");
  }

  @Test
  void feeding_toldOfTheSite() {
    assertPlanned(
        applied(ONE),
        "{sites: {tokyo: {}}, names: {www.example.com: {zone: Z0, members: [tokyo]}}}",
        "~ site tokyo feeds +www.example.com -vpn.example.com",
        "- name vpn.example.com",
        "+ name www.example.com zone Z0, ttl 60, publish first-healthy, members [tokyo]");
  }

  private static final Adoption ADOPTION =
      new Adoption(new Registration(NOW), List.of("{}"), "ops");

  private static Fleet with(Fleet fleet, List<KeyGeneration> keys) {
    Site site = fleet.sites().getFirst();
    Name name = fleet.names().getFirst();
    return new Fleet(
        List.of(
            new Site(
                site.id(),
                new SiteEntry(site.staleAfter(), site.allow(), false),
                site.names(),
                site.zones(),
                keys)),
        List.of(NameDocument.of(name.adopting(ADOPTION))));
  }

  private static NameDocument document(Plan plan) {
    return plan.names().getFirst().after().orElseThrow();
  }

  @Test
  void keysRegistrationAndAdoption_stay() {
    List<KeyGeneration> keys = List.of(new KeyGeneration(Instant.parse("2026-01-01T00:00:00Z"), 1));
    Fleet before = with(applied(ONE), keys);
    assertTrue(plan(before, file(ONE)).isEmpty());
    Plan plan =
        plan(before, file(ONE.replace("{}", "{staleAfter: 2d}").replace("Z0", "Z0, ttl: 5")));
    assertEquals(keys, plan.sites().getFirst().after().orElseThrow().keys());
    Name after = document(plan).name().orElseThrow();
    assertEquals(Optional.of(ADOPTION), after.adoption());
    assertEquals(before.names().getFirst().registered(), after.registered());
    assertEquals(List.of(), document(plan).former());
  }

  @Test
  void movedToAnotherZone_registersAnewAndWithdrawsTheOld() {
    Fleet before = with(applied(ONE), List.of());
    String moved = ONE.replace("Z0", "Z1");
    assertPlanned(
        before,
        moved,
        "~ site tokyo zones [Z0] → [Z1]",
        "~ name vpn.example.com zone Z0 → Z1, no longer adopted");
    NameDocument after = document(plan(before, file(moved)));
    Registration old = before.names().getFirst().registered();
    assertTrue(after.name().orElseThrow().registered().compareTo(old) > 0);
    assertEquals(
        List.of(new FormerRegistration(old, new ZoneId("Z0"), NOW, Remains.WITHDRAW, "ops")),
        after.former());
  }

  @Test
  void removedThenBack_anotherRegistrationBesideTheFormerOne() {
    Fleet before = applied(ONE);
    Rows rows = new Rows();
    PlanWriter.write(plan(NOTHING, file(ONE)), rows);
    PlanWriter.write(plan(rows.read(), file("{sites: {tokyo: {}}, names: {}}")), rows);
    assertEquals(List.of(), rows.read().names());
    assertEquals(1, rows.read().documents().getFirst().former().size());
    PlanWriter.write(plan(rows.read(), file(ONE)), rows);
    NameDocument back = rows.read().documents().getFirst();
    Registration first = before.names().getFirst().registered();
    assertTrue(back.name().orElseThrow().registered().compareTo(first) > 0);
    assertEquals(first, back.former().getFirst().registration());
  }

  private static final String NONE = "{sites: {tokyo: {}}, names: {}}";

  /** A registry from which the name was removed, and the name's row. */
  private static Rows removed(Remains remains) {
    Rows rows = new Rows();
    PlanWriter.write(plan(NOTHING, file(ONE)), rows);
    PlanWriter.write(plan(rows.read(), file(NONE), remains, Finished.NONE), rows);
    return rows;
  }

  @Test
  void finishedFormerRegistration_droppedThoughNothingElseChanges() {
    Rows rows = removed(Remains.WITHDRAW);
    assertTrue(plan(rows.read(), file(NONE)).isEmpty());
    Plan plan = plan(rows.read(), file(NONE), Remains.WITHDRAW, (document, former) -> true);
    assertEquals(
        List.of("~ name vpn.example.com a former registration is finished"), PlanText.lines(plan));
    assertEquals("0 to add, 1 to change, 0 to remove.", PlanText.summary(plan));
    assertEquals(Set.of(), plan.zones());
    PlanWriter.write(plan, rows);
    assertEquals(List.of(), rows.read().documents());
  }

  @Test
  void finishedFormerRegistration_nameItselfStays() {
    Rows rows = removed(Remains.WITHDRAW);
    PlanWriter.write(plan(rows.read(), file(ONE)), rows);
    Plan plan = plan(rows.read(), file(ONE), Remains.WITHDRAW, (document, former) -> true);
    assertEquals(rows.read().names().getFirst(), document(plan).name().orElseThrow());
    assertEquals(List.of(), document(plan).former());
  }

  @Test
  void removedName_isNoNameToRemoveAgain() {
    Rows rows = removed(Remains.KEEP);
    assertEquals(List.of(), plan(rows.read(), file(NONE)).removed());
    assertEquals(Remains.KEEP, rows.read().documents().getFirst().former().getFirst().remains());
  }

  @Test
  void zoneMadeAnew_isAnotherZone() {
    Fleet before = applied(ONE);
    FleetFile named = file(ONE.replace("Z0", "example.com"));
    FleetFile resolved = new Zones(new FakeZones().with("Z9", "example.com")).resolve(named);
    Plan plan = plan(before, resolved);
    assertEquals(new ZoneId("Z9"), document(plan).name().orElseThrow().zone());
    assertEquals(new ZoneId("Z0"), document(plan).former().getFirst().zone());
    assertEquals(Set.of(new ZoneId("Z0"), new ZoneId("Z9")), plan.zones());
  }

  @Test
  void stampsOfOneMoment_differ() {
    Rows rows = removed(Remains.WITHDRAW);
    PlanWriter.write(plan(rows.read(), file(ONE)), rows);
    NameDocument back = rows.read().documents().getFirst();
    Name adopting =
        back.name()
            .orElseThrow()
            .adopting(
                new Adoption(
                    Registration.at(NOW, Registrations.newest(back)), List.of("{}"), "ops"));
    NameDocument adopted = new NameDocument(back.fqdn(), Optional.of(adopting), back.former());
    Registration moved =
        document(
                plan(
                    new Fleet(rows.read().sites(), List.of(adopted)),
                    file(ONE.replace("Z0", "Z1"))))
            .name()
            .orElseThrow()
            .registered();
    assertEquals(
        4,
        Set.of(
                moved,
                adopting.registered(),
                adopting.adoption().orElseThrow().stamp(),
                back.former().getFirst().registration())
            .size());
  }

  private static List<String> records(Fleet before, String text, Remains remains, String known) {
    Name name = before.names().getFirst();
    Content content =
        known.isEmpty()
            ? Content.NOTHING
            : Publication.of(
                Family.IPV4, name.ttl(), List.of(IpAddress.parse(known).orElseThrow()));
    NameState row =
        new NameState(
            name.fqdn(),
            1,
            name.registered(),
            Map.of(),
            Map.of(Family.IPV4, RecordState.first(content, 1).published(Optional.empty(), NOW)),
            Health.NONE,
            Map.of(),
            Set.of());
    return PlanText.records(
        plan(before, file(text), remains, Finished.NONE),
        Map.of(name.fqdn(), row),
        new Zones(new FakeZones().with("Z0", "example.com"))::text);
  }

  @Test
  void recordsOfEndedRegistrations_eachTold() {
    Fleet before = applied(ONE);
    assertEquals(
        List.of("  withdraws A vpn.example.com 203.0.113.7 from zone example.com (Z0)"),
        records(before, NONE, Remains.WITHDRAW, "203.0.113.7"));
    assertEquals(
        List.of("  leaves A vpn.example.com 203.0.113.7 in zone example.com (Z0) as an orphan"),
        records(before, ONE.replace("Z0", "Z1"), Remains.KEEP, "203.0.113.7"));
    assertEquals(List.of(), records(before, NONE, Remains.WITHDRAW, ""));
    assertEquals(
        List.of(), records(before, ONE.replace("Z0", "Z0, ttl: 5"), Remains.WITHDRAW, "192.0.2.1"));
  }

  @ParameterizedTest
  @CsvSource({"10, 3, ,", "10, 4, , 10", "9, 9, ,", "10, 4, 4,", "10, 4, 3, 10", "9, 2, 1, 9"})
  void sitesAndNames_refusedBeyondThirtyPercentOfTenOrMore(
      int all, int gone, @Nullable Integer most, @Nullable Integer refusedOf) {
    Fleet before = applied(many(all, 0));
    Plan plan = plan(before, file(many(all - gone, 0)));
    Removals removals = new Removals(Optional.ofNullable(most));
    if (refusedOf == null) {
      removals.check(plan, before);
      return;
    }
    CliException e = assertThrows(CliException.class, () -> removals.check(plan, before));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(gone + " of " + all + " sites"), message);
    assertTrue(message.contains("--max-remove " + gone), message);
  }

  @Test
  void namesAlone_countedApartFromSites() {
    Fleet before = applied(many(12, 0));
    String sites = "s%d: {}, ".repeat(12).formatted((Object[]) numbers(12));
    String text = "{sites: {" + sites + "}, names: {}}";
    CliException e =
        assertThrows(
            CliException.class,
            () -> new Removals(Optional.empty()).check(plan(before, file(text)), before));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("The file would remove 12 of 12 names"), message);
  }

  private static Integer[] numbers(int count) {
    return IntStream.range(0, count).boxed().toArray(Integer[]::new);
  }

  @Test
  void negativeRemovals_refused() {
    assertThrows(CliException.class, () -> new Removals(Optional.of(-1)));
  }

  @Test
  void orderOfFedNames_isNoChange() {
    String two =
        "{sites: {t: {}}, names: {a.b: {zone: Z0, members: [t]}, c.d: {zone: Z0, members: [t]}}}";
    Fleet fleet = applied(two);
    Site site = fleet.sites().getFirst();
    Site turned =
        new Site(
            site.id(),
            new SiteEntry(site.staleAfter(), site.allow(), false),
            site.names().reversed(),
            site.zones(),
            site.keys());
    assertTrue(plan(new Fleet(List.of(turned), fleet.documents()), file(two)).isEmpty());
  }

  private static String many(int sites, int shift) {
    String all =
        IntStream.range(0, sites)
            .mapToObj(i -> "s" + i + ": {}")
            .collect(Collectors.joining(", ", "{sites: {", "}, names: {"));
    return sites == 0
        ? "{sites: {}, names: {}}"
        : all
            + IntStream.range(0, sites)
                .mapToObj(
                    i ->
                        "n%d.example.com: {zone: Z0, members: [s%d]}"
                            .formatted(i, (i + shift) % sites))
                .collect(Collectors.joining(", "))
            + "}}";
  }

  /** At no moment a site feeds a name that does not list it: {@link Rows} checks each step. */
  @Test
  void moreThanOneTransaction_neverTorn() {
    for (int sites : new int[] {49, 50, 51, 130}) {
      Rows rows = new Rows();
      for (String text :
          List.of(many(sites, 0), many(sites, 1), many(sites / 2, 3), many(sites, 7), many(1, 0))) {
        PlanWriter.write(plan(rows.read(), file(text)), rows);
        assertTrue(plan(rows.read(), file(text)).isEmpty());
      }
    }
  }

  @Test
  void hundredChanges_oneTransaction() {
    assertEquals(1, plan(NOTHING, file(many(50, 0))).transactions().size());
    assertEquals(2, plan(NOTHING, file(many(51, 0))).transactions().size());
  }

  @Test
  void lostRace_saysHowFarItGot() {
    for (int losing : new int[] {0, 1}) {
      Rows rows = new Rows();
      rows.losing = losing;
      CliException e =
          assertThrows(
              CliException.class, () -> PlanWriter.write(plan(NOTHING, file(many(51, 0))), rows));
      String message = String.valueOf(e.getMessage());
      String extent = losing == 0 ? "nothing was applied." : "only a part was applied.";
      assertTrue(message.contains(extent), message);
      assertTrue(message.contains("Run the command again"), message);
    }
  }
}
