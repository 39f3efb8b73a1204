package dev.ddns53.core.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature that a request should have: AWS Signature Version 4 with {@code DDNS} for {@code
 * AWS} (key seed {@code DDNS4} + key, terminator {@code ddns4_request}), headers in the client's
 * order, no query.
 *
 * <p>Blanks in a header's value count as curl from 7.86 and AWS write them canonically. A header
 * that is covered and did not arrive counts as empty: curl signs one of nothing but blanks, and
 * does not send it. API Gateway joins headers of one name by commas, turns {@code X-Forwarded-*}
 * into {@code Forwarded} and adds a content type to a request without a body: who signs those
 * cannot be verified there, and is refused.
 */
final class Signature {

  private static final String REGION = "global";
  private static final String SERVICE = "update";
  private static final String TERMINATOR = "ddns4_request";
  private static final String SEED = "DDNS4";
  private static final String HMAC = "HmacSHA256";
  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final Pattern ENDS = Pattern.compile("^ | $");

  /** What follows the day in a credential. */
  static final String SCOPE = String.join("/", REGION, SERVICE, TERMINATOR);

  private Signature() {}

  /**
   * Whether the stated signature is that of the request under one of the keys and one of the
   * spellings of our host. Tries all of them, always.
   */
  static boolean matches(Authorization.Stated stated, Request request, List<String> keys) {
    byte[] claimed = stated.signature().getBytes(StandardCharsets.US_ASCII);
    List<String> texts =
        request.hosts().stream().map(host -> stringToSign(stated, request, host)).toList();
    boolean matches = false;
    for (String key : keys) {
      byte[] signingKey = signingKey(key, stated.day());
      for (String text : texts) {
        String signature = HexFormat.of().formatHex(hmac(signingKey, text));
        matches |= MessageDigest.isEqual(claimed, signature.getBytes(StandardCharsets.US_ASCII));
      }
    }
    return matches;
  }

  /** The signature of what is stated, under a key and a spelling of our host. */
  static String of(Authorization.Stated stated, Request request, String host, String key) {
    return HexFormat.of()
        .formatHex(hmac(signingKey(key, stated.day()), stringToSign(stated, request, host)));
  }

  private static String stringToSign(Authorization.Stated stated, Request request, String host) {
    return String.join(
        "\n",
        Authorization.SCHEME,
        stated.date(),
        stated.day() + "/" + SCOPE,
        sha256(canonicalRequest(stated, request, host).getBytes(StandardCharsets.UTF_8)));
  }

  private static String canonicalRequest(
      Authorization.Stated stated, Request request, String host) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n').append(request.path()).append("\n\n");
    for (String name : stated.signedHeaders()) {
      String value = name.equals("host") ? host : request.header(name).orElse("");
      text.append(name).append(':').append(canonical(value)).append('\n');
    }
    text.append('\n').append(String.join(";", stated.signedHeaders())).append('\n');
    return text.append(sha256(request.body().octets())).toString();
  }

  /** Each run of spaces and tabs is one space; none stands at the ends. No other octet changes. */
  private static String canonical(String value) {
    return ENDS.matcher(BLANKS.matcher(value).replaceAll(" ")).replaceAll("");
  }

  private static byte[] signingKey(String key, String day) {
    byte[] daily = hmac((SEED + key).getBytes(StandardCharsets.UTF_8), day);
    return hmac(hmac(hmac(daily, REGION), SERVICE), TERMINATOR);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is part of every JDK", e);
    }
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
