package dev.ddns53.cli.recheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.Neutral;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * The re-check's function of a stack in AWS, called by one signed request.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class StackFunction implements Rechecks {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** Longer than the function may run. */
  private static final Duration ANSWER = Duration.ofMinutes(6);

  private static final String FAULT = "X-Amz-Function-Error";
  private static final int OK = 200;
  private static final int ARN_PARTS = 7;
  private static final int REGION = 3;

  private final String arn;
  private final Region region;
  private final URI endpoint;
  private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;

  /** The function at its region's endpoint. */
  public static StackFunction of(
      String arn, IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
    Region region = region(arn);
    String host = "lambda." + region.id() + "." + PartitionMetadata.of(region).dnsSuffix();
    return new StackFunction(arn, URI.create("https://" + host), credentials);
  }

  /**
   * The function.
   *
   * @param arn of its alias
   */
  StackFunction(
      String arn, URI endpoint, IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
    this.arn = arn;
    this.region = region(arn);
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  private static Region region(String arn) {
    String[] parts = arn.split(":", -1);
    if (parts.length < ARN_PARTS || !parts[0].equals("arn") || parts[REGION].isEmpty()) {
      throw new CliException("The stack's parameter holds no ARN of a function: " + arn);
    }
    return Region.of(parts[REGION]);
  }

  @Override
  public RecheckReport run(Optional<ZoneId> zone) {
    try (SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(ANSWER)
            .build()) {
      HttpExecuteResponse response = http.prepareRequest(signed(Rechecks.event(zone))).call();
      return report(response, body(response));
    } catch (IOException | SdkException | CompletionException e) {
      throw new CliException("The re-check's function cannot be called: " + e.getMessage(), e);
    }
  }

  private HttpExecuteRequest signed(String event) {
    ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(event);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .encodedPath(
                "/2015-03-31/functions/"
                    + URLEncoder.encode(arn, StandardCharsets.UTF_8)
                    + "/invocations")
            .putHeader("Content-Type", "application/json")
            .putHeader(
                "Content-Length", Integer.toString(event.getBytes(StandardCharsets.UTF_8).length))
            .build();
    AwsCredentialsIdentity identity = credentials.resolveIdentity().join();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(identity)
                        .request(request)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElse(payload))
        .build();
  }

  private static String body(HttpExecuteResponse response) throws IOException {
    Optional<AbortableInputStream> body = response.responseBody();
    if (body.isEmpty()) {
      return "";
    }
    try (AbortableInputStream stream = body.get()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private RecheckReport report(HttpExecuteResponse response, String body) {
    if (response.httpResponse().statusCode() != OK) {
      throw new CliException(
          "AWS Lambda does not run the re-check's function %s: %s"
              .formatted(arn, message(body, "message", "Message")));
    }
    if (response.httpResponse().firstMatchingHeader(FAULT).isPresent()) {
      throw new CliException(
          "The re-check's function failed: " + message(body, "errorMessage", "errorType"));
    }
    return RecheckReport.parse(body);
  }

  private static String message(String body, String field, String other) {
    try {
      var root = MAPPER.readTree(body);
      String text = root.path(field).asText(root.path(other).asText());
      return Neutral.line(text.isEmpty() ? body : text);
    } catch (JsonProcessingException notJson) {
      return Neutral.line(body);
    }
  }
}
