package dev.ddns53.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.json.JsonTree;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A line of JSON for each run of the re-check, with its metrics. */
public final class RecheckLog {

  private static final int SHOWN = 100;

  private final PrintStream out;
  private final String stack;

  public RecheckLog(PrintStream out, String stack) {
    this.out = out;
    this.stack = stack;
  }

  void done(RecheckResult result, Optional<ZoneId> zone, Instant at, Duration took) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("event", "recheck");
    line.put("level", result.troubles().isEmpty() ? "INFO" : "WARN");
    zone.ifPresent(id -> line.put("zone", id.value()));
    line.setAll(summary(result));
    line.put("millis", took.toMillis());
    new Metrics(stack, at)
        .count("RecheckedNames", result.names().size())
        .count("DriftedNames", result.drifted())
        .count("RecheckUnknown", result.count(Standing.UNKNOWN))
        .count("PendingPublications", result.count(Standing.PENDING))
        .count("StaleSites", result.stale())
        .addTo(line);
    out.println(JsonTree.text(line));
  }

  /** Counts by standing; names that are not as they should be, and why; what failed. */
  static ObjectNode summary(RecheckResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode names = root.putObject("names");
    names.put("all", result.names().size());
    for (Standing standing : Standing.values()) {
      names.put(standing.slug(), result.count(standing));
    }
    root.putObject("sites").put("all", result.sites()).put("stale", result.stale());
    List<RecheckResult.Line> remarkable = result.remarkable();
    ArrayNode lines = root.putArray("remarkable");
    remarkable.stream()
        .limit(SHOWN)
        .forEach(
            each ->
                lines
                    .addObject()
                    .put("name", each.name().value())
                    .put("standing", each.standing().slug())
                    .put("detail", each.detail()));
    if (remarkable.size() > SHOWN) {
      root.put("moreRemarkable", remarkable.size() - SHOWN);
    }
    ArrayNode troubles = root.putArray("troubles");
    result.troubles().stream().limit(SHOWN).forEach(troubles::add);
    return root;
  }
}
