package dev.ddns53.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A JSON object of which each field is taken once by name and type. What nobody took is an error.
 */
public final class Fields {

  private static final int QUOTED_CHARS = 60;

  private final JsonNode object;
  private final String path;
  private final Set<String> taken = new HashSet<>();

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /**
   * The fields of a node that must be an object.
   *
   * @param path of the object in its document, for messages; empty for the document itself
   */
  public static Fields of(JsonNode node, String path) throws InvalidJson {
    if (!node.isObject()) {
      throw new InvalidJson((path.isEmpty() ? "it" : path) + " must be a JSON object");
    }
    return new Fields(node, path);
  }

  /** Whether the object has a field, taken or not. */
  public boolean has(String field) {
    return object.has(field);
  }

  /** Takes a field if it is null. */
  public boolean isNull(String field) {
    boolean isNull = object.path(field).isNull();
    if (isNull) {
      taken.add(field);
    }
    return isNull;
  }

  public Optional<String> text(String field) throws InvalidJson {
    JsonNode value = take(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(textOf(value, at(field)));
  }

  /** A text that must parse as a value of some type. */
  public <T> Optional<T> text(String field, String what, Function<String, Optional<T>> parse)
      throws InvalidJson {
    Optional<String> text = text(field);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(parsed(text.get(), at(field), what, parse));
  }

  public Optional<Boolean> flag(String field) throws InvalidJson {
    JsonNode value = take(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw new InvalidJson(at(field) + " must be true or false");
    }
    return Optional.of(value.booleanValue());
  }

  /** A whole number within bounds, both included. */
  public Optional<Long> number(String field, long least, long most) throws InvalidJson {
    JsonNode value = take(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw new InvalidJson(at(field) + " must be a whole number from " + least + " to " + most);
    }
    return Optional.of(value.longValue());
  }

  public Optional<Fields> object(String field) throws InvalidJson {
    JsonNode value = take(field);
    return value.isMissingNode() ? Optional.empty() : Optional.of(of(value, at(field)));
  }

  /** A list of texts that must each parse; empty when the field is absent. */
  public <T> Optional<List<T>> texts(
      String field, int most, String what, Function<String, Optional<T>> parse) throws InvalidJson {
    Optional<List<JsonNode>> items = items(field, most);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    List<T> values = new ArrayList<>();
    for (JsonNode item : items.get()) {
      values.add(parsed(textOf(item, at(field)), at(field), what, parse));
    }
    return Optional.of(List.copyOf(values));
  }

  /** The items of a list of at most so many. */
  public Optional<List<JsonNode>> items(String field, int most) throws InvalidJson {
    JsonNode value = take(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isArray()) {
      throw new InvalidJson(at(field) + " must be a list");
    }
    if (value.size() > most) {
      throw new InvalidJson(at(field) + " may have at most " + most + " items");
    }
    return Optional.of(value.valueStream().toList());
  }

  /** A field that must be there. */
  public <T> T required(String field, Optional<T> value) throws InvalidJson {
    return value.orElseThrow(() -> new InvalidJson(at(field) + " is missing"));
  }

  /** Refuses the object if it has a field that nobody took. */
  public void end() throws InvalidJson {
    for (String field : (Iterable<String>) object::fieldNames) {
      if (!taken.contains(field)) {
        throw new InvalidJson("unknown field " + quoted(at(field)));
      }
    }
  }

  /** The path of a field in its document. */
  public String at(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private JsonNode take(String field) {
    taken.add(field);
    return object.path(field);
  }

  private static String textOf(JsonNode value, String path) throws InvalidJson {
    if (!value.isTextual()) {
      throw new InvalidJson(path + " must be a text in quotes");
    }
    return value.textValue();
  }

  private static <T> T parsed(
      String text, String path, String what, Function<String, Optional<T>> parse)
      throws InvalidJson {
    return parse
        .apply(text)
        .orElseThrow(() -> new InvalidJson(path + " must be " + what + ", not " + quoted(text)));
  }

  private static String quoted(String text) {
    String shown = text.length() > QUOTED_CHARS ? text.substring(0, QUOTED_CHARS) + "…" : text;
    return '"' + shown + '"';
  }
}
