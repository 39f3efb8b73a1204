package dev.ddns53.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.follow.Followed;
import dev.ddns53.core.instance.InstanceEvent;
import dev.ddns53.core.json.StrictJson;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** A line of JSON for each event of an instance. */
public final class InstanceLog {

  private static final int SHOWN_CHARS = 200;

  private final PrintStream out;

  public InstanceLog(PrintStream out) {
    this.out = out;
  }

  void followed(InstanceEvent event, Followed followed, Duration took) {
    ObjectNode line = line(followed.troubles().isEmpty() ? "INFO" : "WARN");
    line.setAll(summary(event, followed));
    line.put("millis", took.toMillis());
    out.println(StrictJson.text(line));
  }

  /** An event that nobody asked for: the rule lets others through than it should. */
  void ignored(String event) {
    ObjectNode line = line("WARN");
    line.put(
        "ignored", event.length() > SHOWN_CHARS ? event.substring(0, SHOWN_CHARS) + "…" : event);
    out.println(StrictJson.text(line));
  }

  void failed(InstanceEvent event, RuntimeException fault) {
    ObjectNode line = line("ERROR");
    line.put("instance", event.instance().value());
    line.put("fault", JsonLog.causes(fault));
    out.println(StrictJson.text(line));
  }

  private static ObjectNode line(String level) {
    return JsonNodeFactory.instance.objectNode().put("event", "instance").put("level", level);
  }

  /** What was told, and what became of each site that the instance is. */
  static ObjectNode summary(InstanceEvent event, Followed followed) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("instance", event.instance().value());
    root.put("region", event.region().id());
    root.put("state", event.state().slug());
    event.group().ifPresent(group -> root.put("group", group));
    ObjectNode sites = root.putObject("sites");
    followed.sites().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> sites.put(each.getKey().value(), each.getValue()));
    root.put("asks", followed.asks());
    if (!followed.troubles().isEmpty()) {
      followed.troubles().forEach(root.putArray("troubles")::add);
    }
    return root;
  }
}
