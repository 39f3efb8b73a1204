package dev.ddns53.fake;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.ExistingRecord;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Records.RecordSet;
import dev.ddns53.core.port.Unavailable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Records} must do. */
public abstract class RecordsContract {

  private static final Fqdn NAME = fqdn("vpn.tokyo.example.com");
  private static final Fqdn WILD = fqdn("*.tokyo.example.com");
  private static final ZoneId NO_ZONE = new ZoneId("Z0NOSUCHZONE");

  private Records records;

  /** Records with an empty hosted zone example.com. */
  protected abstract Records fresh() throws Exception;

  /** The zone of the records made last. */
  protected abstract ZoneId zone();

  /** Makes a record set in that zone, by other ways than ours. */
  protected abstract void plant(Fqdn name, Planted set);

  /** In what they are known to differ from AWS. */
  protected Set<Difference> differences() {
    return Set.of();
  }

  private void needs(Difference absent) {
    absent.skipIfAmong(differences());
  }

  @BeforeEach
  void start() throws Exception {
    records = fresh();
  }

  private static RecordSet set(Fqdn name, String... addresses) {
    List<IpAddress> values =
        Stream.of(addresses).map(text -> IpAddress.parse(text).orElseThrow()).toList();
    return new RecordSet(name, Publication.of(values.getFirst().family(), Ttl.DEFAULT, values));
  }

  private ChangeId apply(RecordSet... sets) {
    return assertInstanceOf(Outcome.Applied.class, records.upsert(zone(), List.of(sets))).change();
  }

  private void assertRejected(RecordSet... sets) {
    Outcome.Rejected rejected =
        assertInstanceOf(Outcome.Rejected.class, records.upsert(zone(), List.of(sets)));
    assertFalse(rejected.reason().isBlank());
    assertFalse(rejected.reason().contains("Request ID"), rejected.reason());
  }

  private Set<String> typesAt(Fqdn name) {
    return records.at(zone(), name).stream().map(ExistingRecord::type).collect(Collectors.toSet());
  }

  private ExistingRecord only(Fqdn name) {
    List<ExistingRecord> all = records.at(zone(), name);
    assertEquals(1, all.size(), all.toString());
    assertFalse(all.getFirst().description().isBlank());
    return all.getFirst();
  }

  @Test
  void nothingThere_nothingFound() {
    assertEquals(List.of(), records.at(zone(), NAME));
  }

  @Test
  void newRecordSet_standsThere() {
    apply(set(NAME, "198.51.100.7"));
    ExistingRecord found = only(NAME);
    assertEquals("A", found.type());
    assertTrue(found.simple());
    assertEquals(List.of("198.51.100.7"), found.values());
  }

  @Test
  void secondUpsert_replacesTheFirst() {
    needs(Difference.ONE_CHANGE_ID);
    ChangeId first = apply(set(NAME, "198.51.100.7", "198.51.100.8"));
    ChangeId second = apply(set(NAME, "198.51.100.9"));
    assertNotEquals(first, second);
    assertEquals(List.of("198.51.100.9"), only(NAME).values());
  }

  @Test
  void bothFamilies_besideEachOther() {
    apply(set(NAME, "198.51.100.7"), set(NAME, "2001:db8::7"));
    apply(set(NAME, "2001:db8::8"));
    assertEquals(Set.of("A", "AAAA"), typesAt(NAME));
  }

  @Test
  void wildcard_isANameOfItsOwn() {
    apply(set(WILD, "198.51.100.7"));
    assertEquals("A", only(WILD).type());
    assertEquals(List.of(), records.at(zone(), NAME));
  }

  @Test
  void neighbours_areNotFound() {
    apply(set(fqdn("vpn2.tokyo.example.com"), "198.51.100.7"));
    apply(set(fqdn("a.vpn.tokyo.example.com"), "198.51.100.7"));
    plant(NAME, Planted.simple("TXT", "\"hello\""));
    assertEquals(List.of(), records.at(zone(), NAME));
  }

  @Test
  void recordsOfOthers_toldApart() {
    plant(NAME, Planted.simple("A", "192.0.2.1"));
    assertTrue(only(NAME).simple());

    Fqdn alias = fqdn("alias.example.com");
    plant(alias, Planted.alias("AAAA", "vpn.tokyo.example.com"));
    assertEquals("AAAA", only(alias).type());
    assertFalse(only(alias).simple());

    Fqdn weighted = fqdn("weighted.example.com");
    plant(weighted, Planted.weighted("A", "blue", "192.0.2.1"));
    plant(weighted, Planted.weighted("A", "green", "192.0.2.2"));
    assertEquals(2, records.at(zone(), weighted).size());
    assertTrue(records.at(zone(), weighted).stream().noneMatch(ExistingRecord::simple));

    Fqdn cname = fqdn("cname.example.com");
    plant(cname, Planted.simple("CNAME", "www.example.net"));
    assertEquals("CNAME", only(cname).type());
  }

  @Test
  void oneBesideACname_rejectsTheWholeBatch() {
    needs(Difference.NO_CNAME_CONFLICTS);
    plant(WILD, Planted.simple("CNAME", "www.example.net"));
    assertRejected(set(NAME, "198.51.100.7"), set(WILD, "198.51.100.7"));
    assertEquals(List.of(), records.at(zone(), NAME));
    assertEquals("CNAME", only(WILD).type());
  }

  @Test
  void oneOutsideOfTheZone_rejectsTheWholeBatch() {
    needs(Difference.NOT_ATOMIC);
    assertRejected(set(NAME, "198.51.100.7"), set(fqdn("vpn.example.org"), "198.51.100.7"));
    assertEquals(List.of(), records.at(zone(), NAME));
  }

  @Test
  void sameRecordSetTwice_rejectsTheWholeBatch() {
    needs(Difference.NO_DUPLICATE_CHECKS);
    assertRejected(set(NAME, "198.51.100.7"), set(NAME, "198.51.100.8"));
    assertEquals(List.of(), records.at(zone(), NAME));
  }

  @Test
  void routingPolicyThere_rejected() {
    needs(Difference.NO_ROUTING_CONFLICTS);
    plant(NAME, Planted.weighted("A", "blue", "192.0.2.1"));
    assertRejected(set(NAME, "198.51.100.7"));
    apply(set(NAME, "2001:db8::7"));
    assertEquals(Set.of("A", "AAAA"), typesAt(NAME));
  }

  @Test
  void fiveHundredValues_fitOneBatch() {
    RecordSet[] most = sets(500);
    apply(most);
    assertRejected(sets(501));
    assertEquals(List.of("198.51.100.7"), only(most[499].name()).values());
  }

  private static RecordSet[] sets(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> set(fqdn("n" + i + ".example.com"), "198.51.100.7"))
        .toArray(RecordSet[]::new);
  }

  @Test
  void unknownZone_refusedAndUnreadable() {
    assertInstanceOf(
        Outcome.Refused.class, records.upsert(NO_ZONE, List.of(set(NAME, "198.51.100.7"))));
    assertThrows(Unavailable.class, () -> records.at(NO_ZONE, NAME));
  }
}
