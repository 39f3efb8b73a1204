package dev.ddns53.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sites' requests over HTTP. */
final class SiteClient implements AutoCloseable {

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
    HttpRequest.Builder request =
        HttpRequest.newBuilder(update)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    new SiteSignature(site, key).headers(update.getAuthority(), body).forEach(request::header);
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    Matcher outcome = OUTCOME.matcher(answer.body());
    return new Answer(answer.statusCode(), outcome.find() ? outcome.group(1) : "", Instant.now());
  }

  @Override
  public void close() {
    http.close();
  }
}
