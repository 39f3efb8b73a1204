package dev.ddns53.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a site's updates as {@code curl --aws-sigv4 ddns:ddns:global:update} does. */
record SiteSignature(String site, String key) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SCOPE = "global/update/ddns4_request";

  /** What an update with this body, sent to a host now, must carry. */
  Map<String, String> headers(String host, String body) {
    String time = TIME.format(Instant.now());
    return Map.of("X-Ddns-Date", time, "Authorization", authorization(host, time, body));
  }

  private String authorization(String host, String time, String body) {
    String day = time.substring(0, 8);
    String headers = "host;x-ddns-date";
    String canonical =
        "POST\n/v1/update\n\nhost:%s\nx-ddns-date:%s\n\n%s\n%s"
            .formatted(host, time, headers, sha256(body));
    String text = "DDNS4-HMAC-SHA256\n%s\n%s/%s\n%s".formatted(time, day, SCOPE, sha256(canonical));
    byte[] signing = ("DDNS4" + key).getBytes(StandardCharsets.UTF_8);
    for (String part : (day + "/" + SCOPE).split("/", -1)) {
      signing = hmac(signing, part);
    }
    return "DDNS4-HMAC-SHA256 Credential=%s/%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(site, day, SCOPE, headers, HexFormat.of().formatHex(hmac(signing, text)));
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
