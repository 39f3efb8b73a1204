package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.fleet.Allow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a site may report, and what it is told of the others. */
final class AddressTest {

  private static final String REFUSED = "address-refused";
  private static final Allow INTERNAL = new Allow(List.of(), List.of(), true, false);
  private static final Allow ONLY_SOURCE = new Allow(List.of(), List.of(), false, true);

  private static String body(String address) {
    boolean mapped = address.matches("(?i)(::|(0:){5})ffff:(?!0:).*");
    String field = address.contains(":") && !mapped ? "ipv6" : "ipv4";
    return "{\"" + field + "\":\"" + address + "\"}";
  }

  private static World world(Allow allow) {
    return new World().site("tokyo", allow, "vpn.tokyo.example.com");
  }

  private static Answer assertRefused(World world, Answer answer, int status, String code) {
    assertTrue(world.calls().wroteNothing());
    assertEquals(0, world.records.reads());
    return answer.assertProblem(status, code);
  }

  private static Allow addresses(String... ranges) {
    return new Allow(
        List.of(),
        Stream.of(ranges).map(range -> Cidr.parse(range).orElseThrow()).toList(),
        false,
        false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "auto ",
        "AUTO",
        "localhost",
        "vpn.tokyo.example.com",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        ".1.2.3.4",
        "1..3.4",
        "1.2.3.256",
        "1.2.3.-4",
        "+1.2.3.4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "1.2.3.4\n",
        "01.2.3.4",
        "1.2.3.04",
        "198.051.100.7",
        "0306.063.0144.07",
        "0xc6.0x33.0x64.0x7",
        "0xc6336407",
        "3325256711",
        "198.51.25607",
        "1.2.3.4:80",
        "1.2.3.4/32",
        "1.2.3.4%eth0",
        "1.2.3.4,1.2.3.5",
        "\uff11.2.3.4",
        "\u0661.2.3.4",
        "[198.51.100.7]"
      })
  void malformedIpv4_refused(String text) {
    World world = world(Allow.DEFAULT);
    String body = "{\"ipv4\":\"" + text.replace("\n", "\\n") + "\"}";
    assertRefused(world, world.update("tokyo", body), 400, "body-invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "1::2::3",
        "2001:db8",
        "2001:db8:1:2:3:4:5",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1:2:3:4:5:6:7:",
        ":1:2:3:4:5:6:7",
        "2001:db8::g",
        "2001:db8::10000",
        "2001:00db8::1",
        "2001:0000db8::1",
        "2001:db8::00001",
        "[2001:db8::1]",
        "2001:db8::1/64",
        "2001:db8::1%1",
        "fe80::1%eth0",
        "2001:db8::1 ",
        "2001:db8::1\n",
        "2001:db8::1.2.3",
        "2001:db8::1.2.3.256",
        "2001:db8::01.2.3.4",
        "::1.2.3.4:1",
        "1.2.3.4::",
        "2001-db8--1",
        "2001:db8::\uff11",
        "0x2001:db8::1",
        "::ffff:0x1.2.3.4",
        "::ffff:1.2.3.4/128"
      })
  void malformedIpv6_refused(String text) {
    World world = world(Allow.DEFAULT);
    String body = "{\"ipv6\":\"" + text.replace("\n", "\\n") + "\"}";
    assertRefused(world, world.update("tokyo", body), 400, "body-invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "ipv4, 2001:db8::1",
    "ipv4, ::",
    "ipv6, 198.51.100.7",
    "ipv6, ::ffff:198.51.100.7",
    "ipv6, ::ffff:c633:6407",
    "ipv6, 0:0:0:0:0:ffff:198.51.100.7"
  })
  void otherFamily_refused(String field, String address) {
    World world = world(Allow.DEFAULT);
    Answer answer = world.update("tokyo", "{\"" + field + "\":\"" + address + "\"}");
    assertRefused(world, answer, 422, "wrong-family");
    assertTrue(answer.body().contains("Put it into the other field"), answer.body());
  }

  @ParameterizedTest
  @CsvSource({"ipv6, 198.51.100.7, -6", "ipv4, 2001:db8::1, -4", "ipv6, ::ffff:198.51.100.7, -6"})
  void automaticButCallingByTheOtherFamily_toldHow(String field, String source, String option) {
    World world = world(Allow.DEFAULT);
    Requests request = world.signed("tokyo", "{\"" + field + "\":\"auto\"}").from(source);
    Answer answer = assertRefused(world, world.send(request), 422, "wrong-family");
    assertTrue(answer.body().contains("curl " + option), answer.body());
  }

  /** One bad of two: neither is taken. */
  @ParameterizedTest
  @CsvSource({"198.51.100.7, ::1", "127.0.0.1, 2001:db8::1", "198.51.100.7, ::ffff:198.51.100.7"})
  void oneOfTwoRefused_nothingTaken(String ipv4, String ipv6) {
    World world = world(Allow.DEFAULT);
    String body = "{\"ipv4\":\"" + ipv4 + "\",\"ipv6\":\"" + ipv6 + "\"}";
    Answer answer = world.update("tokyo", body);
    assertEquals(422, answer.status(), answer.body());
    assertTrue(world.calls().wroteNothing());
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:198.51.100.8, 198.51.100.8",
    "::FFFF:c633:6408, 198.51.100.8",
    "0:0:0:0:0:ffff:198.51.100.8, 198.51.100.8",
    "198.51.100.8, 198.51.100.8",
    "2001:0DB8:0:0:0:0:0:8, 2001:db8::8",
    "2001:db8:0:0:1:0:0:8, 2001:db8::1:0:0:8",
    "2001:db8::198.51.100.8, 2001:db8::c633:6408"
  })
  void otherSpelling_publishedInTheCanonicalOne(String address, String published) {
    World world = world(Allow.DEFAULT);
    Answer answer = world.update("tokyo", body(address)).assertRecord(200, "updated");
    assertEquals(published, answer.json().at("/records/0/address").asText());
  }

  /** Ends of each range, and their neighbours outside. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, unspecified",
    "0.0.0.1, 0.0.0.0/8",
    "0.255.255.255, 0.0.0.0/8",
    "1.0.0.0, ",
    "9.255.255.255, ",
    "10.0.0.0, private",
    "10.255.255.255, private",
    "11.0.0.0, ",
    "100.63.255.255, ",
    "100.64.0.0, carrier-grade NAT",
    "100.127.255.255, carrier-grade NAT",
    "100.128.0.0, ",
    "126.255.255.255, ",
    "127.0.0.0, loopback",
    "127.255.255.255, loopback",
    "128.0.0.0, ",
    "169.253.255.255, ",
    "169.254.0.0, link-local",
    "169.254.255.255, link-local",
    "169.255.0.0, ",
    "172.15.255.255, ",
    "172.16.0.0, private",
    "172.31.255.255, private",
    "172.32.0.0, ",
    "191.255.255.255, ",
    "192.0.0.0, DS-Lite",
    "192.0.0.255, DS-Lite",
    "192.0.0.9, service of the Internet",
    "192.0.0.170, NAT64",
    "192.31.196.1, service of the Internet",
    "192.52.193.1, service of the Internet",
    "192.88.98.255, ",
    "192.88.99.0, 6to4 relays",
    "192.88.99.1, 6to4 relays",
    "192.88.99.2, 6to4 relays",
    "192.88.100.0, ",
    "192.175.48.6, service of the Internet",
    "192.0.1.0, ",
    "192.167.255.255, ",
    "192.168.0.0, private",
    "192.168.255.255, private",
    "192.169.0.0, ",
    "223.255.255.255, ",
    "224.0.0.0, multicast",
    "239.255.255.255, multicast",
    "240.0.0.0, reserved",
    "255.255.255.254, reserved",
    "255.255.255.255, broadcast",
    "192.0.2.0, ",
    "192.0.2.255, ",
    "198.17.255.255, ",
    "198.18.0.0, test networks",
    "198.19.255.255, test networks",
    "198.20.0.0, ",
    "198.51.100.0, ",
    "203.0.113.255, ",
    "::ffff:10.0.0.1, private",
    "::ffff:127.0.0.1, loopback",
    "::ffff:100.64.0.1, carrier-grade",
    "::ffff:0.0.0.0, unspecified",
    "::ffff:a00:1, private",
    "::, unspecified",
    "::1, loopback",
    "::2, form of IPv6 that is retired",
    "::198.51.100.9, form of IPv6 that is retired",
    "::a9fe:a9fe, form of IPv6 that is retired",
    "::ffff:0:198.51.100.9, form of IPv6 that is retired",
    "64:ff9b::, NAT64",
    "64:ff9b::ffff:ffff, NAT64",
    "64:ff9b::1:0:0, outside 2000::/3",
    "64:ff9b:1::, NAT64",
    "64:ff9b:1:ffff:ffff:ffff:ffff:ffff, NAT64",
    "64:ff9b:2::, outside 2000::/3",
    "100::, thrown away",
    "100::ffff:ffff:ffff:ffff, thrown away",
    "100:0:0:1::, dummy prefix",
    "100:0:0:1::1, dummy prefix",
    "100:0:0:2::, outside 2000::/3",
    "1fff:ffff::, outside 2000::/3",
    "2000::, ",
    "2001:2::, test networks",
    "2001:2:0:ffff:ffff:ffff:ffff:ffff, test networks",
    "2001:2:1::, kept for protocols",
    "2001::, Teredo",
    "2001:0:ffff:ffff:ffff:ffff:ffff:ffff, Teredo",
    "2001:1::, kept for protocols",
    "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, kept for protocols",
    "2001:200::, ",
    "2001:10::1, identifier",
    "2001:20::5, identifier",
    "2001:30::, identifier",
    "2001:4:112::1, service of the Internet",
    "2001:db8::, ",
    "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, ",
    "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ",
    "2002::, 6to4",
    "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 6to4",
    "2003::, ",
    "2620:4f:8000::42, service of the Internet",
    "2620:4f:8001::, ",
    "3ffe::, 6bone",
    "3fff::1, documentation",
    "3fff:1000::, ",
    "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ",
    "4000::, outside 2000::/3",
    "4000::1, outside 2000::/3",
    "5f00::1, parts of one provider's network",
    "5f01::, outside 2000::/3",
    "8000::, outside 2000::/3",
    "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, outside 2000::/3",
    "fc00::, unique local",
    "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, unique local",
    "fe00::, outside 2000::/3",
    "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff, outside 2000::/3",
    "fe80::, link-local",
    "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, link-local",
    "fec0::, unique local",
    "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, unique local",
    "ff00::, multicast",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, multicast"
  })
  void specialRange_refusedAndExplained(String address, String explanation) {
    World world = world(Allow.DEFAULT);
    Answer given = world.update("tokyo", body(address));
    if (explanation == null) {
      given.assertRecord(200, "updated");
      return;
    }
    assertRefused(world, given, 422, REFUSED);
    assertTrue(given.body().contains(explanation), given.body());

    World calling = world(Allow.DEFAULT);
    Answer automatic = calling.send(calling.signed("tokyo", "{}").from(address));
    assertRefused(calling, automatic, 422, REFUSED);
    assertEquals(given, automatic);
  }

  @Test
  void carrierGradeNat_explainedWithAWayOut() {
    World world = world(Allow.DEFAULT);
    Answer answer = world.send(world.signed("tokyo", "{}").from("100.64.0.1"));
    String detail = answer.json().path("detail").asText();
    assertTrue(detail.startsWith("100.64.0.1 is "), detail);
    assertTrue(detail.contains("nobody can connect to you"), detail);
    assertTrue(detail.contains("IPv6"), detail);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 200",
    "192.168.0.1, 200",
    "100.64.0.1, 200",
    "fd00::1, 200",
    "::ffff:10.0.0.1, 200",
    "198.51.100.8, 200",
    "127.0.0.1, 422",
    "169.254.0.1, 422",
    "224.0.0.1, 422",
    "0.0.0.0, 422",
    "255.255.255.255, 422",
    "::1, 422",
    "fe80::1, 422",
    "ff02::1, 422",
    "2002::1, 422",
    "64:ff9b::1, 422"
  })
  void internalAllowed_innerNetworksOnly(String address, int status) {
    World world = world(INTERNAL);
    assertEquals(status, world.update("tokyo", body(address)).status());
    assertEquals(status != 200, world.calls().wroteNothing());
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7, 198.51.100.7, 200",
    "198.51.100.7, 198.51.100.8, 422",
    "198.51.100.7, ::ffff:198.51.100.7, 200",
    "::ffff:198.51.100.7, 198.51.100.7, 200",
    "198.51.100.7, 2001:db8::7, 422",
    "2001:db8::7, 2001:db8:0::7, 200",
    "2001:db8::7, 2001:db8::8, 422",
    "10.0.0.1, 10.0.0.1, 422"
  })
  void sameAsSource_noOther(String source, String address, int status) {
    World world = world(ONLY_SOURCE);
    Answer answer = world.send(world.signed("tokyo", body(address)).from(source));
    assertEquals(status, answer.status(), answer.body());
    assertEquals(status != 200, world.calls().wroteNothing());
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24, 203.0.113.0, 200",
    "203.0.113.0/24, 203.0.113.255, 200",
    "203.0.113.0/24, 203.0.112.255, 422",
    "203.0.113.0/24, 203.0.114.0, 422",
    "203.0.113.0/24, ::ffff:203.0.113.1, 200",
    "203.0.113.0/24, 2001:db8::1, 422",
    "203.0.113.7, 203.0.113.7, 200",
    "203.0.113.7, 203.0.113.6, 422",
    "2001:db8::/33, 2001:db8:7fff::1, 200",
    "2001:db8::/33, 2001:db8:8000::, 422",
    "2001:db8::/33, 198.51.100.7, 422",
    "0.0.0.0/0, 198.51.100.8, 200",
    "0.0.0.0/0, 10.0.0.1, 422",
    "10.1.0.0/16, 10.1.0.1, 200",
    "10.1.0.0/16, 10.2.0.1, 422",
    "10.0.0.0/7, 10.1.0.1, 422",
    "10.0.0.0/7, 11.0.0.1, 200",
    "127.0.0.1, 127.0.0.1, 200",
    "127.0.0.1, 127.0.0.2, 422",
    "fd00::/8, fd00::1, 200",
    "fd00::/8, fc00::1, 422",
    "192.88.99.0/24, 192.88.99.1, 200",
    "192.0.0.0/24, 192.0.0.9, 200",
    "4000::/3, 4000::1, 200",
    "::/1, 4000::1, 422",
    "4000::/3, 5f00::1, 422",
    "::/0, 2001:20::5, 422"
  })
  void addressList_namesWhatMayBeReported(String range, String address, int status) {
    World world = world(addresses(range));
    Answer answer = world.update("tokyo", body(address));
    assertEquals(status, answer.status(), answer.body());
    assertEquals(status != 200, world.calls().wroteNothing());
    assertEquals(status == 200 ? "" : REFUSED, answer.code());
  }

  @Test
  void optionsTogether_eachMustHold() {
    Allow all =
        new Allow(
            List.of(Cidr.parse("198.51.100.0/24").orElseThrow()),
            List.of(Cidr.parse("198.51.100.0/25").orElseThrow()),
            false,
            true);
    World world = world(all);
    record Case(String source, String body, String code) {}
    for (Case each :
        List.of(
            new Case("198.51.101.1", "{}", "source-not-allowed"),
            new Case("198.51.100.200", "{}", REFUSED),
            new Case("198.51.100.2", "{\"ipv4\":\"198.51.100.3\"}", REFUSED))) {
      Answer answer = world.send(world.signed("tokyo", each.body).from(each.source));
      assertEquals(each.code, answer.code(), answer.body());
    }
    assertTrue(world.calls().wroteNothing());
    assertEquals(200, world.send(world.signed("tokyo", "{}").from("198.51.100.2")).status());
  }
}
