package dev.ddns53.cli.preflight;

import dev.ddns53.terminal.Neutral;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
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
import software.amazon.awssdk.regions.Region;

/**
 * Signed requests to AWS's services in their own protocols, for the services whose SDK module this
 * command would need for one call only. They read; each is sent once, without retries.
 */
final class AwsCalls implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;

  private final Region region;
  private final Endpoints endpoints;
  private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER).build();

  AwsCalls(
      Region region,
      Endpoints endpoints,
      IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
    this.region = region;
    this.endpoints = endpoints;
    this.credentials = credentials;
  }

  Region region() {
    return region;
  }

  /**
   * A call in the protocol JSON 1.1.
   *
   * @param target such as {@code AWSEvents.DescribeEventBus}
   */
  Answer json(AwsService service, String target, String body) {
    return call(
        service,
        new Call(
            action(service, target.replaceFirst("^.*\\.", "")),
            SdkHttpMethod.POST,
            "/",
            Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target),
            body));
  }

  /** A call in the protocol Query, whose answers are XML. */
  Answer query(AwsService service, String action, Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("Action", action);
    all.put("Version", service.version());
    String body =
        all.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return call(
        service,
        new Call(
            action(service, action),
            SdkHttpMethod.POST,
            "/",
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            body));
  }

  /** A GET in the protocol REST-JSON. */
  Answer get(AwsService service, String action, String path) {
    return call(service, new Call(action(service, action), SdkHttpMethod.GET, path, Map.of(), ""));
  }

  private record Call(
      String action, SdkHttpMethod method, String path, Map<String, String> headers, String body) {}

  private static String action(AwsService service, String name) {
    return service.prefix() + ":" + name;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer call(AwsService service, Call call) {
    try {
      HttpExecuteResponse response = http.prepareRequest(signed(service, call)).call();
      return answer(call.action, response, body(response));
    } catch (IOException | SdkException | CompletionException e) {
      return new Answer.Unknown(call.action + " gets no answer: " + Neutral.line(e.toString()));
    }
  }

  private HttpExecuteRequest signed(AwsService service, Call call) {
    ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(call.body);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(call.method)
            .uri(endpoints.of(service, region))
            .encodedPath(call.path);
    call.headers.forEach(request::putHeader);
    if (!call.body.isEmpty()) {
      request.putHeader(
          "Content-Length", Integer.toString(call.body.getBytes(StandardCharsets.UTF_8).length));
    }
    AwsCredentialsIdentity identity = credentials.resolveIdentity().join();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(identity)
                        .request(request.build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.signingName())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, service.signingRegion(region)));
    HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed.request());
    return call.body.isEmpty()
        ? execute.build()
        : execute.contentStreamProvider(signed.payload().orElse(payload)).build();
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

  private static Answer answer(String action, HttpExecuteResponse response, String text) {
    int status = response.httpResponse().statusCode();
    if (status == OK) {
      return new Answer.Given(new Answer.Body(text));
    }
    ServiceError error =
        ServiceError.of(response.httpResponse().firstMatchingHeader("x-amzn-ErrorType"), text);
    if (error.isAbsence()) {
      return new Answer.Absent();
    }
    return new Answer.Unknown(
        status == FORBIDDEN || error.isDenial()
            ? "these credentials may not do " + action
            : action + " fails: " + status + " " + error.text());
  }

  /** Where a service answers. */
  interface Endpoints {
    URI of(AwsService service, Region region);
  }

  @Override
  public void close() {
    http.close();
  }
}
