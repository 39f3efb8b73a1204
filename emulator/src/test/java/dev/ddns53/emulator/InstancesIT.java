package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EC2's Query protocol to the letter, and what a person lets happen to instances. */
class InstancesIT extends WithEmulator {

  private static final String VERSION = "&Version=2016-11-15";
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=local/20261123/us-east-1/ec2/aws4_request, SignedHeaders=host,"
          + " Signature=0";

  @BeforeEach
  void none() {
    emulator.ec2().clear();
    emulator.ec2().pageSize(0);
    emulator.ec2().set("ratePerSecond", 0);
  }

  private static HttpResponse<String> call(String form, String authorization) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(emulator.aws() + "/"))
              .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
              .header("Authorization", authorization)
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> describe(String more) {
    return call("Action=DescribeInstances" + VERSION + more, SIGNED);
  }

  private static JsonNode act(String action, String body) {
    HttpResponse<String> answer = control("POST", "actions/ec2/" + action, body);
    try {
      return JsonMapper.builder().build().readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 200, <reservationSet>",
    "&Colour=red, 400, <Code>UnknownParameter</Code>",
    "&Filter.1.Name=colour&Filter.1.Value.1=red, 400, <Code>InvalidParameterValue</Code>",
    "&Filter.1.Name=tag:Name, 400, <Code>InvalidParameterValue</Code>",
    "&Filter.1.Name=tag:&Filter.1.Value.1=x, 400, <Code>InvalidParameterValue</Code>",
    "&MaxResults=5, 200, <reservationSet>",
    "&MaxResults=4, 400, <Code>InvalidParameterValue</Code>",
    "&MaxResults=5&InstanceId.1=i-0123456789abcdef0, 400,"
        + " <Code>InvalidParameterCombination</Code>",
    "&InstanceId.1=i-0123456789abcdef0, 400, <Code>InvalidInstanceID.NotFound</Code>",
    "&InstanceId.1=web, 400, <Code>InvalidInstanceID.Malformed</Code>",
    "&NextToken=%3F, 400, <Code>InvalidParameterValue</Code>"
  })
  void call_answeredAsEc2Does(String more, int status, String part) {
    HttpResponse<String> answer = describe(more);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(part) || part.equals("<reservationSet>"), answer.body());
  }

  @Test
  void filterOf201Values_refused() {
    StringBuilder filter = new StringBuilder("&Filter.1.Name=tag:Name");
    for (int i = 1; i <= 200; i++) {
      filter.append("&Filter.1.Value.").append(i).append("=v").append(i);
    }
    assertEquals(200, describe(filter.toString()).statusCode());
    HttpResponse<String> refused = describe(filter + "&Filter.1.Value.201=x");
    assertTrue(refused.body().contains("<Code>FilterLimitExceeded</Code>"), refused.body());
  }

  @Test
  void unsignedOrOfAnotherVersion_refused() {
    String form = "Action=DescribeInstances" + VERSION;
    assertEquals(401, call(form, "Basic bG9jYWw6bG9jYWw=").statusCode());
    assertTrue(
        call("Action=DescribeInstances&Version=2014-01-01", SIGNED)
            .body()
            .contains("NoSuchVersion"));
    assertTrue(call("Action=RunInstances" + VERSION, SIGNED).body().contains("InvalidAction"));
  }

  @Test
  void tooManyCalls_throttled() {
    emulator.ec2().set("ratePerSecond", 1);
    assertEquals(200, describe("").statusCode());
    HttpResponse<String> throttled = describe("");
    assertEquals(503, throttled.statusCode());
    assertTrue(throttled.body().contains("<Code>RequestLimitExceeded</Code>"), throttled.body());
    emulator.ec2().set("ratePerSecond", 0);
    emulator.faults().add(Fault.once("ec2", "DescribeInstances", Fault.Kind.DENY));
    assertTrue(describe("").body().contains("<Code>UnauthorizedOperation</Code>"));
  }

  @Test
  void lifeOfAnInstance() {
    JsonNode launched = act("launch", "{\"tags\":{\"Name\":\"web\"}}");
    String id = launched.path("id").asText();
    assertEquals("running", launched.path("state").asText());
    String address = launched.path("publicIp").asText();
    assertTrue(describe("").body().contains("<ipAddress>" + address + "</ipAddress>"));

    JsonNode stopped = act("stop", "{\"id\":\"" + id + "\"}");
    assertTrue(stopped.path("publicIp").isMissingNode());
    assertEquals(launched.path("privateIp"), stopped.path("privateIp"));
    assertEquals(
        id + " is not running but stopped",
        act("stop", "{\"id\":\"" + id + "\"}").path("error").asText());

    JsonNode started = act("start", "{\"id\":\"" + id + "\"}");
    assertEquals("running", started.path("state").asText());
    JsonNode tagged = act("tag", "{\"id\":\"" + id + "\",\"tags\":{\"a\":\"b\"}}");
    assertEquals("{\"Name\":\"web\",\"a\":\"b\"}", tagged.path("tags").toString());

    assertEquals("terminated", act("terminate", "{\"id\":\"" + id + "\"}").path("state").asText());
    assertEquals(
        id + " is terminated", act("start", "{\"id\":\"" + id + "\"}").path("error").asText());
    assertTrue(describe("").body().contains("<name>terminated</name>"), "for a while yet");
    assertEquals(1, act("list", "{}").size());
    assertEquals(
        "there is no instance i-1", act("stop", "{\"id\":\"i-1\"}").path("error").asText());
    assertTrue(act("reboot", "{}").path("error").asText().startsWith("there is list, launch"));
  }

  @Test
  void instances_thereAgainAfterARestart(@TempDir Path data) throws IOException {
    String id;
    try (Emulator first = Emulator.at(data, Emulator.Ports.ANY, Settings.UNLIMITED)) {
      id =
          first
              .ec2()
              .act("launch", JsonMapper.builder().build().createObjectNode())
              .path("id")
              .asText();
    }
    try (Emulator second = Emulator.at(data, Emulator.Ports.ANY, Settings.UNLIMITED)) {
      assertTrue(second.ec2().machine(id).isPresent());
    }
  }
}
