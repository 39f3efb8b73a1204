package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.terminal.CliException;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.KeyGeneration;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.Registry.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlanTest {

  private static final Fleet NOTHING = new Fleet(List.of(), List.of());

  /** A registry in memory that holds its own to the rule of its rows: each site is listed. */
  private static final class Rows implements Registry {

    private final Map<SiteId, Site> sites = new TreeMap<>();
    private final Map<Fqdn, Name> names = new TreeMap<>();
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
          case Change.OfName(Fqdn fqdn, Optional<Name> before, Optional<Name> after) -> {
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
              Optional.ofNullable(names.get(name)).filter(n -> n.isFedBy(site.id())).isPresent(),
              () -> site.id() + " feeds " + name + ", which does not list it");
        }
      }
    }
  }

  private static FleetFile file(String text) {
    return FleetReader.parse("fleet.yaml", text);
  }

  private static Fleet applied(String text) {
    Rows rows = new Rows();
    PlanWriter.write(Plan.of(NOTHING, file(text)), rows);
    return rows.read();
  }

  private static final String ONE =
      "{sites: {tokyo: {}}, names: {vpn.example.com: {zone: Z0, members: [tokyo]}}}";

  private static void assertPlanned(Fleet before, String text, String... lines) {
    assertEquals(List.of(lines), PlanText.lines(Plan.of(before, file(text))));
  }

  @Test
  void emptyRegistry_allAdded() {
    Plan plan = Plan.of(NOTHING, file(ONE));
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
    Plan plan = Plan.of(applied(ONE), file(ONE));
    assertTrue(plan.isEmpty());
    assertEquals(List.of(), plan.transactions());
  }

  @Test
  void emptyFile_allRemovedAndSaysWhatThatDoes() {
    Plan plan = Plan.of(applied(ONE), file("{sites: {}, names: {}}"));
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

  private static Fleet with(Fleet fleet, List<KeyGeneration> keys, boolean adopted) {
    Site site = fleet.sites().getFirst();
    Name name = fleet.names().getFirst();
    return new Fleet(
        List.of(new Site(site.id(), site.staleAfter(), site.allow(), site.names(), keys)),
        List.of(
            new Name(
                name.fqdn(), name.zone(), name.ttl(), name.policy(), name.members(), adopted)));
  }

  @Test
  void keysAndAdoption_stay() {
    List<KeyGeneration> keys = List.of(new KeyGeneration(Instant.parse("2026-01-01T00:00:00Z"), 1));
    Fleet before = with(applied(ONE), keys, true);
    assertTrue(Plan.of(before, file(ONE)).isEmpty());
    Plan plan =
        Plan.of(before, file(ONE.replace("{}", "{staleAfter: 2d}").replace("Z0", "Z0, ttl: 5")));
    assertEquals(keys, plan.sites().getFirst().after().orElseThrow().keys());
    assertTrue(plan.names().getFirst().after().orElseThrow().adopted());
  }

  @Test
  void movedToAnotherZone_noLongerAdopted() {
    Fleet before = with(applied(ONE), List.of(), true);
    assertPlanned(
        before, ONE.replace("Z0", "Z1"), "~ name vpn.example.com zone Z0 → Z1, no longer adopted");
  }

  @Test
  void orderOfFedNames_isNoChange() {
    String two =
        "{sites: {t: {}}, names: {a.b: {zone: Z0, members: [t]}, c.d: {zone: Z0, members: [t]}}}";
    Fleet fleet = applied(two);
    Site site = fleet.sites().getFirst();
    Site turned =
        new Site(site.id(), site.staleAfter(), site.allow(), site.names().reversed(), site.keys());
    assertTrue(Plan.of(new Fleet(List.of(turned), fleet.names()), file(two)).isEmpty());
  }

  private static String many(int sites, int shift) {
    String all =
        IntStream.range(0, sites)
            .mapToObj(i -> "s" + i + ": {}")
            .collect(Collectors.joining(", ", "{sites: {", "}, names: {"));
    return all
        + IntStream.range(0, sites)
            .mapToObj(
                i ->
                    "n%d.example.com: {zone: Z0, members: [s%d]}".formatted(i, (i + shift) % sites))
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
        PlanWriter.write(Plan.of(rows.read(), file(text)), rows);
        assertTrue(Plan.of(rows.read(), file(text)).isEmpty());
      }
    }
  }

  @Test
  void hundredChanges_oneTransaction() {
    assertEquals(1, Plan.of(NOTHING, file(many(50, 0))).transactions().size());
    assertEquals(2, Plan.of(NOTHING, file(many(51, 0))).transactions().size());
  }

  @Test
  void lostRace_saysHowFarItGot() {
    for (int losing : new int[] {0, 1}) {
      Rows rows = new Rows();
      rows.losing = losing;
      CliException e =
          assertThrows(
              CliException.class,
              () -> PlanWriter.write(Plan.of(NOTHING, file(many(51, 0))), rows));
      String message = String.valueOf(e.getMessage());
      String extent = losing == 0 ? "nothing was applied." : "only a part was applied.";
      assertTrue(message.contains(extent), message);
      assertTrue(message.contains("Run the command again"), message);
    }
  }
}
