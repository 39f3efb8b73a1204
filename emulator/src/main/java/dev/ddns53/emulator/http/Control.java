package dev.ddns53.emulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The paths by which tests and people steer the emulator.
 *
 * <pre>
 *  GET    /_emulator/calls              counts by service and action; DELETE resets them
 *  GET    /_emulator/faults             those in force; DELETE clears them
 *  POST   /_emulator/faults             {"service":"route53","action":"*","kind":"throttle","times":3,"delayMillis":0}
 *  GET    /_emulator/settings/route53   its settings
 *  PUT    /_emulator/settings/route53   {"ratePerSecond":10}
 *  GET    /_emulator/permissions/route53  patterns of what the caller may change
 *  PUT    /_emulator/permissions/route53  {"names":["*.tokyo.example.com"],"types":["A"],"actions":["*"]}
 *  POST   /_emulator/actions/ec2/launch {"tags":{"Name":"web-1"}}
 * </pre>
 *
 * Each request brings the token that was made at the start, as {@code X-Emulator-Token}.
 */
final class Control {

  private static final String PREFIX = "/_emulator/";
  private static final String TOKEN = "x-emulator-token";
  private static final String SETTINGS = "settings/";
  private static final String PERMISSIONS = "permissions/";
  private static final String ACTIONS = "actions/";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Faults faults;
  private final Calls calls;
  private final List<AwsService> services;

  private final String token;

  Control(Faults faults, Calls calls, List<AwsService> services, String token) {
    this.faults = faults;
    this.calls = calls;
    this.services = List.copyOf(services);
    this.token = token;
  }

  boolean serves(AwsRequest request) {
    return request.path().startsWith(PREFIX);
  }

  AwsReply handle(AwsRequest request) {
    if (!request.header(TOKEN).equals(Optional.of(token))) {
      return reply(
          403,
          MAPPER
              .createObjectNode()
              .put(
                  "message",
                  "the header X-Emulator-Token must say what controlToken says in instance.json,"
                      + " in the folder of the instance"));
    }
    String what = request.path().substring(PREFIX.length());
    try {
      if (what.startsWith(SETTINGS)) {
        return settings(request, service(what.substring(SETTINGS.length())));
      }
      if (what.startsWith(PERMISSIONS)) {
        return permissions(request, service(what.substring(PERMISSIONS.length())));
      }
      if (what.startsWith(ACTIONS)) {
        return act(request, what.substring(ACTIONS.length()));
      }
      return switch (request.method() + " " + what) {
        case "GET calls" -> reply(200, MAPPER.valueToTree(calls.snapshot()));
        case "DELETE calls" -> {
          calls.reset();
          yield reply(200, MAPPER.createObjectNode());
        }
        case "GET faults" -> reply(200, listed());
        case "POST faults" -> {
          faults.add(fault(MAPPER.readTree(request.body())));
          yield reply(200, listed());
        }
        case "DELETE faults" -> {
          faults.clear();
          yield reply(200, listed());
        }
        default ->
            refused(
                "there is "
                    + PREFIX
                    + "calls, faults, settings/SERVICE, permissions/SERVICE and"
                    + " actions/SERVICE/ACTION");
      };
    } catch (JsonProcessingException e) {
      return refused("the body must be JSON");
    } catch (IllegalArgumentException e) {
      return refused(String.valueOf(e.getMessage()));
    }
  }

  private AwsReply act(AwsRequest request, String what) throws JsonProcessingException {
    int slash = what.indexOf('/');
    if (slash < 0 || !request.method().equals("POST")) {
      return refused("an action is a POST to " + PREFIX + ACTIONS + "SERVICE/ACTION");
    }
    return reply(
        200,
        service(what.substring(0, slash))
            .act(what.substring(slash + 1), MAPPER.readTree(request.body())));
  }

  private AwsService service(String name) {
    return services.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no service " + name));
  }

  private static AwsReply settings(AwsRequest request, AwsService service)
      throws JsonProcessingException {
    if (request.method().equals("PUT")) {
      for (Map.Entry<String, JsonNode> field : MAPPER.readTree(request.body()).properties()) {
        if (!field.getValue().isNumber()) {
          throw new IllegalArgumentException(field.getKey() + " must be a number");
        }
        service.set(field.getKey(), field.getValue().doubleValue());
      }
    }
    return reply(200, MAPPER.valueToTree(service.settings()));
  }

  private static AwsReply permissions(AwsRequest request, AwsService service)
      throws JsonProcessingException {
    if (request.method().equals("PUT")) {
      Map<String, List<String>> patterns = new HashMap<>();
      for (Map.Entry<String, JsonNode> field : MAPPER.readTree(request.body()).properties()) {
        patterns.put(field.getKey(), texts(field.getKey(), field.getValue()));
      }
      service.permit(patterns);
    }
    return reply(200, MAPPER.valueToTree(service.permissions()));
  }

  private static List<String> texts(String name, JsonNode list) {
    if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isTextual)) {
      throw new IllegalArgumentException(name + " must be a list of patterns");
    }
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static Fault fault(JsonNode body) {
    String kinds =
        Arrays.stream(Fault.Kind.values()).map(Fault.Kind::slug).collect(Collectors.joining(", "));
    Fault.Kind kind =
        Fault.Kind.parse(body.path("kind").asText())
            .orElseThrow(() -> new IllegalArgumentException("kind must be one of " + kinds));
    return new Fault(
        body.path("service").asText("*"),
        body.path("action").asText("*"),
        kind,
        body.path("times").asInt(1),
        Duration.ofMillis(body.path("delayMillis").asLong(0)));
  }

  private ArrayNode listed() {
    ArrayNode list = MAPPER.createArrayNode();
    for (Fault fault : faults.list()) {
      list.addObject()
          .put("service", fault.service())
          .put("action", fault.action())
          .put("kind", fault.kind().slug())
          .put("times", fault.times())
          .put("delayMillis", fault.delay().toMillis());
    }
    return list;
  }

  private static AwsReply refused(String why) {
    ObjectNode body = MAPPER.createObjectNode();
    return reply(400, body.put("error", why));
  }

  private static AwsReply reply(int status, JsonNode body) {
    return new AwsReply(status, Map.of("content-type", "application/json"), body + "\n");
  }
}
