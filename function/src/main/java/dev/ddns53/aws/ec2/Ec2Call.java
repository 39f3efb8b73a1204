package dev.ddns53.aws.ec2;

import dev.ddns53.core.fleet.AwsRegion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * One call of EC2's Query API: signed, sent, its answer read.
 *
 * @param endpoint where a region's EC2 answers
 * @param credentials asked for at each call: they are renewed
 * @param home our own region
 */
public record Ec2Call(
    Supplier<SdkHttpClient> http,
    Function<String, URI> endpoint,
    Supplier<AwsCredentialsIdentity> credentials,
    InstantSource clock,
    Supplier<AwsRegion> home) {

  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
  private static final int OK = 200;
  private static final int SERVERS_FAULT = 500;
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /** Calls an action with its parameters. */
  Ec2Page call(String region, Map<String, String> parameters) throws Ec2Fault {
    byte[] form =
        parameters.entrySet().stream()
            .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    try {
      SignedRequest signed = signed(region, form);
      HttpExecuteRequest.Builder request = HttpExecuteRequest.builder().request(signed.request());
      signed.payload().ifPresent(request::contentStreamProvider);
      HttpExecuteResponse response = http.get().prepareRequest(request.build()).call();
      return read(response);
    } catch (IOException e) {
      throw Ec2Fault.passing(e);
    }
  }

  private SignedRequest signed(String region, byte[] form) {
    ContentStreamProvider payload = () -> new ByteArrayInputStream(form);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.apply(region))
            .encodedPath("/")
            .putHeader("Content-Type", FORM)
            .putHeader("Content-Length", Integer.toString(form.length))
            .build();
    return SIGNER.sign(
        sign ->
            sign.request(request)
                .payload(payload)
                .identity(credentials.get())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ec2")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(
                    AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC)));
  }

  /** As EC2 signs it: blanks as %20. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Ec2Page read(HttpExecuteResponse response) throws IOException, Ec2Fault {
    int status = response.httpResponse().statusCode();
    AbortableInputStream none = AbortableInputStream.create(new ByteArrayInputStream(new byte[0]));
    try (InputStream body = response.responseBody().orElse(none)) {
      return status == OK ? Ec2Page.read(body) : refused(status, body);
    }
  }

  private static Ec2Page refused(int status, InputStream body) throws IOException, Ec2Fault {
    throw status >= SERVERS_FAULT
        ? Ec2Fault.passing(Ec2Error.text(status, body))
        : Ec2Fault.lasting(Ec2Error.text(status, body));
  }
}
