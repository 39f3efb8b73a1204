package dev.ddns53.cli.recheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.Neutral;
import dev.ddns53.terminal.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the re-check answers: the counts of a run, and what is not as it should be.
 *
 * @param names how many it looked at
 * @param counts of them, how many stand how
 * @param sites how many it looked at
 * @param stale how many of them are stale
 * @param unsaid how many names it leaves out of {@code remarkable}
 * @param troubles what could not be read, written or published
 */
public record RecheckReport(
    long names,
    Map<Standing, Long> counts,
    long sites,
    long stale,
    List<Line> remarkable,
    long unsaid,
    List<String> troubles) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** A name that is not as it should be. */
  public record Line(String name, String standing, String detail) {}

  public RecheckReport {
    counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    remarkable = List.copyOf(remarkable);
    troubles = List.copyOf(troubles);
  }

  /** Reads what the function answered. */
  static RecheckReport parse(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new CliException("The re-check's answer cannot be read.", e);
    }
    JsonNode names = root.path("names");
    if (!names.isObject()) {
      throw new CliException("The re-check's answer cannot be read: it has no counts.");
    }
    Map<Standing, Long> counts = new EnumMap<>(Standing.class);
    Arrays.stream(Standing.values())
        .forEach(standing -> counts.put(standing, names.path(standing.slug()).asLong()));
    return new RecheckReport(
        names.path("all").asLong(),
        counts,
        root.path("sites").path("all").asLong(),
        root.path("sites").path("stale").asLong(),
        root.path("remarkable").valueStream().map(RecheckReport::line).toList(),
        root.path("moreRemarkable").asLong(),
        root.path("troubles").valueStream().map(JsonNode::asText).toList());
  }

  private static Line line(JsonNode each) {
    return new Line(
        each.path("name").asText(), each.path("standing").asText(), each.path("detail").asText());
  }

  public long count(Standing standing) {
    return counts.getOrDefault(standing, 0L);
  }

  /** The report for a person: what is remarkable, then the counts. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!remarkable.isEmpty()) {
      TextTable table = new TextTable("NAME", "STANDING", "DETAIL");
      remarkable.forEach(
          line ->
              table.add(
                  Neutral.line(line.name()),
                  Neutral.line(line.standing()),
                  Neutral.line(line.detail())));
      lines.addAll(table.lines());
      if (unsaid > 0) {
        lines.add("and " + unsaid + " more");
      }
      lines.add("");
    }
    lines.add(summary());
    return lines;
  }

  private String summary() {
    String standings =
        counts.entrySet().stream()
            .filter(each -> each.getValue() > 0)
            .map(each -> each.getValue() + " " + each.getKey().slug())
            .collect(Collectors.joining(", "));
    return "%d names%s; %d sites, %d stale."
        .formatted(names, standings.isEmpty() ? "" : ": " + standings, sites, stale);
  }

  /** What was not done, for a person. */
  public List<String> remarks() {
    return troubles.stream().map(trouble -> "not done: " + Neutral.line(trouble)).toList();
  }
}
