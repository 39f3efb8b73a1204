package dev.ddns53.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a header states, and what its sender is told of one that cannot be read. */
final class AuthorizationTest {

  private static final String DIGITS = "0123456789abcdef".repeat(4);
  private static final Map<String, String> SENT =
      Map.of("host", "ddns.example.com", "x-ddns-date", "20261123T202046Z");

  private static String header(String signedHeaders) {
    return "DDNS4-HMAC-SHA256 Credential=tokyo/20261123/global/update/ddns4_request, SignedHeaders="
        + signedHeaders
        + ", Signature="
        + DIGITS;
  }

  private static Authorization read(Map<String, String> sent, String authorization) {
    Map<String, String> headers = new HashMap<>(sent);
    headers.put("authorization", authorization);
    return Authorization.of(
        new Request(
            "POST",
            "/v1/update",
            "",
            headers,
            Body.EMPTY,
            IpAddress.parse("198.51.100.7").orElseThrow(),
            Set.of("ddns.example.com")));
  }

  private static Authorization.Stated stated(String signedHeaders) {
    return assertInstanceOf(Authorization.Stated.class, read(SENT, header(signedHeaders)));
  }

  private static void assertUnreadable(String fault, Authorization read) {
    Problem problem = assertInstanceOf(Authorization.Unreadable.class, read).problem();
    assertEquals(Problem.Code.SIGNATURE_MALFORMED, problem.code());
    assertTrue(problem.detail().contains(": " + fault + ". Sign with"), problem.detail());
  }

  @Test
  void wellFormed_readAsItIsWritten() {
    Authorization.Stated stated = stated("host;x-ddns-date;user-agent");
    assertEquals("tokyo", stated.site().value());
    assertEquals("20261123T202046Z", stated.date());
    assertEquals("20261123", stated.day());
    assertEquals("2026-11-23T20:20:46Z", stated.signed().toString());
    assertEquals(List.of("host", "x-ddns-date", "user-agent"), stated.signedHeaders());
    assertEquals(DIGITS, stated.signature());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS4-HMAC-SHA256 Credential=x | it is one for AWS",
        "AWS4- | it is one for AWS",
        "AWS4 | the scheme is not DDNS4-HMAC-SHA256",
        "Basic dG9reW86a2V5 | the scheme is not DDNS4-HMAC-SHA256",
        "DDNS4-HMAC-SHA256 | the scheme is not DDNS4-HMAC-SHA256",
        "DDNS4-HMAC-SHA2567 x | the scheme is not DDNS4-HMAC-SHA256",
        "DDNS4-HMAC-SHA256 x | the Authorization header is not as curl writes it"
      })
  void otherForm_saidWhich(String authorization, String fault) {
    assertUnreadable(fault, read(SENT, authorization));
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "x-ddns-date"})
  void coveredHeaderDidNotArrive_saidWhich(String missing) {
    Map<String, String> sent = new HashMap<>(SENT);
    sent.remove(missing);
    assertUnreadable(
        "it covers the header " + missing + ", which did not arrive",
        read(sent, header("host;x-ddns-date")));
  }

  @Test
  void headersName_sixtyFourCharactersAtMost() {
    assertEquals(3, stated("host;x-ddns-date;" + "n".repeat(64)).signedHeaders().size());
    assertUnreadable(
        "it names a header that cannot be",
        read(SENT, header("host;x-ddns-date;" + "n".repeat(65))));
  }

  @Test
  void wholeHeader_2048CharactersAtMost() {
    StringBuilder most = new StringBuilder("host;x-ddns-date");
    int left = 2048 - header(most.toString()).length();
    for (int i = 100; left > 0; i++) {
      int chars = left > 130 ? 65 : left > 65 ? left / 2 : left;
      most.append(';').append(i).append("n".repeat(chars - 4));
      left -= chars;
    }
    assertEquals(2048, header(most.toString()).length());
    assertTrue(stated(most.toString()).signedHeaders().size() > 30);
    assertUnreadable("the Authorization header is too long", read(SENT, header(most + "n")));
  }
}
