package dev.ddns53.core.fleet;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.RangeFault;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator's file says of a site; the registry row holds the same fields.
 *
 * @param staleAfter how long it may stay silent before it counts as stale
 * @param router whether its router may call by dyndns2, with a token that can be replayed
 * @param instance which EC2 instances it is, if it is no place that reports by itself
 */
public record SiteEntry(
    Duration staleAfter, Allow allow, boolean router, Optional<InstanceSelector> instance) {

  private static final Duration DEFAULT_STALE_AFTER = Duration.ofHours(1);
  private static final int MOST_RANGES = 50;

  /** A site of which nothing special is said. */
  public static final SiteEntry DEFAULT = new SiteEntry(DEFAULT_STALE_AFTER, Allow.DEFAULT, false);

  /** A place that reports by itself. */
  public SiteEntry(Duration staleAfter, Allow allow, boolean router) {
    this(staleAfter, allow, router, Optional.empty());
  }

  /** Takes the entry's fields; the caller ends the object. */
  public static SiteEntry take(Fields fields) throws InvalidJson {
    Duration staleAfter =
        fields.text("staleAfter", Durations.WHAT, Durations::parse).orElse(DEFAULT.staleAfter);
    Optional<Fields> allowed = fields.object("allow");
    Allow allow = allowed.isEmpty() ? DEFAULT.allow : allow(allowed.get());
    boolean router = fields.flag("router").orElse(DEFAULT.router);
    Optional<InstanceSelector> instance = InstanceEntry.take(fields);
    if (fields.has("instance") && (router || fields.has("allow"))) {
      throw fields.fault(
          router ? "router" : "allow",
          "must be left out where instance is there: AWS tells of such a site, and nobody calls");
    }
    return new SiteEntry(staleAfter, allow, router, instance);
  }

  private static Allow allow(Fields fields) throws InvalidJson {
    Allow allow =
        new Allow(
            ranges(fields, "sources"),
            ranges(fields, "addresses"),
            fields.flag("private").orElse(DEFAULT.allow.internal()),
            fields.flag("sameAsSource").orElse(DEFAULT.allow.sameAsSource()));
    fields.end();
    return allow;
  }

  private static List<Cidr> ranges(Fields fields, String field) throws InvalidJson {
    return fields
        .list(field, MOST_RANGES, (item, at) -> range(fields.at(field), item, at))
        .orElse(List.of());
  }

  private static Cidr range(String path, JsonNode item, JsonPointer at) throws InvalidJson {
    if (!item.isTextual()) {
      throw new InvalidJson(path + " must have texts such as 203.0.113.0/24, not " + item, at);
    }
    String text = item.textValue();
    return Cidr.parse(text)
        .orElseThrow(
            () -> new InvalidJson(path + " has \"" + text + "\": " + RangeFault.of(text), at));
  }

  /** The fields that differ from the defaults. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (!staleAfter.equals(DEFAULT.staleAfter)) {
      node.put("staleAfter", Durations.text(staleAfter));
    }
    if (!allow.equals(DEFAULT.allow)) {
      ObjectNode allowed = node.putObject("allow");
      put(allowed, "sources", allow.sources());
      put(allowed, "addresses", allow.addresses());
      put(allowed, "private", allow.internal());
      put(allowed, "sameAsSource", allow.sameAsSource());
    }
    put(node, "router", router);
    instance.ifPresent(selector -> node.set("instance", InstanceEntry.toJson(selector)));
    return node;
  }

  private static void put(ObjectNode node, String field, List<Cidr> ranges) {
    if (!ranges.isEmpty()) {
      ArrayNode items = node.putArray(field);
      ranges.forEach(range -> items.add(range.toString()));
    }
  }

  private static void put(ObjectNode node, String field, boolean flag) {
    if (flag) {
      node.put(field, true);
    }
  }
}
