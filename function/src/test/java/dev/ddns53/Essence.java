package dev.ddns53;

import dev.ddns53.core.auth.Body;
import java.util.Arrays;
import java.util.List;

/** What of a request its signature covers: two that agree in it are the same request. */
final class Essence {

  private Essence() {}

  static boolean isAddressRequest(Requests request) {
    return request.method().equals("GET") && request.path().equals("/ip");
  }

  static boolean isStatusRequest(Requests request) {
    return request.method().equals("GET") && request.path().equals("/v1/status");
  }

  static boolean isRouterRequest(Requests request) {
    return request.method().equals("GET")
        && List.of("/nic/update", "/v3/update").contains(request.path());
  }

  static boolean sameSigned(Requests original, Requests mutant) {
    return original.method().equals(mutant.method())
        && original.path().equals(mutant.path())
        && original.query().equals(mutant.query())
        && original.header("authorization").equals(mutant.header("authorization"))
        && original.header("x-ddns-date").equals(mutant.header("x-ddns-date"))
        && Arrays.equals(octets(original), octets(mutant))
        && sameHost(original, mutant)
        && signedHeaders(original).stream()
            .allMatch(
                name ->
                    mutant.headers().containsKey(name)
                        && (name.equals("host")
                            || trimmed(original.header(name))
                                .equals(trimmed(mutant.header(name)))));
  }

  /** As the gateway hands it over: what is no UTF-8 comes through in base64 only. */
  private static byte[] octets(Requests request) {
    Body body = request.body();
    return request.base64() ? body.octets() : body.text().orElse("\ufffd").getBytes(UTF_8);
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  /** The port may be left out when signing, and a name beside the header's is as good. */
  private static boolean sameHost(Requests original, Requests mutant) {
    String signed = original.header("host");
    return List.of(mutant.header("host"), mutant.domain()).stream()
        .anyMatch(
            host ->
                trimmed(host).equals(signed)
                    || trimmed(host.replaceFirst(":[0-9]+$", "")).equals(signed));
  }

  private static List<String> signedHeaders(Requests request) {
    String list = request.header("authorization").replaceAll(".*SignedHeaders=|,.*", "");
    return List.of(list.split(";", -1));
  }

  /** Without the blanks at its ends, which HTTP does not count; no other octet is one. */
  private static String trimmed(String value) {
    return value.replaceAll("^[ \\t]+|[ \\t]+$", "");
  }
}
