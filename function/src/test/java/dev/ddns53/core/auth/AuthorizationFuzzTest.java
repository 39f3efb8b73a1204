package dev.ddns53.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ddns53.core.address.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Any octets as a signature's header, and as its date after the first line. */
final class AuthorizationFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void header(byte[] octets) {
    String[] lines = new String(octets, StandardCharsets.UTF_8).split("\n", 2);
    String date = lines.length > 1 ? lines[1] : "20261123T202046Z";
    switch (Authorization.of(request(lines[0], date))) {
      case Authorization.Unreadable(var problem) -> {
        assertEquals(401, problem.code().status());
        assertTrue(problem.detail().length() < 300, problem::detail);
      }
      case Authorization.Stated stated -> {
        assertEquals(date, stated.date());
        assertFalse(stated.signedHeaders().isEmpty());
        assertEquals(
            written(stated),
            lines[0]
                .replace(",SignedHeaders", ", SignedHeaders")
                .replace(",Signature", ", Signature"));
      }
    }
  }

  private static String written(Authorization.Stated stated) {
    return "DDNS4-HMAC-SHA256 Credential=%s/%s/global/update/ddns4_request, SignedHeaders=%s, Signature=%s"
        .formatted(
            stated.site(),
            stated.date().substring(0, 8),
            String.join(";", stated.signedHeaders()),
            stated.signature());
  }

  private static Request request(String authorization, String date) {
    return new Request(
        "POST",
        "/v1/update",
        "",
        Map.of(
            "authorization",
            authorization,
            "x-ddns-date",
            date,
            "host",
            "ddns.example.com",
            "content-type",
            "application/json"),
        Body.of("{}"),
        IpAddress.parse("198.51.100.7").orElseThrow(),
        Set.of("ddns.example.com"));
  }
}
