package dev.ddns53.cli.recheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

final class StackFunctionTest {

  private static final String ARN =
      "arn:aws:lambda:eu-central-1:123456789012:function:ddns53-recheck:live";
  private static final String ANSWER =
      """
      {"names":{"all":3,"in-sync":2,"blocked":1},"sites":{"all":4,"stale":1},
       "remarkable":[{"name":"vpn.example.com","standing":"blocked","detail":"A: not ours"}],
       "troubles":["Z1: Route 53 cannot be read"]}
      """;

  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = ANSWER;
  private Optional<String> fault = Optional.empty();

  StackFunctionTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI().getRawPath()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          fault.ifPresent(kind -> exchange.getResponseHeaders().add("X-Amz-Function-Error", kind));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private RecheckReport run(Optional<ZoneId> zone) {
    return new StackFunction(
            ARN,
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
        .run(zone);
  }

  private String refusal() {
    return String.valueOf(
        assertThrows(CliException.class, () -> run(Optional.empty())).getMessage());
  }

  @Test
  void zone_calledByOneSignedRequest() {
    run(Optional.of(new ZoneId("Z0")));
    assertEquals(1, requests.size());
    String request = requests.getFirst();
    assertTrue(
        request.startsWith(
            "POST /2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-central-1%3A123456789012%3Afunction"
                + "%3Addns53-recheck%3Alive/invocations {\"zoneId\":\"Z0\"} AWS4-HMAC-SHA256"
                + " Credential=AKID/"),
        request);
    assertTrue(request.contains("/eu-central-1/lambda/aws4_request"), request);
  }

  @Test
  void answer_read() {
    RecheckReport report = run(Optional.empty());
    assertTrue(requests.getFirst().contains(" {} "), requests.getFirst());
    assertEquals(1, report.count(Standing.BLOCKED));
    assertEquals(
        List.of(
            "NAME             STANDING  DETAIL",
            "vpn.example.com  blocked   A: not ours",
            "",
            "3 names: 2 in-sync, 1 blocked; 4 sites, 1 stale."),
        report.lines());
    assertEquals(List.of("not done: Z1: Route 53 cannot be read"), report.remarks());
  }

  @Test
  void accessDenied_saysWhatAwsSays() {
    status = 403;
    answer = "{\"Message\":\"User is not authorized to perform: lambda:InvokeFunction\"}";
    String refusal = refusal();
    assertTrue(refusal.contains(ARN), refusal);
    assertTrue(refusal.endsWith("not authorized to perform: lambda:InvokeFunction"), refusal);
    assertEquals(1, requests.size());
  }

  @Test
  void faultOfTheFunction_told() {
    fault = Optional.of("Unhandled");
    answer = "{\"errorMessage\":\"Task timed out after 300.00 seconds\"}";
    assertEquals("The re-check's function failed: Task timed out after 300.00 seconds", refusal());
  }

  @Test
  void somethingElseAsAnswer_told() {
    for (String other : List.of("", "null", "[]", "<html>", "{}")) {
      answer = other;
      assertTrue(refusal().startsWith("The re-check's answer cannot be read"), other);
    }
  }

  @Test
  void nobodyThere_told() {
    server.stop(0);
    assertTrue(refusal().startsWith("The re-check's function cannot be called: "), refusal());
  }

  @Test
  void parameterThatIsNoArn_told() {
    for (String text : List.of("", "ddns53-recheck", "arn:aws:lambda::1:function:x")) {
      assertThrows(
          CliException.class,
          () ->
              StackFunction.of(
                  text,
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"))));
    }
  }
}
