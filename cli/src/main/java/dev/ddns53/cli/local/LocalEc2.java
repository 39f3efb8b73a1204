package dev.ddns53.cli.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.handler.InstanceHandler;
import dev.ddns53.instance.InstanceFile;
import dev.ddns53.terminal.CliException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * The emulator's EC2, and EventBridge's part: it calls the handler with what happened.
 *
 * @param token what requests that control the emulator bring
 */
public record LocalEc2(InstanceFile instance, String token) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int OK = 200;

  /** That of a running local instance. */
  public static LocalEc2 of(InstanceFile instance) {
    return new LocalEc2(
        instance,
        instance
            .controlToken()
            .orElseThrow(
                () ->
                    new CliException(
                        "This instance works on another endpoint than the emulator, which has its"
                            + " own ways to launch instances.")));
  }

  /** Lets something happen to an instance; how it is then. */
  public JsonNode act(String action, ObjectNode body) {
    URI uri = URI.create(instance.endpoints().aws() + "/_emulator/actions/ec2/" + action);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri)
                  .header("X-Emulator-Token", token)
                  .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode json = tree(answer.body());
      if (answer.statusCode() != OK) {
        throw new CliException("The emulator refuses: " + json.path("error").asText() + ".");
      }
      return json;
    } catch (IOException e) {
      throw new CliException("The emulator does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted.", e);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new CliException("The emulator answers what is no JSON.", e);
    }
  }

  /** Tells of an instance as EventBridge does; what became of it. */
  public JsonNode tell(String id, String state, InstantSource clock) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "0").put("source", "aws.ec2");
    event.put("detail-type", "EC2 Instance State-change Notification");
    event.put("region", "us-east-1").put("time", clock.instant().toString());
    event.putObject("detail").put("instance-id", id).put("state", state);
    Wiring wiring = Wiring.of(instance.config(), instance.endpoints());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    ByteArrayOutputStream followed = new ByteArrayOutputStream();
    try {
      new InstanceHandler(wiring, nowhere, new SystemTime(clock))
          .handleRequest(
              new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
              followed,
              null);
      return tree(followed.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CliException("The event was not followed: " + e.getMessage(), e);
    } finally {
      wiring.clients().close();
    }
  }
}
