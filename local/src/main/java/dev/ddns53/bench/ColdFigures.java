package dev.ddns53.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.terminal.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What the runs of all variants came to. */
final class ColdFigures {

  private static final int[] SHOWN = {2, 3, 5, 10, 20};

  private final String machine;
  private final String how;
  private final Map<ColdVariant, String> commands = new EnumMap<>(ColdVariant.class);
  private final Map<ColdVariant, ColdCalls> calls = new EnumMap<>(ColdVariant.class);
  private final Map<ColdVariant, List<ColdRun.Result>> runs = new EnumMap<>(ColdVariant.class);

  /**
   * None yet.
   *
   * @param machine what it runs on
   * @param how what all runs had in common, in a few words
   */
  ColdFigures(String machine, String how) {
    this.machine = machine;
    this.how = how;
  }

  void addVariant(ColdVariant variant, String command, ColdCalls counted) {
    commands.put(variant, command);
    calls.put(variant, counted);
    runs.put(variant, new ArrayList<>());
  }

  void add(ColdVariant variant, ColdRun.Result result) {
    runs.computeIfAbsent(variant, none -> new ArrayList<>()).add(result);
  }

  private Spread spread(ColdVariant variant, Function<ColdRun.Result, Double> figure) {
    return Spread.of(runs.getOrDefault(variant, List.of()).stream().map(figure).toList());
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private Spread first(ColdVariant variant) {
    return spread(variant, run -> millis(run.first()));
  }

  private Spread cpu(ColdVariant variant) {
    return spread(variant, run -> millis(run.cpu()));
  }

  private Spread peak(ColdVariant variant) {
    return spread(variant, run -> run.peakKibibytes() / 1_024.0);
  }

  private Spread peakAtEnd(ColdVariant variant) {
    return spread(variant, run -> run.peakKibibytesAtEnd() / 1_024.0);
  }

  /** Of one warm request. */
  private Spread warmCpu(ColdVariant variant) {
    return spread(variant, run -> millis(run.warmCpu()) / Math.max(1, run.warm().size()));
  }

  private Spread second(ColdVariant variant) {
    return spread(variant, run -> millis(run.second()));
  }

  private Spread request(ColdVariant variant, int number) {
    return spread(variant, run -> millis(run.curve().get(number - 2)));
  }

  private Percentiles warm(ColdVariant variant) {
    return Percentiles.ofDurations(
        runs.getOrDefault(variant, List.of()).stream()
            .flatMap(run -> run.warm().stream())
            .toList());
  }

  private int count() {
    return runs.values().stream().mapToInt(List::size).max().orElse(0);
  }

  String table() {
    List<String> lines = new ArrayList<>();
    lines.add(machine);
    lines.add(count() + " runs of each, in turn; medians (middle half); times in ms; " + how);
    lines.add("");
    lines.addAll(starts().lines());
    lines.add("");
    lines.add("request by number, all unchanged but the last; warm: those after the 20th");
    lines.addAll(curves().lines());
    lines.add("");
    lines.add("calls of AWS in the first update, counted in a run of its own");
    calls.forEach(
        (variant, counted) -> lines.add(variant.word() + ": " + ColdCalls.text(counted.first())));
    lines.add("");
    commands.forEach((variant, command) -> lines.add(variant.word() + ": " + command));
    return String.join("\n", lines);
  }

  /** What ours would take and cost on Lambda, by memory. */
  ColdMemory memory() {
    List<ColdMemory.Work> works = new ArrayList<>();
    for (ColdVariant variant : runs.keySet()) {
      if (!variant.isReference()) {
        ColdCalls counted = calls.getOrDefault(variant, ColdCalls.NONE);
        String word = variant.word();
        works.add(ColdMemory.Work.of(word + ", first update", cpu(variant).p50(), counted.first()));
        works.add(
            ColdMemory.Work.of(word + ", unchanged", warmCpu(variant).p50(), counted.unchanged()));
      }
    }
    return new ColdMemory(works);
  }

  private TextTable starts() {
    TextTable table =
        new TextTable(
            "variant",
            "first update",
            "of python's",
            "CPU",
            "peak MiB",
            "at the end",
            "what it is");
    double base = runs.containsKey(ColdVariant.PYTHON) ? first(ColdVariant.PYTHON).p50() : 0;
    for (ColdVariant variant : runs.keySet()) {
      Spread first = first(variant);
      table.add(
          variant.word(),
          first.text(),
          base == 0 ? "" : number("%.2f", first.p50() / base),
          cpu(variant).text(),
          peak(variant).text(),
          peakAtEnd(variant).median(),
          variant.what());
    }
    return table;
  }

  private TextTable curves() {
    List<String> head = new ArrayList<>(List.of("variant"));
    IntStream.of(SHOWN).mapToObj(Integer::toString).forEach(head::add);
    head.addAll(List.of("warm p50", "warm p99", "second change"));
    TextTable table = new TextTable(head.toArray(String[]::new));
    for (ColdVariant variant : runs.keySet()) {
      List<String> row = new ArrayList<>(List.of(variant.word()));
      IntStream.of(SHOWN).forEach(number -> row.add(request(variant, number).median()));
      Percentiles warm = warm(variant);
      row.add(number("%.1f", warm.p50()));
      row.add(number("%.1f", warm.p99()));
      row.add(second(variant).text());
      table.add(row.toArray(String[]::new));
    }
    return table;
  }

  private static String number(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("machine", machine).put("runs", count()).put("how", how);
    ArrayNode variants = root.putArray("variants");
    for (ColdVariant variant : runs.keySet()) {
      ObjectNode node = variants.addObject();
      node.put("variant", variant.word()).put("what", variant.what());
      node.put("command", commands.getOrDefault(variant, ""));
      first(variant).put(node.putObject("firstUpdateMillis"));
      cpu(variant).put(node.putObject("cpuMillis"));
      warmCpu(variant).put(node.putObject("warmCpuMillis"));
      peak(variant).put(node.putObject("peakMebibytes"));
      peakAtEnd(variant).put(node.putObject("peakAtEndMebibytes"));
      ArrayNode curve = node.putArray("requestMillis");
      IntStream.rangeClosed(2, ColdRun.CURVE)
          .forEach(number -> request(variant, number).put(curve.addObject().put("n", number)));
      warm(variant).put(node.putObject("warmMillis"));
      second(variant).put(node.putObject("secondChangeMillis"));
      ObjectNode counted = node.putObject("callsInFirstUpdate");
      calls.getOrDefault(variant, ColdCalls.NONE).first().forEach(counted::put);
      ArrayNode all = node.putArray("firstUpdates");
      runs.getOrDefault(variant, List.of()).forEach(run -> all.add(millis(run.first())));
    }
    memory().put(root.putArray("byMemory"));
    return root.toString();
  }

  /** First updates by variant. */
  String plot() {
    List<Plot.Bar> bars =
        runs.keySet().stream().map(each -> new Plot.Bar(each.word(), first(each))).toList();
    return Plot.bars(
        "From the start to the answer of the first update",
        "medians of %d runs, whiskers: the middle half; %s".formatted(count(), how),
        bars);
  }
}
