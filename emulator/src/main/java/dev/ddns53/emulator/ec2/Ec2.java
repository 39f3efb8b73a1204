package dev.ddns53.emulator.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.emulator.http.AwsReply;
import dev.ddns53.emulator.http.AwsRequest;
import dev.ddns53.emulator.http.AwsService;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.http.TokenBucket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * EC2 over its Query protocol: instances that are described, and that a test or a person lets live
 * and die.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html">the
 *     protocol</a>
 */
public final class Ec2 implements AwsService {

  /** How fast DescribeInstances may be called in an account and region, in calls a second. */
  public static final double REAL_RATE = 20;

  static final String VERSION = "2016-11-15";

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern REGION =
      Pattern.compile("Credential=[^/,\\s]+/[0-9]{8}/([a-z0-9-]+)/ec2/aws4_request");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)(?:&|$)");

  private final Machines machines;
  private final Actions actions;
  private final TokenBucket calls;
  private volatile double rate;
  private volatile int pageSize;

  private Ec2(Machines machines, double rate, InstantSource clock) {
    this.machines = machines;
    this.actions = new Actions(machines, clock);
    this.rate = rate;
    this.calls = new TokenBucket(rate, burst(rate), clock);
  }

  /**
   * Instances that are gone with the process.
   *
   * @param rate calls a second; 0 for no limit
   */
  public static Ec2 inMemory(double rate, InstantSource clock) {
    return new Ec2(Machines.inMemory(), rate, clock);
  }

  /** Keeps its instances in a folder, and finds them there again. */
  public static Ec2 at(Path folder, double rate, InstantSource clock) throws IOException {
    return new Ec2(Machines.at(folder), rate, clock);
  }

  private static double burst(double rate) {
    return Math.max(1, rate);
  }

  @Override
  public String name() {
    return "ec2";
  }

  @Override
  public boolean serves(AwsRequest request) {
    return request.path().equals("/")
        && request.header("x-amz-target").isEmpty()
        && request.header("content-type").filter(type -> type.startsWith(FORM)).isPresent();
  }

  @Override
  public String action(AwsRequest request) {
    Matcher action = ACTION.matcher(request.body());
    return action.find() ? action.group(1) : "Unknown";
  }

  @Override
  public AwsReply handle(AwsRequest request) {
    try {
      String region = region(request);
      if (!calls.take()) {
        throw Ec2Error.throttled();
      }
      Ec2Parameters parameters = Ec2Parameters.of(request.body());
      String action = parameters.take("Action").orElse("");
      if (!parameters.take("Version").equals(Optional.of(VERSION))) {
        throw Ec2Error.of("NoSuchVersion", "The requested version is not emulated: " + VERSION);
      }
      if (!action.equals("DescribeInstances")) {
        throw Ec2Error.of(
            "InvalidAction", "The action " + action + " is not valid for this web service.");
      }
      List<Machine> there =
          machines.view().stream().filter(each -> each.region().equals(region)).toList();
      return new Describe(there, pageSize).answer(parameters);
    } catch (Ec2Error error) {
      return error.reply();
    }
  }

  private static String region(AwsRequest request) throws Ec2Error {
    Matcher scope = REGION.matcher(request.header("authorization").orElse(""));
    if (!scope.find()) {
      throw Ec2Error.unsigned();
    }
    return scope.group(1);
  }

  @Override
  public JsonNode act(String action, JsonNode body) {
    return actions.act(action, body);
  }

  /** Adds an instance, or makes it what it is from now on. */
  public void put(Machine machine) {
    machines.put(machine);
  }

  public Optional<Machine> machine(String id) {
    return machines.get(id);
  }

  /** All instances as they are, in order of their ids. */
  public List<Machine> machines() {
    return machines.all();
  }

  /** Forgets all instances, and that descriptions were to be old. */
  public void clear() {
    machines.clear();
  }

  /**
   * Lets descriptions tell how it is now, whatever comes, or again how it is then: EC2 does not
   * promise that a description shows what was done a moment ago.
   */
  public void freeze(boolean on) {
    machines.freeze(on);
  }

  /** How many instances a page has at the most; 0 for as many as were asked for. */
  public void pageSize(int size) {
    pageSize = size;
  }

  @Override
  public AwsReply fault(Fault.Kind kind) {
    return switch (kind) {
      case DENY -> Ec2Error.denied().reply();
      case ERROR -> Ec2Error.internal().reply();
      default -> Ec2Error.throttled().reply();
    };
  }

  @Override
  public Map<String, Double> settings() {
    Map<String, Double> settings = new LinkedHashMap<>();
    settings.put("ratePerSecond", rate);
    settings.put("pageSize", (double) pageSize);
    settings.put("frozen", machines.isFrozen() ? 1.0 : 0.0);
    return settings;
  }

  @Override
  public void set(String setting, double value) {
    if (value < 0) {
      throw new IllegalArgumentException(setting + " must not be negative");
    }
    switch (setting) {
      case "ratePerSecond" -> {
        rate = value;
        calls.limit(value, burst(value));
      }
      case "pageSize" -> pageSize((int) value);
      case "frozen" -> freeze(value != 0);
      default ->
          throw new IllegalArgumentException("there is " + String.join(", ", settings().keySet()));
    }
  }
}
