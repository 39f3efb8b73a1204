package dev.ddns53.emulator.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.emulator.http.AwsReply;
import dev.ddns53.emulator.http.AwsRequest;
import dev.ddns53.emulator.http.AwsService;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.http.TokenBucket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * SSM Parameter Store over its JSON protocol, with its limits. A SecureString that is asked for
 * without decryption comes as something unreadable, as from AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html">the
 *     API</a>
 */
public final class Ssm implements AwsService {

  /** Parameter Store's default throughput for reads, in calls a second. */
  public static final double REAL_RATE = 40;

  private static final String TARGET = "x-amz-target";
  private static final String PREFIX = "AmazonSSM.";
  private static final String ARN = "arn:aws:ssm:us-east-1:000000000000:parameter";
  private static final int MOST_NAMES = 10;
  private static final int MOST_PER_PATH_PAGE = 10;
  private static final int MOST_PER_HISTORY_PAGE = 50;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Parameters parameters;
  private final InstantSource clock;
  private final TokenBucket reads;
  private volatile double rate;

  private Ssm(Parameters parameters, double rate, InstantSource clock) {
    this.parameters = parameters;
    this.clock = clock;
    this.rate = rate;
    this.reads = new TokenBucket(rate, Math.max(1, rate), clock);
  }

  /**
   * Parameters that are gone with the process.
   *
   * @param rate reads a second; 0 for no limit
   */
  public static Ssm inMemory(double rate, InstantSource clock) {
    return new Ssm(Parameters.inMemory(), rate, clock);
  }

  /** Keeps its parameters in a folder, and finds them there again. */
  public static Ssm at(Path folder, double rate, InstantSource clock) throws IOException {
    return new Ssm(Parameters.at(folder), rate, clock);
  }

  @Override
  public String name() {
    return "ssm";
  }

  @Override
  public boolean serves(AwsRequest request) {
    return request.header(TARGET).filter(target -> target.startsWith(PREFIX)).isPresent();
  }

  @Override
  public String action(AwsRequest request) {
    return request.header(TARGET).orElse(PREFIX).substring(PREFIX.length());
  }

  @Override
  public AwsReply handle(AwsRequest request) {
    try {
      JsonNode body = MAPPER.readTree(request.body().isEmpty() ? "{}" : request.body());
      String action = action(request);
      if (action.startsWith("Get") && !reads.take()) {
        throw SsmError.of("ThrottlingException", "Rate exceeded");
      }
      ObjectNode answer =
          switch (action) {
            case "PutParameter" -> put(body);
            case "GetParameter" -> get(body);
            case "GetParameters" -> getAll(body);
            case "GetParameterHistory" -> history(body);
            case "GetParametersByPath" -> byPath(body);
            case "DeleteParameter" -> delete(body);
            default ->
                throw SsmError.of(
                    "UnknownOperationException", "The action " + action + " is not emulated");
          };
      return new AwsReply(
          200,
          Map.of(
              "content-type",
              "application/x-amz-json-1.1",
              "x-amzn-requestid",
              UUID.randomUUID().toString()),
          answer.toString());
    } catch (SsmError error) {
      return error.reply();
    } catch (JsonProcessingException malformed) {
      return SsmError.of("SerializationException", "The body is not JSON").reply();
    }
  }

  private ObjectNode put(JsonNode body) throws SsmError {
    String name = text(body, "Name");
    ParameterRules.checkName(name);
    synchronized (parameters) {
      Optional<Parameter> before = parameters.newest(name);
      if (before.isPresent() && !body.path("Overwrite").asBoolean()) {
        throw SsmError.of(
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in"
                + " the request to true.");
      }
      String type =
          body.hasNonNull("Type")
              ? text(body, "Type")
              : before
                  .map(Parameter::type)
                  .orElseThrow(() -> SsmError.validation("A parameter type is required."));
      if (!ParameterRules.TYPES.contains(type)) {
        throw SsmError.validation("Type must be one of " + ParameterRules.TYPES);
      }
      String value = text(body, "Value");
      String tier =
          ParameterRules.checkValue(
              value, Optional.of(body.path("Tier").asText()).filter(t -> !t.isEmpty()));
      long version = before.map(Parameter::version).orElse(0L) + 1;
      parameters.put(
          new Parameter(
              name, type, value, version, tier, body.path("Description").asText(), clock.millis()));
      return MAPPER.createObjectNode().put("Version", version).put("Tier", tier);
    }
  }

  private ObjectNode get(JsonNode body) throws SsmError {
    Parameter found = find(text(body, "Name"));
    ObjectNode answer = MAPPER.createObjectNode();
    write(answer.putObject("Parameter"), found, isDecrypted(body));
    return answer;
  }

  /** Takes {@code name} or {@code name:version}, or an ARN of either. */
  private Parameter find(String selector) throws SsmError {
    String plain = selector.startsWith(ARN) ? selector.substring(ARN.length()) : selector;
    int colon = plain.indexOf(':');
    String name = colon < 0 ? plain : plain.substring(0, colon);
    Optional<Parameter> newest = parameters.newest(name);
    if (newest.isEmpty()) {
      throw SsmError.notFound(selector);
    }
    if (colon < 0) {
      return newest.get();
    }
    String version = plain.substring(colon + 1);
    return parameters.versions(name).stream()
        .filter(each -> Long.toString(each.version()).equals(version))
        .findFirst()
        .orElseThrow(
            () ->
                SsmError.of(
                    "ParameterVersionNotFound",
                    "Systems Manager could not find version " + version + " of " + name + "."));
  }

  private ObjectNode getAll(JsonNode body) throws SsmError {
    List<String> names = body.path("Names").valueStream().map(JsonNode::asText).toList();
    if (names.isEmpty() || names.size() > MOST_NAMES) {
      throw SsmError.validation("Names must have 1 to " + MOST_NAMES + " members");
    }
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode found = answer.putArray("Parameters");
    ArrayNode invalid = answer.putArray("InvalidParameters");
    for (String name : names) {
      try {
        write(found.addObject(), find(name), isDecrypted(body));
      } catch (SsmError missing) {
        found.remove(found.size() - 1);
        invalid.add(name);
      }
    }
    return answer;
  }

  private ObjectNode history(JsonNode body) throws SsmError {
    String name = text(body, "Name");
    List<Parameter> versions = parameters.versions(name);
    if (versions.isEmpty()) {
      throw SsmError.notFound(name);
    }
    return page(body, versions, MOST_PER_HISTORY_PAGE);
  }

  private ObjectNode byPath(JsonNode body) throws SsmError {
    String path = text(body, "Path");
    if (!path.startsWith("/")) {
      throw SsmError.validation("The path must begin with /");
    }
    return page(
        body, parameters.below(path, body.path("Recursive").asBoolean()), MOST_PER_PATH_PAGE);
  }

  private ObjectNode page(JsonNode body, List<Parameter> all, int most) throws SsmError {
    int size = body.path("MaxResults").asInt(most);
    if (size < 1 || size > most) {
      throw SsmError.validation("MaxResults must be from 1 to " + most);
    }
    int start = Math.clamp(body.path("NextToken").asInt(0), 0, all.size());
    int end = Math.min(start + size, all.size());
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode list = answer.putArray("Parameters");
    for (Parameter parameter : all.subList(start, end)) {
      write(list.addObject(), parameter, isDecrypted(body));
    }
    if (end < all.size()) {
      answer.put("NextToken", Integer.toString(end));
    }
    return answer;
  }

  private ObjectNode delete(JsonNode body) throws SsmError {
    String name = text(body, "Name");
    if (!parameters.delete(name)) {
      throw SsmError.notFound(name);
    }
    return MAPPER.createObjectNode();
  }

  private static boolean isDecrypted(JsonNode body) {
    return body.path("WithDecryption").asBoolean();
  }

  private static void write(ObjectNode node, Parameter parameter, boolean decrypted) {
    boolean hidden = parameter.isSecure() && !decrypted;
    node.put("Name", parameter.name())
        .put("Type", parameter.type())
        .put("Value", hidden ? sealed(parameter) : parameter.value())
        .put("Version", parameter.version())
        .put("LastModifiedDate", parameter.modified() / 1000.0)
        .put("ARN", ARN + (parameter.name().startsWith("/") ? "" : "/") + parameter.name())
        .put("DataType", "text")
        .put("Tier", parameter.tier());
  }

  /** Something that looks encrypted and tells nothing of the value. */
  private static String sealed(Parameter parameter) {
    byte[] seed = (parameter.name() + parameter.version()).getBytes(StandardCharsets.UTF_8);
    return "AQICAH"
        + Base64.getEncoder()
            .encodeToString(
                UUID.nameUUIDFromBytes(seed).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String text(JsonNode body, String field) throws SsmError {
    if (!body.path(field).isTextual()) {
      throw SsmError.validation(field + " is missing");
    }
    return body.path(field).textValue();
  }

  @Override
  public AwsReply fault(Fault.Kind kind) {
    return switch (kind) {
      case DENY ->
          SsmError.of("AccessDeniedException", "User is not authorized to perform this action")
              .reply();
      case ERROR -> SsmError.internal().reply();
      default -> SsmError.of("ThrottlingException", "Rate exceeded").reply();
    };
  }

  @Override
  public Map<String, Double> settings() {
    return Map.of("readsPerSecond", rate);
  }

  @Override
  public void set(String setting, double value) {
    if (!setting.equals("readsPerSecond") || value < 0) {
      throw new IllegalArgumentException("there is readsPerSecond, 0 for no limit");
    }
    rate = value;
    reads.limit(value, Math.max(1, value));
  }
}
