package dev.ddns53.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Body;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.record.Reported;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClaimsTest {

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static String resolve(String body, Allow allow, String source) throws InvalidJson {
    return switch (Claims.resolve(Update.parse(Body.of(body)), allow, ip(source))) {
      case Claims.Resolved.Allowed(Reported reported) -> {
        Map<Family, String> texts = new TreeMap<>();
        reported
            .addresses()
            .forEach(
                (family, address) ->
                    texts.put(family, address.map(IpAddress::toString).orElse("none")));
        yield texts.toString();
      }
      case Claims.Resolved.Refused refused -> refused.problem().code().slug();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}| 198.51.100.7| {IPv4=198.51.100.7}",
        "{}| 2001:db8::7| {IPv6=2001:db8::7}",
        "{}| ::ffff:198.51.100.7| {IPv4=198.51.100.7}",
        "{}| 10.0.0.7| address-refused",
        "{}| fe80::7| address-refused",
        "{\"ipv4\":\"auto\"}| 198.51.100.7| {IPv4=198.51.100.7}",
        "{\"ipv4\":\"auto\"}| 2001:db8::7| wrong-family",
        "{\"ipv6\":\"auto\"}| 198.51.100.7| wrong-family",
        "{\"ipv6\":\"auto\"}| 2001:db8::7| {IPv6=2001:db8::7}",
        "{\"ipv4\":\"auto\",\"ipv6\":\"auto\"}| 198.51.100.7| wrong-family",
        "{\"ipv4\":\"192.0.2.1\"}| 2001:db8::7| {IPv4=192.0.2.1}",
        "{\"ipv4\":\"192.0.2.1\"}| 10.0.0.7| {IPv4=192.0.2.1}",
        "{\"ipv4\":\"10.0.0.1\"}| 198.51.100.7| address-refused",
        "{\"ipv4\":\"2001:db8::1\"}| 198.51.100.7| wrong-family",
        "{\"ipv6\":\"192.0.2.1\"}| 198.51.100.7| wrong-family",
        "{\"ipv4\":\"auto\",\"ipv6\":\"2001:db8::1\"}| 198.51.100.7| {IPv4=198.51.100.7,"
            + " IPv6=2001:db8::1}",
        "{\"ipv4\":\"192.0.2.1\",\"ipv6\":\"::1\"}| 198.51.100.7| address-refused",
        "{\"ipv4\":\"127.0.0.1\",\"ipv6\":\"2001:db8::1\"}| 198.51.100.7| address-refused"
      })
  void claimAndSource_decide(String body, String source, String outcome) throws InvalidJson {
    assertEquals(outcome, resolve(body, Allow.DEFAULT, source));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}| 10.1.2.3| true| false| {IPv4=10.1.2.3}",
        "{}| 127.0.0.1| true| false| address-refused",
        "{}| 198.51.100.7| false| true| {IPv4=198.51.100.7}",
        "{\"ipv4\":\"192.0.2.1\"}| 198.51.100.7| false| true| address-refused",
        "{\"ipv4\":\"198.51.100.7\"}| 198.51.100.7| false| true| {IPv4=198.51.100.7}",
        "{\"ipv4\":\"auto\",\"ipv6\":\"2001:db8::1\"}| 198.51.100.7| false| true| address-refused",
        "{\"ipv4\":\"10.0.0.2\"}| 10.0.0.1| true| true| address-refused"
      })
  void options_decide(
      String body, String source, boolean internal, boolean sameAsSource, String outcome)
      throws InvalidJson {
    Allow allow = new Allow(List.of(), List.of(), internal, sameAsSource);
    assertEquals(outcome, resolve(body, allow, source));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ipv4\":\"203.0.113.1\"}| {IPv4=203.0.113.1}",
        "{\"ipv4\":\"203.0.114.1\"}| address-refused",
        "{\"ipv6\":\"2001:db8::1\"}| address-refused",
        "{}| address-refused"
      })
  void addressList_holdsForBothFamilies(String body, String outcome) throws InvalidJson {
    Allow allow =
        new Allow(List.of(), List.of(Cidr.parse("203.0.113.0/24").orElseThrow()), false, false);
    assertEquals(outcome, resolve(body, allow, "198.51.100.7"));
  }
}
