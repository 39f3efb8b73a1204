package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What differs between two entries, for a person: {@code ttl 60 → 30}. */
final class EntryDiff {

  private static final String UNSET = "default";

  private EntryDiff() {}

  static List<String> of(JsonNode before, JsonNode after) {
    List<String> parts = new ArrayList<>();
    collect("", before, after, parts);
    return parts;
  }

  private static void collect(String path, JsonNode before, JsonNode after, List<String> parts) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() || after.isObject()) {
      for (String field : fields(before, after)) {
        String inner = path.isEmpty() ? field : path + "." + field;
        collect(inner, before.path(field), after.path(field), parts);
      }
      return;
    }
    parts.add(path + " " + text(before) + " → " + text(after));
  }

  private static Set<String> fields(JsonNode before, JsonNode after) {
    Set<String> fields = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(fields::add);
    after.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  /** An entry's fields in one line. */
  static List<String> text(JsonNode parent, String path) {
    List<String> parts = new ArrayList<>();
    parent
        .properties()
        .forEach(
            field -> {
              String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              if (field.getValue().isObject()) {
                parts.addAll(text(field.getValue(), inner));
              } else {
                parts.add(inner + " " + text(field.getValue()));
              }
            });
    return parts;
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode()) {
      return UNSET;
    }
    if (value.isArray()) {
      return value.valueStream().map(EntryDiff::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isObject() ? String.join(" ", text(value, "")) : value.asText();
  }
}
