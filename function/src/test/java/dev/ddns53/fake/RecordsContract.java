package dev.ddns53.fake;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.Listed;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Records} must do. */
public abstract class RecordsContract implements OnAnyEndpoint {

  private static final Fqdn NAME = fqdn("vpn.tokyo.example.com");
  private static final Fqdn WILD = fqdn("*.tokyo.example.com");
  private static final ZoneId NO_ZONE = new ZoneId("Z0NOSUCHZONE");
  private static final RecordSet OLD = set("198.51.100.7");
  private static final RecordSet NEW = set("198.51.100.8");

  private Records records;

  /** Records with an empty hosted zone example.com. */
  protected abstract Records fresh() throws Exception;

  /** The zone of the records made last. */
  protected abstract ZoneId zone();

  /** Makes a record set in that zone, by other ways than ours. */
  protected abstract void plant(Fqdn name, Planted set);

  @Override
  public Set<Difference> differences() {
    return Set.of();
  }

  @BeforeEach
  void start() throws Exception {
    records = fresh();
  }

  private static RecordSet set(String... addresses) {
    return set(Ttl.DEFAULT, addresses);
  }

  private static RecordSet set(Ttl ttl, String... addresses) {
    List<IpAddress> values =
        Stream.of(addresses).map(text -> IpAddress.parse(text).orElseThrow()).toList();
    return RecordSet.of(Publication.of(values.getFirst().family(), ttl, values));
  }

  private static Replacement create(Fqdn name, RecordSet... sets) {
    return new Replacement(name, List.of(), List.of(sets));
  }

  private static Replacement delete(Fqdn name, RecordSet... sets) {
    return new Replacement(name, List.of(sets), List.of());
  }

  private static Replacement replace(Fqdn name, RecordSet out, RecordSet in) {
    return new Replacement(name, List.of(out), List.of(in));
  }

  private ChangeId apply(Replacement... replacements) {
    return apply(List.of(replacements));
  }

  private ChangeId apply(List<Replacement> replacements) {
    Outcome outcome = records.change(zone(), replacements);
    return assertInstanceOf(Outcome.Applied.class, outcome, outcome::toString).change();
  }

  private void assertRejected(Replacement... replacements) {
    Outcome.Rejected rejected =
        assertInstanceOf(Outcome.Rejected.class, records.change(zone(), List.of(replacements)));
    assertFalse(rejected.reason().isBlank());
    assertFalse(rejected.reason().contains("Request ID"), rejected.reason());
  }

  private Set<RecordSet> at(Fqdn name) {
    Map<Fqdn, List<RecordSet>> found = records.look(zone(), Set.of(name));
    assertEquals(Set.of(name), found.keySet());
    List<RecordSet> sets = found.getOrDefault(name, List.of());
    Set<RecordSet> once = new HashSet<>(sets);
    assertEquals(sets.size(), once.size(), sets.toString());
    return once;
  }

  private Set<Listed> listed() {
    Set<Listed> all = new HashSet<>();
    records.list(zone(), all::addAll);
    return all;
  }

  @Test
  void nothingThere_nothingFound() {
    assertEquals(Set.of(), at(NAME));
  }

  @Test
  void newRecordSet_standsThereAsItWasSent() {
    RecordSet two = set(new Ttl(0), "198.51.100.70", "198.51.100.7");
    apply(create(NAME, two));
    assertEquals(Set.of(two), at(NAME));
    assertTrue(listed().contains(new Listed(NAME, two)));
  }

  @Test
  void aliasToAWildcard_standsThereAsItWasSent() {
    apply(create(WILD, OLD));
    RecordSet alias =
        RecordSet.of(new Publication.Alias(Family.IPV4, new AliasTarget(WILD, zone())));
    apply(create(NAME, alias));
    assertEquals(Set.of(alias), at(NAME));
    apply(replace(NAME, alias, NEW));
    assertEquals(Set.of(NEW), at(NAME));
  }

  @Test
  void whatStandsThere_replaced() {
    apply(create(NAME, OLD));
    apply(replace(NAME, OLD, NEW));
    assertEquals(Set.of(NEW), at(NAME));
  }

  @Test
  @FailsWhere(Difference.ONE_CHANGE_ID)
  void eachChange_hasAnIdOfItsOwn() {
    assertNotEquals(apply(create(NAME, OLD)), apply(replace(NAME, OLD, NEW)));
  }

  @Test
  void sameRecordSetOutAndIn_replaced() {
    apply(create(NAME, OLD));
    apply(replace(NAME, OLD, set(new Ttl(300), "198.51.100.7")));
    assertEquals(Set.of(set(new Ttl(300), "198.51.100.7")), at(NAME));
  }

  @Test
  void somethingElseStandsThere_nothingReplaced() {
    apply(create(NAME, NEW));
    assertRejected(replace(NAME, OLD, set("198.51.100.9")));
    assertRejected(replace(NAME, set(new Ttl(61), "198.51.100.8"), OLD));
    assertRejected(delete(NAME, set("198.51.100.8", "198.51.100.9")));
    assertEquals(Set.of(NEW), at(NAME));
  }

  @Test
  void nothingStandsThere_nothingReplaced() {
    assertRejected(replace(NAME, OLD, NEW));
    assertEquals(Set.of(), at(NAME));
  }

  @Test
  @FailsWhere(Difference.CREATES_OVER_OTHERS)
  void createWhereItStands_rejectedAlsoWhenEqual() {
    apply(create(NAME, OLD));
    assertRejected(create(NAME, NEW));
    assertRejected(create(NAME, OLD));
    assertEquals(Set.of(OLD), at(NAME));
  }

  @Test
  void whatStandsThere_deleted() {
    apply(create(NAME, OLD, set("2001:db8::7")));
    apply(delete(NAME, OLD));
    assertEquals(Set.of(set("2001:db8::7")), at(NAME));
  }

  @Test
  void oneOfManyReplacementsFails_noneIsDone() {
    apply(create(NAME, OLD));
    assertRejected(replace(NAME, OLD, NEW), create(WILD, NEW), delete(fqdn("a.example.com"), OLD));
    assertEquals(Set.of(OLD), at(NAME));
    assertEquals(Set.of(), at(WILD));
  }

  @Test
  void bothFamilies_besideEachOther() {
    apply(create(NAME, OLD, set("2001:db8::7")));
    apply(replace(NAME, set("2001:db8::7"), set("2001:db8::8")));
    assertEquals(Set.of(OLD, set("2001:db8::8")), at(NAME));
  }

  @Test
  void wildcard_isANameOfItsOwn() {
    apply(create(WILD, OLD));
    assertEquals(Set.of(OLD), at(WILD));
    assertEquals(Set.of(), at(NAME));
  }

  @Test
  void neighboursAndOtherTypes_areNotFound() {
    apply(create(fqdn("vpn2.tokyo.example.com"), OLD));
    apply(create(fqdn("a.vpn.tokyo.example.com"), OLD));
    plant(NAME, Planted.simple("TXT", "\"hello\""));
    assertEquals(Set.of(), at(NAME));
  }

  @Test
  @FailsWhere(Difference.TARGETS_AS_SENT)
  void recordSetsOfOthers_readWhole() {
    Planted simple = Planted.simple("A", "192.0.2.2", "192.0.2.1");
    Planted alias = Planted.alias("AAAA", "dualstack.lb.example.net");
    Planted cname = Planted.simple("CNAME", "www.example.net");
    Planted blue = Planted.weighted("A", "blue", "192.0.2.1");
    Planted green = Planted.weighted("A", "green", "192.0.2.2");
    plant(NAME, simple);
    plant(NAME, alias);
    plant(fqdn("cname.example.com"), cname);
    plant(WILD, blue);
    plant(WILD, green);
    assertEquals(Set.of(simple.set(), alias.set()), at(NAME));
    assertEquals(Set.of(cname.set()), at(fqdn("cname.example.com")));
    assertEquals(Set.of(blue.set(), green.set()), at(WILD));
    assertEquals(Optional.empty(), blue.set().publication());
  }

  @Test
  @FailsWhere(Difference.NAMES_AS_SPELLED)
  void routedAndCname_replacedExactly() {
    RecordSet blue = Planted.weighted("A", "blue", "192.0.2.1").set();
    RecordSet green = Planted.weighted("A", "green", "192.0.2.2").set();
    RecordSet cname = Planted.simple("CNAME", "www.example.net").set();
    plant(WILD, Planted.weighted("A", "blue", "192.0.2.1"));
    plant(WILD, Planted.weighted("A", "green", "192.0.2.2"));
    plant(NAME, Planted.simple("CNAME", "www.example.net"));
    apply(
        new Replacement(WILD, List.of(blue, green), List.of(OLD)),
        new Replacement(NAME, List.of(cname), List.of(NEW)));
    assertEquals(Set.of(OLD), at(WILD));
    assertEquals(Set.of(NEW), at(NAME));
  }

  @Test
  void delegation_listedButNotLookedFor() {
    Planted delegation = Planted.simple("NS", "ns.example.net.");
    plant(NAME, delegation);
    assertTrue(listed().contains(new Listed(NAME, delegation.set())));
    assertEquals(Set.of(), at(NAME));
  }

  @Test
  @FailsWhere(Difference.NO_CNAME_CONFLICTS)
  void oneBesideACname_rejectsTheWholeBatch() {
    plant(WILD, Planted.simple("CNAME", "www.example.net"));
    assertRejected(create(NAME, OLD), create(WILD, OLD));
    assertEquals(Set.of(), at(NAME));
    assertEquals(Set.of(Planted.simple("CNAME", "www.example.net").set()), at(WILD));
  }

  @Test
  @FailsWhere(Difference.NAMES_OUTSIDE)
  void oneOutsideOfTheZone_rejectsTheWholeBatch() {
    assertRejected(create(NAME, OLD), create(fqdn("vpn.example.org"), OLD));
    assertEquals(Set.of(), at(NAME));
  }

  @Test
  @FailsWhere(Difference.NO_DUPLICATE_CHECKS)
  void sameRecordSetTwice_rejectsTheWholeBatch() {
    assertRejected(create(NAME, OLD), create(NAME, NEW));
    assertEquals(Set.of(), at(NAME));
  }

  @Test
  @FailsWhere(Difference.NO_ROUTING_CONFLICTS)
  void routingPolicyThere_rejected() {
    Planted blue = Planted.weighted("A", "blue", "192.0.2.1");
    plant(NAME, blue);
    assertRejected(create(NAME, OLD));
    apply(create(NAME, set("2001:db8::7")));
    assertEquals(Set.of(blue.set(), set("2001:db8::7")), at(NAME));
  }

  private static List<Fqdn> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> fqdn("n" + i + ".example.com")).toList();
  }

  @Test
  void thousandElements_fitOneBatch() {
    List<Fqdn> names = many(501);
    List<Fqdn> most = names.subList(0, 500);
    apply(names.stream().map(name -> create(name, OLD)).toList());
    List<Replacement> all = names.stream().map(name -> replace(name, OLD, NEW)).toList();
    assertRejected(all.toArray(Replacement[]::new));
    assertEquals(Set.of(OLD), at(names.getFirst()));
    apply(all.subList(0, most.size()));
    assertEquals(Set.of(NEW), at(most.getLast()));
  }

  /** One page holds 300 record sets, so one call cannot answer for all of these. */
  @Test
  void lookBeyondAPage_whatItReachedIsComplete() {
    List<Fqdn> names = many(400);
    apply(names.stream().map(name -> create(name, OLD, set("2001:db8::7"))).toList());
    Fqdn absent = fqdn("n.example.com");
    Set<Fqdn> wanted = new HashSet<>(names);
    wanted.add(absent);
    Map<Fqdn, List<RecordSet>> found = records.look(zone(), wanted);
    assertTrue(found.size() >= 150 && found.size() <= 152, "names: " + found.size());
    Map<Fqdn, Set<RecordSet>> all = new HashMap<>();
    for (int calls = 0; !wanted.isEmpty(); calls++) {
      assertTrue(calls < 5, "left: " + wanted.size());
      records.look(zone(), wanted).forEach((name, sets) -> all.put(name, Set.copyOf(sets)));
      wanted.removeAll(all.keySet());
    }
    assertEquals(Set.of(), all.remove(absent));
    assertEquals(
        names.stream()
            .collect(Collectors.toMap(name -> name, name -> Set.of(OLD, set("2001:db8::7")))),
        all);
  }

  /** All names that lie apart and that no record set keeps apart: one call is enough. */
  @Test
  void lookWithinAPage_oneCallAnswersForAll() {
    apply(create(NAME, OLD), create(WILD, NEW));
    Set<Fqdn> wanted =
        Set.of(
            NAME, WILD, fqdn("a-b.example.com"), fqdn("x.a.example.com"), fqdn("zz.example.com"));
    Map<Fqdn, List<RecordSet>> found = new HashMap<>(records.look(zone(), wanted));
    List<Fqdn> left = new ArrayList<>(wanted);
    left.removeAll(found.keySet());
    for (Fqdn name : left) {
      found.putAll(records.look(zone(), List.of(name)));
    }
    assertEquals(wanted, found.keySet());
    assertEquals(List.of(OLD), found.get(NAME));
    assertEquals(List.of(NEW), found.get(WILD));
    assertTrue(left.size() <= 1, "left: " + left);
  }

  @Test
  void unknownZone_refusedAndUnreadable() {
    assertInstanceOf(Outcome.Refused.class, records.change(NO_ZONE, List.of(create(NAME, OLD))));
    assertThrows(Unavailable.class, () -> records.look(NO_ZONE, Set.of(NAME)));
    assertThrows(Unavailable.class, () -> records.list(NO_ZONE, page -> {}));
  }
}
