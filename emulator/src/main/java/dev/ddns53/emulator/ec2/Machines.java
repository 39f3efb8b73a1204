package dev.ddns53.emulator.ec2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.emulator.document.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All instances, in order of their ids, kept in one file; and how they were at some time. */
final class Machines {

  private static final String FILE = "ec2.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final TreeMap<String, Machine> byId = new TreeMap<>();
  private final Optional<Path> file;
  private Optional<List<Machine>> frozen = Optional.empty();

  private Machines(Optional<Path> file) {
    this.file = file;
  }

  static Machines inMemory() {
    return new Machines(Optional.empty());
  }

  static Machines at(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    Machines machines = new Machines(Optional.of(file));
    if (Files.exists(file)) {
      machines.load(file);
    }
    return machines;
  }

  private void load(Path path) throws IOException {
    try {
      for (JsonNode each : MAPPER.readTree(path.toFile())) {
        Machine machine = machine(each);
        byId.put(machine.id(), machine);
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(path + " is damaged: it is not the JSON that was written", e);
    }
  }

  synchronized Optional<Machine> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  synchronized void put(Machine machine) {
    byId.put(machine.id(), machine);
    save();
  }

  synchronized void clear() {
    byId.clear();
    frozen = Optional.empty();
    save();
  }

  /** What descriptions tell of: all as it is, or as it was. */
  synchronized List<Machine> view() {
    return frozen.orElseGet(this::all);
  }

  synchronized List<Machine> all() {
    return List.copyOf(byId.values());
  }

  /** From now on descriptions tell how it is now; or again how it is then. */
  synchronized void freeze(boolean on) {
    frozen = on ? Optional.of(all()) : Optional.empty();
  }

  synchronized boolean isFrozen() {
    return frozen.isPresent();
  }

  private void save() {
    file.ifPresent(
        path -> {
          ArrayNode list = MAPPER.createArrayNode();
          byId.values().forEach(machine -> list.add(json(machine)));
          new KeptFile(path).replace(list.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  /** For files, and for who asks how it is. */
  static ObjectNode json(Machine machine) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("id", machine.id()).put("region", machine.region());
    node.put("state", machine.state().slug()).put("launched", machine.launched().toString());
    machine.publicIp().ifPresent(address -> node.put("publicIp", address));
    machine.privateIp().ifPresent(address -> node.put("privateIp", address));
    machine.ipv6().ifPresent(address -> node.put("ipv6", address));
    ObjectNode tags = node.putObject("tags");
    machine.tags().forEach(tags::put);
    return node;
  }

  private static Machine machine(JsonNode node) {
    Map<String, String> tags = new TreeMap<>();
    node.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return new Machine(
        node.path("id").asText(),
        node.path("region").asText(),
        Arrays.stream(Machine.State.values())
            .filter(state -> state.slug().equals(node.path("state").asText()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no state of an instance")),
        Instant.parse(node.path("launched").asText()),
        text(node, "publicIp"),
        text(node, "privateIp"),
        text(node, "ipv6"),
        tags);
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.of(node.path(field).asText()).filter(text -> !text.isEmpty());
  }
}
