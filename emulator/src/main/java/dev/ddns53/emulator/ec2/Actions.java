package dev.ddns53.emulator.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person lets happen to instances. Their addresses are those for documentation. */
final class Actions {

  private static final String REGION = "us-east-1";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_OCTETS = 9;
  private static final int ADDRESSES = 250;

  private final Machines machines;
  private final InstantSource clock;

  Actions(Machines machines, InstantSource clock) {
    this.machines = machines;
    this.clock = clock;
  }

  /** Carries one out; how the instance is then, or all are. */
  JsonNode act(String action, JsonNode body) {
    return switch (action) {
      case "list" -> list();
      case "launch" -> put(launch(tags(body)));
      case "tag" -> put(tagged(machine(body), tags(body)));
      case "stop" -> put(running(body).in(Machine.State.STOPPED));
      case "start" -> put(stopped(body).started(clock.instant(), Optional.of(freePublic())));
      case "terminate" -> put(machine(body).in(Machine.State.TERMINATED));
      default ->
          throw new IllegalArgumentException(
              "there is list, launch, tag, stop, start and terminate");
    };
  }

  private JsonNode list() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    machines.all().forEach(machine -> list.add(Machines.json(machine)));
    return list;
  }

  private JsonNode put(Machine machine) {
    machines.put(machine);
    return Machines.json(machine);
  }

  private Machine launch(Map<String, String> tags) {
    byte[] octets = new byte[ID_OCTETS];
    RANDOM.nextBytes(octets);
    int number = free("10.0.0.");
    return new Machine(
        "i-" + HexFormat.of().formatHex(octets).substring(1),
        REGION,
        Machine.State.RUNNING,
        clock.instant(),
        Optional.of(freePublic()),
        Optional.of("10.0.0." + number),
        Optional.of("2001:db8:ec2::" + Integer.toHexString(number)),
        tags);
  }

  private String freePublic() {
    return "203.0.113." + free("203.0.113.");
  }

  /** One that no instance has; one that was given back is not the next. */
  private int free(String network) {
    Set<String> taken =
        machines.all().stream()
            .flatMap(
                machine -> Stream.concat(machine.publicIp().stream(), machine.privateIp().stream()))
            .collect(Collectors.toSet());
    int start = RANDOM.nextInt(ADDRESSES);
    for (int i = 0; i < ADDRESSES; i++) {
      int number = 1 + (start + i) % ADDRESSES;
      if (!taken.contains(network + number)) {
        return number;
      }
    }
    throw new IllegalArgumentException("no address is left for another instance");
  }

  private Machine machine(JsonNode body) {
    String id = body.path("id").asText();
    Machine machine =
        machines
            .get(id)
            .orElseThrow(() -> new IllegalArgumentException("there is no instance " + id));
    if (machine.state() == Machine.State.TERMINATED) {
      throw new IllegalArgumentException(id + " is terminated");
    }
    return machine;
  }

  private Machine running(JsonNode body) {
    return in(Machine.State.RUNNING, machine(body));
  }

  private Machine stopped(JsonNode body) {
    return in(Machine.State.STOPPED, machine(body));
  }

  private static Machine in(Machine.State state, Machine machine) {
    if (machine.state() != state) {
      throw new IllegalArgumentException(
          machine.id() + " is not " + state.slug() + " but " + machine.state().slug());
    }
    return machine;
  }

  private static Machine tagged(Machine machine, Map<String, String> more) {
    Map<String, String> tags = new TreeMap<>(machine.tags());
    tags.putAll(more);
    return machine.tagged(tags);
  }

  private static Map<String, String> tags(JsonNode body) {
    Map<String, String> tags = new TreeMap<>();
    body.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }
}
