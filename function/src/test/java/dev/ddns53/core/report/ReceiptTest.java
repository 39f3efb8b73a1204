package dev.ddns53.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.Stage;
import dev.ddns53.fake.Planted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sender is told of each record, from the rows alone. */
final class ReceiptTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final Map<Family, Optional<IpAddress>> REPORTED =
      Map.of(Family.IPV4, IpAddress.parse("192.0.2.2"));

  private static Content publication(String address) {
    return Publication.of(
        Family.IPV4, Ttl.DEFAULT, List.of(IpAddress.parse(address).orElseThrow()));
  }

  /** A record that was published as .1; in a change, .2 is wanted and due. */
  private static RecordState record(boolean due, boolean change) {
    RecordState published =
        RecordState.first(publication("192.0.2.1"), 1).published(Optional.empty(), World.START);
    if (change) {
      return published.wanting(publication("192.0.2.2"), 2, World.START);
    }
    return due ? published.due() : published;
  }

  private static List<RecordSet> found(String what) {
    return switch (what) {
      case "edited" -> List.of(Planted.simple("A", "203.0.113.1").set());
      case "routed" -> List.of(Planted.weighted("A", "blue", "203.0.113.1").set());
      case "cname" -> List.of(Planted.simple("CNAME", "other.example.net.").set());
      default -> List.of();
    };
  }

  private static UpdateResult receipt(Map<String, RecordState> records, Name.OnDrift onDrift) {
    List<NameRows> before = new ArrayList<>();
    List<NameState> after = new ArrayList<>();
    records.forEach(
        (text, record) -> {
          Fqdn fqdn = new Fqdn(text);
          Name plain = World.registered(fqdn, List.of(new Member.OfSite(TOKYO)));
          Name name =
              new Name(
                  fqdn,
                  plain.registered(),
                  plain.zone(),
                  plain.ttl(),
                  plain.policy(),
                  plain.members(),
                  onDrift,
                  plain.onGone(),
                  Optional.empty(),
                  Optional.empty());
          NameState row = NameState.unpublished(fqdn);
          before.add(new NameRows(NameDocument.of(name), row));
          after.add(row.with(Family.IPV4, record));
        });
    return new Receipt(TOKYO, Reported.of(REPORTED), before, after, List.of()).result();
  }

  /** Who hears that an edit stands in the way, and who that it goes with the next sending. */
  @ParameterizedTest
  @CsvSource({
    // onDrift, due, change, found, told
    "ALERT, true, true, edited, pending",
    "ALERT, true, true, deleted, pending",
    "ALERT, true, true, routed, drift",
    "ALERT, true, true, cname, drift",
    "ALERT, true, false, edited, drift",
    "ALERT, false, false, edited, drift",
    "ALERT, false, false, deleted, drift",
    "HOLD, true, true, edited, drift",
    "HOLD, true, false, edited, drift",
    "HOLD, false, false, deleted, drift",
    "REPAIR, true, true, edited, pending",
    "REPAIR, true, false, edited, pending",
    "REPAIR, false, false, edited, pending",
    "REPAIR, true, true, routed, pending"
  })
  void drift_toldWhereItStays(
      Name.OnDrift onDrift, boolean due, boolean change, String found, String told) {
    Drift drift = new Drift(found(found), World.START);
    RecordState record = record(due, change).drifted(Optional.of(drift));
    UpdateResult result = receipt(Map.of("a.example.com", record), onDrift);
    if (told.equals("drift")) {
      UpdateResult.Refused refused = assertInstanceOf(UpdateResult.Refused.class, result);
      assertEquals(
          Problem.drift(new Fqdn("a.example.com"), drift.text(), List.of()), refused.problem());
      assertEquals(RecordOutcome.Status.REFUSED, refused.records().getFirst().status());
    } else {
      UpdateResult.Accepted accepted = assertInstanceOf(UpdateResult.Accepted.class, result);
      assertEquals(RecordOutcome.Status.PENDING, accepted.records().getFirst().status());
    }
  }

  /** An alert's edit of a change that Route 53 or IAM refused is not about to be replaced. */
  @Test
  void driftOfAStoppedChange_toldAsRefused() {
    RecordState rejected = record(true, true).at(new Stage.Rejected("no such value"));
    UpdateResult.Refused refused =
        assertInstanceOf(
            UpdateResult.Refused.class,
            receipt(Map.of("a.example.com", rejected), Name.OnDrift.ALERT));
    assertEquals(
        Problem.recordRejected(new Fqdn("a.example.com"), "no such value"), refused.problem());
  }

  /** The names of which the same must be said are listed; those with another fault are not. */
  @Test
  void severalNamesRefused_theFirstAndThoseLikeIt() {
    RecordState taken = record(true, true).blocked(found("cname"), false, World.START);
    RecordState denied = record(true, true).at(new Stage.Denied("no"));
    Map<String, RecordState> records = new java.util.LinkedHashMap<>();
    records.put("a.example.com", taken);
    records.put("b.example.com", denied);
    records.put("c.example.com", taken);
    records.put("d.example.com", record(false, false));
    records.put("e.example.com", taken);
    UpdateResult.Refused refused =
        assertInstanceOf(UpdateResult.Refused.class, receipt(records, Name.OnDrift.ALERT));
    assertEquals(
        Problem.notOurs(
            new Fqdn("a.example.com"),
            RecordSet.described(found("cname")),
            List.of(new Fqdn("c.example.com"), new Fqdn("e.example.com"))),
        refused.problem());
    assertTrue(
        refused.problem().detail().endsWith(" The same holds for c.example.com, e.example.com."));
    assertEquals(
        "[refused, refused, refused, updated, refused]",
        refused.records().stream().map(each -> each.status().slug()).toList().toString());
  }
}
