package dev.ddns53.handler;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.Config;
import dev.ddns53.core.json.JsonTree;
import dev.ddns53.core.problem.Problem;
import java.io.PrintStream;
import java.util.List;

/** One JSON object a line, as CloudWatch Logs Insights reads it. */
public final class JsonLog implements RequestLog, BatchLog {

  private static final int SHOWN_CHARS = 100;

  private final PrintStream out;
  private final String stack;

  public JsonLog(PrintStream out) {
    this(out, Config.STACK);
  }

  /**
   * A log to a stream.
   *
   * @param stack what metrics call this stack
   */
  public JsonLog(PrintStream out, String stack) {
    this.out = out;
    this.stack = stack;
  }

  @Override
  public void answered(RequestLog.Entry entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("event", "request");
    line.put("level", entry.fault().isPresent() ? "ERROR" : "INFO");
    line.put("method", shown(entry.request().method()));
    line.put("path", shown(entry.request().path()));
    line.put("source", entry.request().source().toString());
    entry.site().ifPresent(site -> line.put("site", site));
    line.put("status", entry.status());
    line.put("outcome", entry.outcome());
    put(line, "records", entry.records());
    put(line, "troubles", entry.troubles());
    line.put("millis", entry.took().toMillis());
    entry.fault().ifPresent(fault -> line.put("fault", causes(fault)));
    metrics(entry).addTo(line);
    out.println(JsonTree.text(line));
  }

  @Override
  public void published(BatchLog.Entry entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("event", "batch");
    line.put("level", entry.result().troubles().isEmpty() ? "INFO" : "WARN");
    line.put("names", entry.names());
    line.put("published", entry.result().published());
    line.put("left", entry.result().left().size());
    line.put("calls", entry.result().calls());
    put(line, "troubles", entry.result().troubles());
    line.put("millis", entry.took().toMillis());
    metrics(entry).addTo(line);
    out.println(JsonTree.text(line));
  }

  private Metrics metrics(BatchLog.Entry entry) {
    Metrics metrics = new Metrics(stack, entry.at());
    int throttles = entry.result().throttles();
    return throttles == 0 ? metrics : metrics.count("Throttles", throttles);
  }

  private Metrics metrics(RequestLog.Entry entry) {
    Metrics metrics = new Metrics(stack, entry.at());
    if (entry.request().path().equals("/v1/update")) {
      metrics.outcome("Updates", entry.outcome());
    }
    if (entry.outcome().equals(Problem.Code.SIGNATURE_WRONG.slug())) {
      metrics.count("RejectedSignatures", 1);
    }
    long throttles = throttles(entry.troubles());
    return throttles == 0 ? metrics : metrics.count("Throttles", throttles);
  }

  private static long throttles(List<String> troubles) {
    return troubles.stream().filter(trouble -> trouble.startsWith("Throttled")).count();
  }

  private static void put(ObjectNode line, String field, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode items = line.putArray(field);
      values.forEach(items::add);
    }
  }

  static String causes(Throwable fault) {
    StringBuilder text = new StringBuilder(fault.toString());
    for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" ← ").append(cause);
    }
    return text.toString();
  }

  private static String shown(String text) {
    return text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text;
  }
}
