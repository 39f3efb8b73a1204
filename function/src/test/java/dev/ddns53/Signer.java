package dev.ddns53;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as {@code curl --aws-sigv4 provider:provider:region:service --user site:key} does.
 *
 * @param provider lower case: {@code ddns}, or {@code aws} for a signature of AWS's own kind
 */
public record Signer(String site, String key, String provider, String region, String service) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  public static Signer of(String site, String key) {
    return new Signer(site, key, "ddns", "global", "update");
  }

  public static String time(Instant at) {
    return TIME.format(at);
  }

  /** Signs host and date. */
  public Requests sign(Requests request, Instant at) {
    return sign(request, at, List.of("host", "x-ddns-date"));
  }

  /** Signs these headers, in this order. */
  public Requests sign(Requests request, Instant at, List<String> headers) {
    Requests dated = request.header("x-ddns-date", time(at));
    return dated.header("authorization", authorization(dated, time(at), headers));
  }

  private String authorization(Requests request, String time, List<String> headers) {
    String scope = String.join("/", time.substring(0, 8), region, service, provider + "4_request");
    String algorithm = upper() + "4-HMAC-SHA256";
    String text =
        algorithm + '\n' + time + '\n' + scope + '\n' + hex(sha256(canonical(request, headers)));
    byte[] signingKey = utf8(upper() + "4" + key);
    for (String part : scope.split("/", -1)) {
      signingKey = hmac(signingKey, part);
    }
    return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(algorithm, site, scope, String.join(";", headers), hex(hmac(signingKey, text)));
  }

  private static byte[] canonical(Requests request, List<String> headers) {
    StringBuilder lines = new StringBuilder();
    headers.forEach(
        name -> lines.append(name).append(':').append(request.header(name)).append('\n'));
    return utf8(
        String.join(
            "\n",
            request.method(),
            request.path(),
            request.query(),
            lines,
            String.join(";", headers),
            hex(sha256(request.body().octets()))));
  }

  private String upper() {
    return provider.toUpperCase(java.util.Locale.ROOT);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
