package dev.ddns53.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ddns53.World;
import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.fleet.SiteId;
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

final class ElectionTest {

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
    List<Member> all = Stream.of(members).map(ElectionTest::member).toList();
    return new Name(
        FQDN,
        World.REGISTERED,
        World.ZONE,
        ttl,
        policy,
        all,
        Name.OnDrift.ALERT,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
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
    return Election.of(name, row(byFamily(said(said))), family)
        .map(content -> content instanceof Publication some ? some : null)
        .map(
            publication ->
                String.join(
                    " ", publication.addresses().stream().map(IpAddress::toString).toList()))
        .orElse(null);
  }

  private static NameState row(Map<Family, Map<SiteId, IpAddress>> said) {
    return new NameState(
        FQDN, 0, World.REGISTERED, said, Map.of(), Health.NONE, Map.of(), Set.of());
  }

  /** A site that is several instances is one member: all its addresses, or none. */
  @ParameterizedTest
  @CsvSource({
    "tokyo osaka, 192.0.2.1 192.0.2.2 192.0.2.3, 192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.9",
    "osaka tokyo, 192.0.2.9, 192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.9"
  })
  void siteOfSeveralInstances_isOneMember(String members, String first, String all) {
    String[] each = members.split(" ", -1);
    NameState row =
        Election.after(
            row(byFamily(said("osaka=192.0.2.9"))),
            name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, each),
            new SiteId("tokyo"),
            Reported.ofAll(
                Map.of(Family.IPV4, List.of(ip("192.0.2.3"), ip("192.0.2.1"), ip("192.0.2.2")))),
            World.START);
    assertEquals(first, elected(name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, each), row));
    assertEquals(all, elected(name(Policy.ALL_HEALTHY, Ttl.DEFAULT, each), row));
    NameState one =
        Election.after(
            row,
            name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, each),
            new SiteId("tokyo"),
            Map.of(Family.IPV4, Optional.of(ip("192.0.2.1"))),
            World.START);
    assertEquals(Map.of(), one.more(), "what is left out is gone");
  }

  private static String elected(Name name, NameState row) {
    return Election.of(name, row, Family.IPV4)
        .map(
            content ->
                content instanceof Publication some ? String.join(" ", some.values()) : "nothing")
        .orElse("none");
  }

  @Test
  void publication_hasTheNamesTtl() {
    Name name = name(Policy.FIRST_HEALTHY, new Ttl(7), "192.0.2.80");
    assertEquals(
        Optional.of(Publication.of(Family.IPV4, new Ttl(7), List.of(ip("192.0.2.80")))),
        Election.of(name, row(Map.of()), Family.IPV4));
  }

  private static final Name PAIR = name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, "tokyo", "osaka");

  private static NameState after(NameState before, Name name, SiteId site, String... addresses) {
    Map<Family, Optional<IpAddress>> said = new EnumMap<>(Family.class);
    Stream.of(addresses)
        .map(ElectionTest::ip)
        .forEach(address -> said.put(address.family(), Optional.of(address)));
    return Election.after(before.next(), name, site, said, World.START);
  }

  private static NameState without(NameState before, Name name, SiteId site, Family family) {
    return Election.after(before.next(), name, site, Map.of(family, Optional.empty()), World.START);
  }

  private static NameState published(String... addresses) {
    NameState due = after(row(Map.of()), PAIR, TOKYO, addresses);
    return due.published(due.due(), Optional.of(new ChangeId("C1")), World.START);
  }

  private static Content wanted(NameState state, Family family) {
    return state.record(family).orElseThrow().wanted();
  }

  @Test
  void firstReport_due() {
    NameState due = after(row(Map.of()), PAIR, TOKYO, "192.0.2.1");
    assertEquals(1, due.version());
    assertEquals(Set.of(Family.IPV4), due.due());
  }

  @Test
  void sameAgain_nothingButTheVersion() {
    NameState before = published("192.0.2.1");
    assertEquals(before.next(), after(before, PAIR, TOKYO, "192.0.2.1"));
  }

  @Test
  void standbyReports_rememberedButNotDue() {
    NameState after = after(published("192.0.2.1"), PAIR, OSAKA, "192.0.2.2");
    assertEquals(Set.of(), after.due());
    assertEquals(ip("192.0.2.2"), after.said(Family.IPV4).get(OSAKA));
  }

  @Test
  void otherFamily_dueBesideTheFirst() {
    NameState before = published("192.0.2.1");
    NameState after = after(before, PAIR, TOKYO, "2001:db8::1");
    assertEquals(Set.of(Family.IPV6), after.due());
    assertEquals(before.record(Family.IPV4), after.record(Family.IPV4), "the other family stays");
  }

  /** An operator changed the entry; the next report, though the same, brings it to Route 53. */
  @Test
  void ttlChanged_dueWithTheNextReport() {
    Name slower = name(Policy.FIRST_HEALTHY, new Ttl(300), "tokyo", "osaka");
    NameState after = after(published("192.0.2.1"), slower, TOKYO, "192.0.2.1");
    assertEquals(
        Publication.of(Family.IPV4, new Ttl(300), List.of(ip("192.0.2.1"))),
        wanted(after, Family.IPV4));
  }

  @Test
  void orderChanged_theOtherIsDue() {
    NameState both = after(published("192.0.2.1"), PAIR, OSAKA, "192.0.2.2");
    Name turned = name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, "osaka", "tokyo");
    NameState after = after(both, turned, TOKYO, "192.0.2.1");
    assertEquals(
        Publication.of(Family.IPV4, Ttl.DEFAULT, List.of(ip("192.0.2.2"))),
        wanted(after, Family.IPV4));
  }

  @Test
  void siteSaysItHasNoneAnyMore_withdrawnWhereAnotherFamilyRemains() {
    NameState both = published("192.0.2.1", "2001:db8::1");
    NameState after = without(both, PAIR, TOKYO, Family.IPV6);
    assertEquals(Content.NOTHING, wanted(after, Family.IPV6));
    assertEquals(Set.of(Family.IPV6), after.due());
  }

  @Test
  void lastAddressTakenBack_onGoneDecides() {
    NameState one = published("192.0.2.1");
    assertEquals(Set.of(), without(one, PAIR, TOKYO, Family.IPV4).due());
    Name withdrawing =
        new Name(
            FQDN,
            World.REGISTERED,
            World.ZONE,
            Ttl.DEFAULT,
            Policy.FIRST_HEALTHY,
            PAIR.members(),
            Name.OnDrift.ALERT,
            Name.OnGone.WITHDRAW,
            Optional.empty(),
            Optional.empty());
    assertEquals(
        Content.NOTHING, wanted(without(one, withdrawing, TOKYO, Family.IPV4), Family.IPV4));
  }

  @Test
  void otherMemberHasTheFamily_itIsElectedInstead() {
    NameState both = after(published("192.0.2.1"), PAIR, OSAKA, "192.0.2.2");
    NameState after = without(both, PAIR, TOKYO, Family.IPV4);
    assertEquals(
        Publication.of(Family.IPV4, Ttl.DEFAULT, List.of(ip("192.0.2.2"))),
        wanted(after, Family.IPV4));
  }

  @Test
  void membersReplacedByOneThatSaysOneFamily_theOtherIsWithdrawn() {
    Name osaka = name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, "osaka");
    NameState both = published("192.0.2.1", "2001:db8::1");
    assertEquals(Optional.empty(), Election.of(osaka, both, Family.IPV6), "nobody has spoken yet");
    assertEquals(Optional.empty(), Election.of(osaka, both, Family.IPV4));
    NameState after = after(both, osaka, OSAKA, "192.0.2.2");
    assertEquals(Optional.of(Content.NOTHING), Election.of(osaka, after, Family.IPV6));
  }

  /** Nobody is healthy, but the name is new: better the first member than no record. */
  @Test
  void firstPublicationWhereAllAreStale_theFirst() {
    Name name = name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, "tokyo", "osaka");
    NameState row = row(byFamily(said("tokyo=192.0.2.1 osaka=192.0.2.2")));
    NameState stale = row.with(row.health().stale(new SiteId("tokyo"), true).stale(OSAKA, true));
    Content elected = Election.of(name, stale, Family.IPV4).orElseThrow();
    assertEquals("192.0.2.1 (TTL 60)", elected.text());
    NameState wanted = Election.elected(stale, name, Family.IPV4, World.START);
    assertEquals(Optional.empty(), Election.of(name, wanted, Family.IPV4), "it stays");
    assertSame(wanted, wanted.wanting(Family.IPV4, elected, World.START));
  }

  /** What was withdrawn is not withdrawn again. */
  @Test
  void nobodyHasAnAddressAndNothingIsWanted_nothingFollows() {
    Name name = name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, "tokyo");
    NameState row =
        row(byFamily(said("tokyo=2001:db8::1")))
            .with(Family.IPV4, RecordState.first(Content.NOTHING, 1));
    assertEquals(Optional.empty(), Election.of(name, row, Family.IPV4));
  }

  private static final AliasTarget LB =
      new AliasTarget(new Fqdn("lb.example.net"), new ZoneId("Z0LB"));

  private static Name of(Policy policy, Member... members) {
    return new Name(
        FQDN,
        World.REGISTERED,
        World.ZONE,
        Ttl.DEFAULT,
        policy,
        List.of(members),
        Name.OnDrift.ALERT,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  private static String elected(Name name, NameState state, Family family) {
    return Election.of(name, state, family).map(Content::text).orElse("-");
  }

  /** An alias takes part in the families of the others; where nobody has spoken, in IPv4. */
  @ParameterizedTest
  @CsvSource({
    "'', alias to lb.example.net (Z0LB), -",
    "tokyo=192.0.2.1, alias to lb.example.net (Z0LB), -",
    "tokyo=2001:db8::1, -, alias to lb.example.net (Z0LB)"
  })
  void aliasBeforeASite_inTheFamiliesOfTheSite(String said, String four, String six) {
    Name name = of(Policy.FIRST_HEALTHY, new Member.OfAlias(LB), new Member.OfSite(TOKYO));
    NameState row = row(byFamily(said(said)));
    assertEquals(four, elected(name, row, Family.IPV4));
    assertEquals(six, elected(name, row, Family.IPV6));
  }

  @Test
  void aliasAlone_inBothFamilies() {
    Name name = of(Policy.FIRST_HEALTHY, new Member.OfAlias(LB));
    for (Family family : Family.values()) {
      assertEquals(
          Optional.of(new Publication.Alias(family, LB)), Election.of(name, row(Map.of()), family));
    }
  }

  /** The site comes first while it is heard; once it is silent, the alias takes over. */
  @Test
  void aliasAfterASite_whileTheSiteIsStale() {
    Name name = of(Policy.FIRST_HEALTHY, new Member.OfSite(TOKYO), new Member.OfAlias(LB));
    NameState row = row(byFamily(said("tokyo=192.0.2.1")));
    assertEquals("192.0.2.1 (TTL 60)", elected(name, row, Family.IPV4));
    NameState stale = row.with(row.health().stale(TOKYO, true));
    assertEquals("alias to lb.example.net (Z0LB)", elected(name, stale, Family.IPV4));
  }

  /** A host's IPv6 address counts while its last 64 bits are those of the entry. */
  @ParameterizedTest
  @CsvSource({
    "tokyo=2001:db8:1:2::53, -, 2001:db8:1:2::53 (TTL 60)",
    "tokyo=2001:db8:1:2::54, -, -",
    "tokyo=192.0.2.1, 192.0.2.1 (TTL 60), -"
  })
  void host_hasTheAddressThatItBecame(String said, String four, String six) {
    Name name = of(Policy.FIRST_HEALTHY, new Member.OfHost(TOKYO, new HostPart(0x53, 0)));
    NameState row = row(byFamily(said(said)));
    assertEquals(four, elected(name, row, Family.IPV4));
    assertEquals(six, elected(name, row, Family.IPV6));
  }

  /** Nobody is healthy: who spoke since is better than who is silent still. */
  @ParameterizedTest
  @CsvSource({
    "FIRST_HEALTHY, osaka, 192.0.2.2 (TTL 60)",
    "FIRST_HEALTHY, tokyo osaka, 192.0.2.1 (TTL 60)",
    "ALL_HEALTHY, tokyo osaka, '192.0.2.1, 192.0.2.2 (TTL 60)'",
    "ALL_HEALTHY, osaka, 192.0.2.2 (TTL 60)",
    "FIRST_HEALTHY, '', -"
  })
  void allWereStale_thoseThatSpokeSince(Policy policy, String spoke, String elected) {
    Name name = of(policy, new Member.OfSite(TOKYO), new Member.OfSite(OSAKA));
    Health health = Health.NONE.stale(TOKYO, true).stale(OSAKA, true);
    for (String site : spoke.isEmpty() ? new String[0] : spoke.split(" ", -1)) {
      health = health.heard(new SiteId(site));
    }
    NameState row =
        row(byFamily(said("tokyo=192.0.2.1 osaka=192.0.2.2")))
            .with(Family.IPV4, RecordState.first(Content.NOTHING, 1))
            .with(health);
    assertEquals(elected, elected(name, row, Family.IPV4));
  }

  /** The families in which a name answers, or will. */
  @ParameterizedTest
  @CsvSource({
    "tokyo, '', [IPv4]",
    "tokyo, tokyo=2001:db8::1, [IPv6]",
    "tokyo osaka, tokyo=2001:db8::1 osaka=192.0.2.1, '[IPv4, IPv6]'",
    "tokyo 2001:db8::80, '', [IPv6]",
    "tokyo, osaka=192.0.2.1 osaka=2001:db8::1, [IPv4]"
  })
  void families_ofItsMembers(String members, String said, String families) {
    Name name = name(Policy.FIRST_HEALTHY, Ttl.DEFAULT, members.split(" ", -1));
    Map<Family, Map<SiteId, IpAddress>> all = byFamily(said(said));
    assertEquals(families, Election.families(name, all).toString());
  }

  /** What another was published before may still land, and so is remembered. */
  @Test
  void newAddress_theOldOneIsRemembered() {
    NameState moved = after(published("192.0.2.1"), PAIR, TOKYO, "192.0.2.2");
    RecordState record = moved.record(Family.IPV4).orElseThrow();
    assertEquals("192.0.2.2 (TTL 60)", record.wanted().text());
    assertEquals("192.0.2.1 (TTL 60)", record.known().text());
    assertEquals(1, record.candidates().size());
    assertEquals(moved.version(), record.made());
  }

  @Test
  void firstPublication_notedInItsFamilyAlone() {
    NameState due = after(row(Map.of()), PAIR, TOKYO, "192.0.2.1", "2001:db8::1");
    NameState noted = due.noted(Set.of(Family.IPV6), "somebody");
    assertEquals(Set.of(Family.IPV6), noted.families(RecordState::noted));
    assertEquals(due.version(), noted.version());
  }

  @Test
  void nameOfWhichNothingIsKnown_anew() {
    NameState none = NameState.unpublished(FQDN);
    assertEquals(0, none.version());
    assertEquals(Set.of(), none.due());
    assertEquals(Optional.empty(), none.record(Family.IPV4));
    assertEquals(FQDN, none.name());
  }
}
