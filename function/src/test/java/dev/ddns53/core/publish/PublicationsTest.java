package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Health;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Name.Policy;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublicationsTest {

  private static final Fqdn FQDN = new Fqdn("hq.example.com");
  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final SiteId OSAKA = new SiteId("osaka");

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Member member(String text) {
    return IpAddress.parse(text)
        .<Member>map(Member.Fixed::new)
        .orElseGet(() -> new Member.OfSite(new SiteId(text)));
  }

  private static Name name(Policy policy, Ttl ttl, String... members) {
    List<Member> all = Stream.of(members).map(PublicationsTest::member).toList();
    return new Name(FQDN, new ZoneId("Z0"), ttl, policy, all, false);
  }

  private static Map<SiteId, IpAddress> said(String text) {
    Map<SiteId, IpAddress> said = new TreeMap<>();
    Stream.of(text.split(" ", -1))
        .filter(each -> !each.isEmpty())
        .map(each -> each.split("=", 2))
        .forEach(each -> said.put(new SiteId(each[0]), ip(each[1])));
    return said;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // members, said, family, first-healthy, all-healthy
        "tokyo, '', IPV4, none, none",
        "tokyo, osaka=192.0.2.9, IPV4, none, none",
        "tokyo, tokyo=192.0.2.1, IPV4, 192.0.2.1, 192.0.2.1",
        "tokyo, tokyo=192.0.2.1, IPV6, none, none",
        "tokyo osaka, tokyo=192.0.2.1, IPV4, 192.0.2.1, 192.0.2.1",
        "tokyo osaka, osaka=192.0.2.2, IPV4, 192.0.2.2, 192.0.2.2",
        "tokyo osaka, osaka=192.0.2.2 tokyo=192.0.2.3, IPV4, 192.0.2.3, 192.0.2.2 192.0.2.3",
        "osaka tokyo, osaka=192.0.2.2 tokyo=192.0.2.3, IPV4, 192.0.2.2, 192.0.2.2 192.0.2.3",
        "tokyo osaka, osaka=192.0.2.2 tokyo=192.0.2.2, IPV4, 192.0.2.2, 192.0.2.2",
        "tokyo 192.0.2.80, '', IPV4, 192.0.2.80, 192.0.2.80",
        "tokyo 192.0.2.80, tokyo=192.0.2.1, IPV4, 192.0.2.1, 192.0.2.1 192.0.2.80",
        "192.0.2.80 tokyo, tokyo=192.0.2.1, IPV4, 192.0.2.80, 192.0.2.1 192.0.2.80",
        "tokyo 2001:db8::80, '', IPV6, 2001:db8::80, 2001:db8::80",
        "192.0.2.80 2001:db8::80, '', IPV6, 2001:db8::80, 2001:db8::80",
        "192.0.2.80 2001:db8::80, '', IPV4, 192.0.2.80, 192.0.2.80"
      })
  void membersAndWhatTheySaid_decide(
      String members, String said, Family family, String first, String all) {
    String[] each = members.split(" ", -1);
    assertEquals(first, text(name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, each), said, family));
    assertEquals(all, text(name(Policy.ALL_HEALTHY, Ttl.DEFAULT, each), said, family));
  }

  private static Map<Family, Map<SiteId, IpAddress>> byFamily(Map<SiteId, IpAddress> said) {
    Map<Family, Map<SiteId, IpAddress>> all = new EnumMap<>(Family.class);
    said.forEach(
        (site, address) ->
            all.computeIfAbsent(address.family(), family -> new HashMap<>()).put(site, address));
    return all;
  }

  @SuppressWarnings("NullAway") // none is how the tables spell it
  private static String text(Name name, String said, Family family) {
    return Publications.of(name, byFamily(said(said)), Health.NONE, family)
        .map(
            publication ->
                String.join(
                    " ", publication.addresses().stream().map(IpAddress::toString).toList()))
        .orElse(null);
  }

  @Test
  void publication_hasTheNamesTtl() {
    Name name = name(Policy.FIRST_HEALTHY, new Ttl(7), "192.0.2.80");
    assertEquals(
        Optional.of(Publication.of(Family.IPV4, new Ttl(7), List.of(ip("192.0.2.80")))),
        Publications.of(name, Map.of(), Health.NONE, Family.IPV4));
  }

  private static final Name PAIR = name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, "tokyo", "osaka");

  private static NameState after(NameState before, Name name, SiteId site, String... addresses) {
    return Publications.after(
        before,
        name,
        site,
        Stream.of(addresses).map(PublicationsTest::ip).toList(),
        dev.ddns53.World.START);
  }

  private static NameState published() {
    NameState due = after(NameState.unpublished(FQDN), PAIR, TOKYO, "192.0.2.1");
    return due.confirmed(due.pending(), new ChangeId("C1"), dev.ddns53.World.START);
  }

  @Test
  void firstReport_due() {
    NameState due = after(NameState.unpublished(FQDN), PAIR, TOKYO, "192.0.2.1");
    assertEquals(1, due.version());
    assertEquals(Set.of(Family.IPV4), due.pending());
  }

  @Test
  void sameAgain_sameState() {
    NameState before = published();
    assertSame(before, after(before, PAIR, TOKYO, "192.0.2.1"));
  }

  @Test
  void sameAgainWhilePending_sameState() {
    NameState due = after(NameState.unpublished(FQDN), PAIR, TOKYO, "192.0.2.1");
    assertSame(due, after(due, PAIR, TOKYO, "192.0.2.1"));
  }

  @Test
  void standbyReports_rememberedButNotDue() {
    NameState after = after(published(), PAIR, OSAKA, "192.0.2.2");
    assertEquals(3, after.version());
    assertEquals(Set.of(), after.pending());
    assertEquals(ip("192.0.2.2"), after.said(Family.IPV4).get(OSAKA));
  }

  @Test
  void otherFamily_dueBesideTheFirst() {
    NameState after = after(published(), PAIR, TOKYO, "2001:db8::1");
    assertEquals(Set.of(Family.IPV6), after.pending());
    assertEquals(
        published().record(Family.IPV4), after.record(Family.IPV4), "the other family stays");
  }

  @Test
  void bothFamilies_oneVersion() {
    NameState after = after(NameState.unpublished(FQDN), PAIR, TOKYO, "192.0.2.1", "2001:db8::1");
    assertEquals(1, after.version());
    assertEquals(Set.of(Family.IPV4, Family.IPV6), after.pending());
  }

  /** An operator changed the entry; the next report, though the same, brings it to Route 53. */
  @Test
  void ttlChanged_dueWithTheNextReport() {
    Name slower = name(Policy.FIRST_HEALTHY, new Ttl(300), "tokyo", "osaka");
    NameState after = after(published(), slower, TOKYO, "192.0.2.1");
    assertEquals(Set.of(Family.IPV4), after.pending());
    assertEquals(
        Publication.of(Family.IPV4, new Ttl(300), List.of(ip("192.0.2.1"))),
        after.record(Family.IPV4).orElseThrow().publication());
  }

  @Test
  void orderChanged_theOtherIsDue() {
    NameState both = after(published(), PAIR, OSAKA, "192.0.2.2");
    Name turned = name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, "osaka", "tokyo");
    NameState after = after(both, turned, TOKYO, "192.0.2.1");
    assertEquals(
        List.of(ip("192.0.2.2")),
        after.record(Family.IPV4).orElseThrow().publication().addresses());
  }
}
