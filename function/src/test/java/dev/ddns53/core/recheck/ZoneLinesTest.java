package dev.ddns53.core.recheck;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.Planted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a run says that names stand. */
final class ZoneLinesTest {

  private static final Fqdn NAME = fqdn("vpn.example.com");
  private static final List<RecordSet> EDIT = List.of(Planted.simple("A", "203.0.113.1").set());

  private static RecordState record(String what) {
    RecordState due = RecordState.first(Runs.addresses("192.0.2.1"), 1);
    RecordState published = due.published(Optional.empty(), World.START);
    return switch (what) {
      case "due" -> due;
      case "published" -> published;
      case "nothing" ->
          RecordState.first(Content.NOTHING, 1).published(Optional.empty(), World.START);
      case "blocked" -> due.blocked(EDIT, false, World.START);
      case "rejected" -> due.at(new Stage.Rejected("no such value"));
      case "denied" -> due.at(new Stage.Denied("not permitted"));
      case "edited" -> published.drifted(Optional.of(new Drift(EDIT, World.START)));
      default -> published.drifted(Optional.of(new Drift(List.of(), World.START)));
    };
  }

  private static Line line(String four, String six, boolean listed, Optional<Fqdn> cut) {
    NameState row = NameState.unpublished(NAME);
    if (!four.equals("-")) {
      row = row.with(Family.IPV4, record(four));
    }
    if (!six.equals("-")) {
      row = row.with(Family.IPV6, record(six));
    }
    return NameLine.of(row, listed, cut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A, AAAA, listed, standing, detail
        "- | - | true | UNPUBLISHED | ''",
        "published | - | true | IN_SYNC | ''",
        "published | - | false | UNKNOWN | A: the zone could not be read",
        "nothing | - | true | UNPUBLISHED | ''",
        "nothing | published | true | IN_SYNC | ''",
        "published | nothing | true | UNPUBLISHED | ''",
        "due | - | true | PENDING | A: waits for Route 53",
        "due | published | true | PENDING | A: waits for Route 53",
        "published | due | true | PENDING | AAAA: waits for Route 53",
        "blocked | - | true | BLOCKED | A: not ours: a record of type A (203.0.113.1, TTL 300)",
        "rejected | - | true | REJECTED | A: no such value",
        "denied | due | true | DENIED | A: not permitted; AAAA: waits for Route 53",
        "edited | - | true | DIFFERS | A: expected 192.0.2.1 (TTL 60), found a record of type A"
            + " (203.0.113.1, TTL 300)",
        "missing | - | true | MISSING | A: expected 192.0.2.1 (TTL 60), found nothing",
        "missing | - | false | MISSING | A: expected 192.0.2.1 (TTL 60), found nothing"
      })
  void records_theWorseSaysHowTheNameStands(
      String four, String six, boolean listed, Standing standing, String detail) {
    assertEquals(new Line(NAME, standing, detail), line(four, six, listed, Optional.empty()));
  }

  /** A delegation matters only where nothing worse is known. */
  @ParameterizedTest
  @CsvSource({
    "published, OCCLUDED",
    "due, OCCLUDED",
    "-, OCCLUDED",
    "blocked, BLOCKED",
    "missing, MISSING"
  })
  void delegationAbove_occludes(String record, Standing standing) {
    Line line = line(record, "-", true, Optional.of(fqdn("vpn.example.com")));
    assertEquals(standing, line.standing());
    assertEquals(
        standing == Standing.OCCLUDED,
        line.detail().equals("resolvers are led away by the delegation of vpn.example.com"));
  }

  @Test
  void result_countsAndSorts() {
    List<Line> lines =
        Stream.of(Standing.values())
            .map(each -> new Line(fqdn(each.slug() + ".example.com"), each, ""))
            .toList();
    RecheckResult result = RecheckResult.of(lines.reversed(), 3, 1, Stream.of("b", "a", "b"));
    assertEquals(List.of("a", "b"), result.troubles());
    assertEquals(3, result.sites());
    assertEquals(1, result.stale());
    assertEquals(
        lines.stream().map(Line::name).sorted().toList(),
        result.names().stream().map(Line::name).toList());
    assertEquals(2, result.drifted());
    assertEquals(1, result.count(Standing.BLOCKED));
    assertEquals(lines.size() - 2, result.remarkable().size());
    assertEquals(
        0, result.remarkable().stream().filter(l -> l.standing() == Standing.IN_SYNC).count());
    assertEquals(
        0, result.remarkable().stream().filter(l -> l.standing() == Standing.UNPUBLISHED).count());
  }

  private static ZoneSnapshot listed(FakeRecords records, Fqdn... names) {
    return ZoneSnapshot.of(records, World.ZONE, Set.of(names), World.START);
  }

  @Test
  void listing_keepsWhatStandsAtItsNames() {
    FakeRecords records = new FakeRecords();
    records.zone(World.ZONE, fqdn("example.com"));
    records.plant(NAME, Planted.simple("A", "203.0.113.1"));
    records.plant(fqdn("other.example.com"), Planted.simple("A", "203.0.113.2"));
    ZoneSnapshot snapshot = listed(records, NAME, fqdn("free.example.com"));
    assertEquals(Optional.of(EDIT), snapshot.at(NAME));
    assertEquals(Optional.of(List.of()), snapshot.at(fqdn("free.example.com")));
    assertEquals(Optional.empty(), snapshot.trouble());
    assertEquals(World.START, snapshot.began());
  }

  @Test
  void listingThatFails_nobodyCanTell() {
    FakeRecords records = new FakeRecords();
    records.zone(World.ZONE, fqdn("example.com"));
    records.failReads();
    ZoneSnapshot snapshot = listed(records, NAME);
    assertEquals(Optional.empty(), snapshot.at(NAME));
    assertEquals(true, snapshot.trouble().orElse("").startsWith(World.ZONE + ": "));
  }

  /** The zone's own NS set hides nothing; one below it hides what is at or under it. */
  @ParameterizedTest
  @CsvSource({
    "vpn.example.com, ",
    "tokyo.example.com, tokyo.example.com",
    "vpn.tokyo.example.com, tokyo.example.com",
    "nottokyo.example.com, "
  })
  void delegation_hidesWhatIsBelowIt(String name, String cut) {
    FakeRecords records = new FakeRecords();
    records.zone(World.ZONE, fqdn("example.com"));
    records.plant(fqdn("example.com"), Planted.simple("NS", "ns.example.net."));
    records.plant(fqdn("tokyo.example.com"), Planted.simple("NS", "ns.example.net."));
    assertEquals(
        Optional.ofNullable(cut).map(World::fqdn),
        listed(records, fqdn(name)).occludedBy(fqdn(name)));
  }
}
