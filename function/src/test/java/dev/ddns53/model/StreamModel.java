package dev.ddns53.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.handler.StreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * The state table's stream and the pollers that hand it to the function: by shards, in order, an
 * event at a time, again from the first record that failed; at times more than once or in disorder.
 */
final class StreamModel {

  static final int SHARDS = 2;

  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int MOST_RECORDS = 20;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Simulation simulation;
  private final Plan plan;
  private final Function<String, StreamHandler> functions;
  private final List<Shard> shards = new ArrayList<>();

  /**
   * A stream.
   *
   * @param functions makes a new instance of the function
   */
  StreamModel(Simulation simulation, Plan plan, Function<String, StreamHandler> functions) {
    this.simulation = simulation;
    this.plan = plan;
    this.functions = functions;
    for (int i = 0; i < SHARDS; i++) {
      shards.add(new Shard(i));
    }
  }

  /** A name's row was written. */
  void add(NameState row) {
    if (row.records().values().stream().anyMatch(record -> record.stage() instanceof Stage.Due)) {
      shards.get(Math.floorMod(row.name().value().hashCode(), SHARDS)).add(row.name());
    }
  }

  /** A row that is due. */
  private record Due(Fqdn name, Instant written) {}

  private final class Shard {

    private final int number;
    private final List<Due> records = new ArrayList<>();
    private int checkpoint;
    private int events;
    private boolean polled;
    private Optional<StreamHandler> instance = Optional.empty();

    Shard(int number) {
      this.number = number;
    }

    void add(Fqdn name) {
      records.add(new Due(name, simulation.now()));
      poll();
    }

    /** Makes an event of what is there after the window, unless one is under way. */
    private void poll() {
      if (!polled && checkpoint < records.size()) {
        polled = true;
        simulation.at(simulation.now().plus(WINDOW), this::invoke);
      }
    }

    private void invoke() {
      int event = events++;
      int from = checkpoint;
      int to = Math.min(records.size(), from + MOST_RECORDS);
      Optional<Plan.Twice> twice = plan.twice(number, event);
      int start = Math.max(0, from - twice.map(Plan.Twice::back).orElse(0));
      List<Integer> order = new ArrayList<>();
      for (int i = start; i < to; i++) {
        order.add(i);
      }
      if (twice.filter(Plan.Twice::shuffled).isPresent()) {
        Collections.shuffle(order, new Random(plan.seed() + event));
      }
      simulation.actor(
          "shard" + number + "." + event,
          simulation.now(),
          () -> {
            int reached = from;
            try {
              reached = Math.max(from, deliver(order, to));
            } finally {
              ended(reached);
            }
          });
    }

    private void ended(int reached) {
      if (reached == checkpoint) {
        instance = Optional.empty();
      }
      checkpoint = reached;
      polled = false;
      poll();
    }

    /** Hands an event over; up to where it was dealt with. */
    private int deliver(List<Integer> order, int to) {
      ObjectNode event = MAPPER.createObjectNode();
      ArrayNode items = event.putArray("Records");
      for (int i : order) {
        ObjectNode change = items.addObject().put("eventName", "MODIFY").putObject("dynamodb");
        change.put("SequenceNumber", Integer.toString(i));
        change.put("ApproximateCreationDateTime", records.get(i).written().getEpochSecond());
        ObjectNode keys = change.putObject("Keys");
        keys.putObject("pk").put("S", "name#" + records.get(i).name());
        keys.putObject("sk").put("S", "current");
        change.putObject("NewImage").putObject("pending").put("S", "A");
      }
      simulation.note(() -> "event of " + order.stream().map(i -> records.get(i).name()).toList());
      StreamHandler function =
          instance.orElseGet(() -> functions.apply("shard" + number + "." + events));
      instance = Optional.of(function);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        function.handleRequest(
            new ByteArrayInputStream(MAPPER.writeValueAsBytes(event)), out, null);
        int first = to;
        for (JsonNode failure : MAPPER.readTree(out.toByteArray()).path("batchItemFailures")) {
          first = Math.min(first, Integer.parseInt(failure.path("itemIdentifier").asText()));
        }
        return first;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean isEmpty() {
      return checkpoint == records.size();
    }
  }

  boolean isEmpty() {
    return shards.stream().allMatch(Shard::isEmpty);
  }

  /** A process's time: its clock differs. */
  static Time time(Simulation simulation, Duration skew) {
    return new Time() {
      @Override
      public Instant now() {
        return simulation.now().plus(skew);
      }

      @Override
      public void pass(Duration duration) {
        simulation.pass(duration);
      }
    };
  }
}
