package dev.ddns53.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.auth.Body;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.record.Reported.OfPrefix;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a body says, and why another cannot be read. */
final class UpdateTest {

  private static final IpAddress FOUR = IpAddress.parse("192.0.2.1").orElseThrow();
  private static final Ipv6Prefix PREFIX = Ipv6Prefix.parse("2001:db8:1:2::/64").orElseThrow();

  private static Update parse(String body) throws InvalidJson {
    return Update.parse(Body.of(body.replace('\'', '"')));
  }

  @Test
  void fields_eachAsAClaim() throws InvalidJson {
    assertEquals(
        new Update(
            Map.of(Family.IPV4, new Update.Claim.Given(FOUR), Family.IPV6, new Update.Claim.None()),
            Optional.of(new OfPrefix(Optional.of(PREFIX))),
            Optional.of(Set.of(World.fqdn("a.example.com")))),
        parse(
            "{'ipv4':'192.0.2.1','ipv6':null,'ipv6Prefix':'2001:db8:1:2::/64',"
                + "'names':['A.example.com.']}"));
    assertEquals(
        Map.of(Family.IPV6, new Update.Claim.Automatic()), parse("{'ipv6':'auto'}").claims());
    assertEquals(
        Optional.of(new OfPrefix(Optional.empty())), parse("{'ipv6Prefix':null}").prefix());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "{'names':['a.example.com']} | true",
        "{'ipv4':null} | false",
        "{'ipv6Prefix':null} | false"
      })
  void saysNothing_whereOnlyTheCallTellsOfAnAddress(String body, boolean nothing)
      throws InvalidJson {
    assertEquals(nothing, parse(body).saysNothing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'ip':'192.0.2.1'} | unknown field \"ip\"",
        "{'ipv4':'here'} | ipv4 must be an address, \"auto\" or null, not \"here\"",
        "{'names':[]} | names must have at least one name, or be left out",
        "{'names':['a']} | names must be a domain name in ASCII, not \"a\"",
        "{'names':[1]} | names must be a text in quotes",
        "{'names':['köln.example.com']} | names takes names in ASCII: write"
            + " \"xn--kln-sna.example.com\""
      })
  void bodyThatCannotBeRead_saidWhy(String body, String why) {
    InvalidJson fault = assertThrows(InvalidJson.class, () -> parse(body));
    assertTrue(String.valueOf(fault.getMessage()).startsWith(why), fault::getMessage);
  }

  @Test
  void octetsThatAreNoText_refused() {
    Body body = Body.of(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});
    InvalidJson fault = assertThrows(InvalidJson.class, () -> Update.parse(body));
    assertEquals("it is not UTF-8", fault.getMessage());
  }

  /** As a router says it: each address is given, and nothing is taken back. */
  @Test
  void addressesThatWereNamed_areGiven() {
    Update update = Update.of(Map.of(Family.IPV4, FOUR), Optional.of(PREFIX), Optional.empty());
    assertEquals(Map.of(Family.IPV4, new Update.Claim.Given(FOUR)), update.claims());
    assertEquals(Optional.of(new OfPrefix(Optional.of(PREFIX))), update.prefix());
    assertFalse(update.saysNothing());
    assertTrue(Update.of(Map.of(), Optional.empty(), Optional.empty()).saysNothing());
  }
}
