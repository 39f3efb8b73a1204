package dev.ddns53.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.World;
import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators register, and the rules that its values keep. */
final class FleetTest {

  private static final Instant T = Instant.parse("2026-11-23T20:20:46Z");
  private static final SiteId TOKYO = new SiteId("tokyo");

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static List<Cidr> ranges(String texts) {
    return texts.isEmpty()
        ? List.of()
        : Stream.of(texts.split(" ", -1)).map(text -> Cidr.parse(text).orElseThrow()).toList();
  }

  /** A list of ranges lets in what one of them holds; no list lets in anything. */
  @ParameterizedTest
  @CsvSource({
    "'', 198.51.100.7, true",
    "'', 2001:db8::7, true",
    "203.0.113.0/24, 203.0.113.0, true",
    "203.0.113.0/24, 203.0.113.255, true",
    "203.0.113.0/24, 203.0.112.255, false",
    "203.0.113.0/24, 203.0.114.0, false",
    "203.0.113.0/24, 2001:db8::7, false",
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.6, false",
    "203.0.113.7, 203.0.113.8, false",
    "203.0.113.0/24 2001:db8::/32, 2001:db8:ffff::1, true",
    "203.0.113.0/24 2001:db8::/32, 2001:db9::, false",
    "203.0.113.0/24 2001:db8::/32, 198.51.100.7, false"
  })
  void rangesOfAList_letIn(String texts, String address, boolean in) {
    Allow sources = new Allow(ranges(texts), List.of(), false, false);
    assertEquals(in, sources.source(ip(address)));
    assertEquals(true, sources.address(ip(address)), "sources say nothing of what is reported");
    Allow addresses = new Allow(List.of(), ranges(texts), false, false);
    assertEquals(in, addresses.address(ip(address)));
    assertEquals(true, addresses.source(ip(address)), "addresses say nothing of where it calls");
  }

  /** Each address of a prefix must lie in one and the same range of the list. */
  @ParameterizedTest
  @CsvSource({
    "'', 2001:db8:1:2::/64, true",
    "2001:db8:1::/48, 2001:db8:1:2::/64, true",
    "2001:db8:1:2::/64, 2001:db8:1:2::/64, true",
    "2001:db8:1:2::/64, 2001:db8:1:2::/63, false",
    "2001:db8:1:3::/64, 2001:db8:1:2::/64, false",
    "203.0.113.0/24 2001:db8:1::/48, 2001:db8:1:2::/64, true"
  })
  void prefix_letInWhole(String texts, String prefix, boolean in) {
    Allow allow = new Allow(List.of(), ranges(texts), false, false);
    assertEquals(in, allow.range(ranges(prefix).getFirst()));
  }

  /** Inner networks by a flag; any other special address by a range that names it on purpose. */
  @ParameterizedTest
  @CsvSource({
    "false, '', 10.0.0.1, PRIVATE",
    "true, '', 10.0.0.1, none",
    "true, '', 127.0.0.1, LOOPBACK",
    "false, 10.0.0.0/8, 10.0.0.1, none",
    "false, 0.0.0.0/0, 10.0.0.1, PRIVATE",
    "false, 192.168.0.0/16, 10.0.0.1, PRIVATE",
    "false, 192.168.0.0/16 10.0.0.0/24, 10.0.0.1, none",
    "false, '', 198.51.100.7, none"
  })
  void specialAddress_forbiddenUnlessMeant(
      boolean internal, String texts, String address, String why) {
    Allow allow = new Allow(List.of(), ranges(texts), internal, false);
    assertEquals(why, allow.forbidden(ip(address)).map(Enum::name).orElse("none"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void router_asItsOperatorSays(boolean router) throws InvalidJson {
    SiteEntry entry = SiteEntry.take(StrictJson.object("{\"router\":" + router + "}"));
    Site site = new Site(TOKYO, entry, List.of(), List.of(), List.of());
    assertEquals(router, site.router());
    assertEquals(router ? "{\"router\":true}" : "{}", entry.toJson().toString());
    assertEquals(false, SiteEntry.take(StrictJson.object("{}")).router());
  }

  /** Keys come and go; all else of the site stays. */
  @Test
  void otherKeys_theSameSite() {
    SiteEntry entry = new SiteEntry(Duration.ofHours(2), Allow.DEFAULT, true);
    List<Fqdn> names = List.of(new Fqdn("vpn.example.com"));
    Site site = new Site(TOKYO, entry, names, List.of(World.ZONE), List.of(World.FIRST_KEY));
    assertEquals(
        new Site(TOKYO, entry, names, List.of(World.ZONE), List.of(World.SECOND_KEY)),
        site.with(List.of(World.SECOND_KEY)));
  }

  @ParameterizedTest
  @CsvSource({"PT3S, PT1S", "PT29M57S, PT9M59S", "PT30M, PT10M", "PT30M3S, PT10M", "P2D, PT10M"})
  void lastSeen_renewedAfterAThirdOfStaleAfterOrTenMinutes(Duration stale, Duration refresh) {
    Site site =
        new Site(
            TOKYO, new SiteEntry(stale, Allow.DEFAULT, false), List.of(), List.of(), List.of());
    assertEquals(refresh, site.refreshInterval());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T20:20:46Z, 2026-11-23T20:20:45.999Z, 2026-11-23T20:20:46Z",
    "2026-11-23T20:20:46Z, 2026-11-23T20:20:46Z, 2026-11-23T20:20:46.001Z",
    "2026-11-23T20:20:46.000999Z, 2026-11-23T20:20:46Z, 2026-11-23T20:20:46.001Z",
    "2026-11-23T20:20:46.001999Z, 2026-11-23T20:20:46Z, 2026-11-23T20:20:46.001Z",
    "2026-11-23T20:20:46Z, 2026-11-24T00:00:00Z, 2026-11-24T00:00:00.001Z"
  })
  void nextStamp_isLaterThanTheLast(Instant now, Instant last, Instant stamp) {
    Registration before = new Registration(last);
    Registration next = Registration.at(now, before);
    assertEquals(new Registration(stamp), next);
    assertEquals(stamp.toString(), next.toString());
    assertEquals(List.of(before, next), Stream.of(next, before).sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 999_999, 1_000_001})
  void stampOfPartsOfAMillisecond_none(long nanos) {
    assertThrows(IllegalArgumentException.class, () -> new Registration(T.plusNanos(nanos)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, '', true",
    "0, 1, 0123456789abcdef0123456789abcdef, true",
    "0, 1, 0123456789abcdef0123456789abcdef0, false",
    "0, 1, A, false",
    "0, 1, g, false",
    "1, 1, '', false",
    "0, 0, '', false"
  })
  void generation_wholeSecondsAVersionAndANonce(
      long nanos, long version, String nonce, boolean valid) {
    Optional<KeyGeneration> made;
    try {
      made = Optional.of(new KeyGeneration(T.plusNanos(nanos), version, nonce));
    } catch (IllegalArgumentException none) {
      made = Optional.empty();
    }
    assertEquals(valid, made.isPresent());
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "0, 1, false", "1, 0, false"})
  void probe_countsFromOne(int failures, int recoveries, boolean valid) {
    Probe.Check check = new Probe.Check.Tcp(443);
    Optional<Probe> made;
    try {
      made = Optional.of(new Probe(check, failures, recoveries));
    } catch (IllegalArgumentException none) {
      made = Optional.empty();
    }
    assertEquals(valid, made.isPresent());
  }

  @Test
  void members_asPeopleReadThem() {
    assertEquals("tokyo", new Member.OfSite(TOKYO).text());
    assertEquals("2001:db8::1", new Member.Fixed(ip("2001:db8:0::1")).text());
    assertEquals(
        "alias to lb.example.net (Z0LB)",
        new Member.OfAlias(new AliasTarget(new Fqdn("lb.example.net"), new ZoneId("Z0LB"))).text());
  }

  @Test
  void siteIds_inTheOrderOfTheirText() {
    List<SiteId> sorted = Stream.of("b", "B", "a.1", "a").map(SiteId::new).sorted().toList();
    assertEquals("[B, a, a.1, b]", sorted.toString());
  }

  @Test
  void name_fedByItsMembersAlone() {
    Name name =
        World.registered(
            new Fqdn("vpn.example.com"),
            List.of(new Member.OfSite(TOKYO), new Member.Fixed(ip("192.0.2.1"))));
    assertEquals(true, name.isFedBy(TOKYO));
    assertEquals(false, name.isFedBy(new SiteId("Tokyo")));
    assertEquals(false, name.isFedBy(new SiteId("192.0.2.1")));
  }

  @Test
  void name_inItsFirstDocumentOrInNone() {
    Fqdn fqdn = new Fqdn("vpn.example.com");
    assertEquals(new NameDocument(fqdn, Optional.empty(), List.of()), NameDocument.none(fqdn));
    Name first = World.registered(fqdn, List.of(new Member.OfSite(TOKYO)));
    assertEquals(new NameDocument(fqdn, Optional.of(first), List.of()), NameDocument.of(first));
  }

  /** What the file calls a zone by name stands in the registry by its id. */
  @Test
  void entryOfTheFile_leadsToTheNameAndBack() throws InvalidJson {
    Fields fields =
        StrictJson.object("{\"zone\":\"example.com\",\"members\":[\"tokyo\"],\"ttl\":300}");
    NameEntry written = NameEntry.take(fields);
    fields.end();
    assertEquals("example.com", written.zone());
    Fqdn fqdn = new Fqdn("vpn.example.com");
    Name name = written.name(fqdn, World.ZONE, World.REGISTERED, Optional.empty());
    assertEquals(World.ZONE, name.zone());
    assertEquals(300, name.ttl().seconds());
    assertEquals(written.inZone(World.ZONE.value()), NameEntry.of(name));
    Adoption agreed = new Adoption(World.REGISTERED, List.of("seen"), "alice");
    assertEquals(Optional.of(agreed), name.adopting(agreed).adoption());
    assertEquals(
        name.adopting(agreed),
        written.name(fqdn, World.ZONE, World.REGISTERED, Optional.of(agreed)));
  }
}
