package dev.ddns53.core.report;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.NameState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A site's IPv6 prefix moves the hosts in it. */
final class PrefixTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final String HOST = "host.example.com";
  private static final String ROUTER = "router.example.com";
  private static final Allow DOCUMENTATION =
      new Allow(List.of(), List.of(Cidr.parse("2001:db8::/32").orElseThrow()), false, false);
  private static final Allow ANY =
      new Allow(
          List.of(),
          List.of(Cidr.parse("2001:db8::/32").orElseThrow(), Cidr.parse("0.0.0.0/0").orElseThrow()),
          false,
          false);

  private final World world = new World();

  private void host(String name, HostPart host) {
    world.state.register(World.registered(fqdn(name), List.of(new Member.OfHost(TOKYO, host))));
  }

  private void hosts(Allow allow, int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "h" + i + ".example.com").toList();
    for (int i = 0; i < count; i++) {
      host(names.get(i), new HostPart(i + 1L, 0));
    }
    world.register("tokyo", allow, names, List.of(World.FIRST_KEY));
  }

  private void hostAndRouter(HostPart host) {
    host(HOST, host);
    world.name(ROUTER, "tokyo");
    world.register("tokyo", ANY, List.of(HOST, ROUTER), List.of(World.FIRST_KEY));
  }

  private Answer report(String body) {
    world.pass(Duration.ofSeconds(40));
    return world.update("tokyo", body);
  }

  private String published(String name, Family family) {
    return world.records.published(fqdn(name), family).stream()
        .map(content -> content.text().replace(" (TTL 60)", ""))
        .collect(Collectors.joining(" "));
  }

  private void accepted(String body) {
    report(body).assertRecord(200, "updated");
  }

  private Answer refused(String body) {
    return report(body).assertProblem(422, "address-refused");
  }

  @Test
  void prefixOfTwentyHosts_oneTransactionOneBatchOneChangeOfTheBudget() {
    hosts(DOCUMENTATION, 20);
    accepted("{\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    world.pass(Duration.ofHours(1));
    World.Calls before = world.calls();
    accepted("{\"ipv6Prefix\":\"2001:db8:7:8::/64\"}");
    assertEquals(1, world.calls().since(before).changes());
    assertEquals(1 + 20, world.calls().since(before).writes(), "one transaction, and marks");
    for (int i = 0; i < 20; i++) {
      String address = "2001:db8:7:8::" + Integer.toHexString(i + 1);
      assertEquals(address, published("h" + i + ".example.com", Family.IPV6));
      assertEquals("", published("h" + i + ".example.com", Family.IPV4));
    }
    assertEquals(
        World.START.getEpochSecond() + 3600 + 80 + 30,
        world.state.stored(TOKYO).budget().getEpochSecond(),
        "one change is paid for");
  }

  @Test
  void samePrefixAgain_unchanged() {
    hosts(DOCUMENTATION, 2);
    accepted("{\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    World.Calls before = world.calls();
    report("{\"ipv6Prefix\":\"2001:0db8:1:2:0::/64\"}").assertRecord(200, "unchanged");
    assertEquals(0, world.calls().since(before).changes());
  }

  /** The router's own address is in another prefix; neither touches the other. */
  @Test
  void addressAndPrefix_eachGoesWhereItBelongs() {
    hostAndRouter(new HostPart(0x53, 0));
    accepted(
        "{\"ipv4\":\"203.0.113.9\",\"ipv6\":\"2001:db8:ffff::1\","
            + "\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    assertEquals("2001:db8:1:2::53", published(HOST, Family.IPV6));
    assertEquals("203.0.113.9", published(HOST, Family.IPV4), "the site's");
    assertEquals("2001:db8:ffff::1", published(ROUTER, Family.IPV6));
    accepted("{\"ipv6\":\"2001:db8:ffff::2\"}");
    assertEquals("2001:db8:1:2::53", published(HOST, Family.IPV6));
    assertEquals("2001:db8:ffff::2", published(ROUTER, Family.IPV6));
    accepted("{\"ipv6Prefix\":\"2001:db8:3:4::/64\"}");
    assertEquals("2001:db8:3:4::53", published(HOST, Family.IPV6));
    assertEquals("2001:db8:ffff::2", published(ROUTER, Family.IPV6));
    String status =
        world
            .send(world.signer("tokyo", World.FIRST_KEY).sign(Requests.status(), world.now()))
            .body();
    assertTrue(status.contains("\"address\":\"2001:db8:ffff::2\""), status);
    assertTrue(status.contains("\"prefix\":\"2001:db8:3:4::/64\""), status);
  }

  @Test
  void prefixIsNoMore_hostsRecordsGoWhereAnotherAddressRemains() {
    hostAndRouter(new HostPart(0x53, 0));
    accepted("{\"ipv4\":\"203.0.113.9\",\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    accepted("{\"ipv6Prefix\":null}");
    assertEquals("", published(HOST, Family.IPV6));
    assertEquals("203.0.113.9", published(HOST, Family.IPV4));
  }

  /** The whole prefix that a provider delegates, and which of its links a host is in. */
  @ParameterizedTest
  @CsvSource({
    "0x2, 2001:db8:1:200::/56, 2001:db8:1:202::53",
    "0xff, 2001:db8:1:200::/56, 2001:db8:1:2ff::53",
    "0, 2001:db8:1:200::/56, 2001:db8:1:200::53",
    "0xffff, 2001:db8:1::/48, 2001:db8:1:ffff::53"
  })
  void subnetOfAShorterPrefix(String subnet, String prefix, String address) {
    hostAndRouter(new HostPart(0x53, Integer.decode(subnet)));
    accepted("{\"ipv6Prefix\":\"" + prefix + "\"}");
    assertEquals(address, published(HOST, Family.IPV6));
  }

  @ParameterizedTest
  @CsvSource({"2, 2001:db8:1:2::/64, no other subnet", "0x100, 2001:db8:1:200::/56, 256 subnets"})
  void prefixWithoutThatSubnet_refusedAndNothingStored(String subnet, String prefix, String has) {
    hostAndRouter(new HostPart(0x53, Integer.decode(subnet)));
    Answer answer = refused("{\"ipv6Prefix\":\"" + prefix + "\"}");
    assertTrue(answer.body().contains(HOST), answer.body());
    assertTrue(answer.body().contains(has), answer.body());
    assertTrue(world.state.stored(TOKYO).newest().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2001:db8:1:2::\"",
        "\"2001:db8:1:2::53/64\"",
        "\"2001:db8::/47\"",
        "\"2001:db8:1:2:3::/65\"",
        "\"2001:db8:1:2::/064\"",
        "\"203.0.113.0/24\"",
        "\"auto\"",
        "\"\"",
        "64",
        "{}"
      })
  void noPrefix_refused(String prefix) {
    hosts(DOCUMENTATION, 1);
    Answer answer = report("{\"ipv6Prefix\":" + prefix + "}").assertProblem(400, "body-invalid");
    assertTrue(answer.body().contains("update: ipv6Prefix must be "), answer.body());
  }

  /** What a site may report holds for the whole prefix. */
  @ParameterizedTest
  @CsvSource({
    "fd00:1:2:3::/64, 422",
    "2001:db8:1:2::/64, 200",
    "2a00:1450:1:2::/64, 422",
    "2002:c633:6401::/48, 422"
  })
  void prefixThatMayNotBeReported_refused(String prefix, int status) {
    hosts(DOCUMENTATION, 1);
    assertEquals(status, report("{\"ipv6Prefix\":\"" + prefix + "\"}").status());
  }

  @Test
  void allowedRangeIsSmallerThanThePrefix_refused() {
    hosts(
        new Allow(List.of(), List.of(Cidr.parse("2001:db8:1:2::/64").orElseThrow()), false, false),
        1);
    refused("{\"ipv6Prefix\":\"2001:db8:1::/56\"}");
    accepted("{\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
  }

  /** Whoever may report only where it is must call from inside the prefix. */
  @Test
  void sameAsSource_callFromElsewhere_refused() {
    hosts(new Allow(List.of(), List.of(Cidr.parse("2001:db8::/32").orElseThrow()), false, true), 1);
    Answer answer = refused("{\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    assertTrue(answer.body().contains("from inside that prefix"), answer.body());
  }

  /** What the site said of itself, when the name still followed it, is no address of the host. */
  @Test
  void nameFollowsAHostFromNowOn_theSitesOwnAddressIsNotTheHosts() {
    hostAndRouter(new HostPart(0x53, 0));
    accepted("{\"ipv4\":\"203.0.113.9\",\"ipv6\":\"2001:db8:ffff::1\"}");
    host(ROUTER, new HostPart(0x99, 0));
    accepted("{\"ipv4\":\"203.0.113.10\"}");
    assertEquals("203.0.113.10", published(ROUTER, Family.IPV4));
    NameState row = world.state.stored(fqdn(ROUTER));
    Name name =
        World.registered(fqdn(ROUTER), List.of(new Member.OfHost(TOKYO, new HostPart(0x99, 0))));
    assertEquals(
        Optional.of(Content.NOTHING), Election.of(name, row, Family.IPV6), "for the re-check");
    accepted("{\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    assertEquals("2001:db8:1:2::99", published(ROUTER, Family.IPV6));
  }

  @Test
  void hostsPart_changesByTheOperator_followsAtTheNextReport() {
    hosts(DOCUMENTATION, 1);
    accepted("{\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    host("h0.example.com", new HostPart(0x99, 0));
    accepted("{\"ipv6Prefix\":\"2001:db8:1:2::/64\"}");
    assertEquals("2001:db8:1:2::99", published("h0.example.com", Family.IPV6));
  }
}
