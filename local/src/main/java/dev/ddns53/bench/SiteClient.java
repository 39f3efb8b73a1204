package dev.ddns53.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sites' requests, signed as {@code curl --aws-sigv4 ddns:ddns:global:update} signs them. */
final class SiteClient implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SCOPE = "global/update/ddns4_request";
  private static final Pattern OUTCOME =
      Pattern.compile("\"(?:status|code)\" ?: ?\"([a-z0-9-]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI update;

  SiteClient(URI front) {
    this.update = front.resolve("/v1/update");
  }

  /**
   * What it was answered.
   *
   * @param outcome such as {@code updated}; of a refusal its code
   * @param at when the answer was there
   */
  record Answer(int status, String outcome, Instant at) {

    boolean isAccepted() {
      return status == 200 || status == 202;
    }
  }

  /** Sends an update. */
  Answer send(String site, String key, String body) throws IOException, InterruptedException {
    String time = TIME.format(Instant.now());
    HttpRequest request =
        HttpRequest.newBuilder(update)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-Ddns-Date", time)
            .header("Authorization", authorization(site, key, time, body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    Matcher outcome = OUTCOME.matcher(answer.body());
    return new Answer(answer.statusCode(), outcome.find() ? outcome.group(1) : "", Instant.now());
  }

  private String authorization(String site, String key, String time, String body) {
    String day = time.substring(0, 8);
    String headers = "host;x-ddns-date";
    String canonical =
        "POST\n/v1/update\n\nhost:%s\nx-ddns-date:%s\n\n%s\n%s"
            .formatted(update.getAuthority(), time, headers, sha256(body));
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

  @Override
  public void close() {
    http.close();
  }
}
