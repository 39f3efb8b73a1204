package dev.ddns53.core.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A JSON object of which each field is taken once by name and type. What nobody took is an error.
 *
 * <p>The first fault is thrown; or all are collected, and what is at fault counts as absent.
 */
public final class Fields {

  private static final int QUOTED_CHARS = 60;

  private final JsonNode object;
  private final String path;
  private final JsonPointer pointer;
  private final Optional<List<InvalidJson>> faults;
  private final Set<String> taken = new HashSet<>();

  private Fields(
      JsonNode object, String path, JsonPointer pointer, Optional<List<InvalidJson>> faults) {
    this.object = object;
    this.path = path;
    this.pointer = pointer;
    this.faults = faults;
  }

  /**
   * The fields of a node that must be an object.
   *
   * @param path of the object in its document, for messages; empty for the document itself
   */
  public static Fields of(JsonNode node, String path) throws InvalidJson {
    return of(node, path, JsonPointer.empty(), Optional.empty());
  }

  /**
   * The same, of a file that a person wrote.
   *
   * @param pointer to the object in its document
   * @param faults takes what is at fault
   */
  public static Fields collecting(
      JsonNode node, String path, JsonPointer pointer, List<InvalidJson> faults)
      throws InvalidJson {
    return of(node, path, pointer, Optional.of(faults));
  }

  private static Fields of(
      JsonNode node, String path, JsonPointer pointer, Optional<List<InvalidJson>> faults)
      throws InvalidJson {
    if (!node.isObject()) {
      String what = faults.isPresent() ? " must have fields of its own" : " must be a JSON object";
      throw new InvalidJson((path.isEmpty() ? "it" : path) + what, pointer);
    }
    return new Fields(node, path, pointer, faults);
  }

  /** Whether the object has a field, taken or not. */
  public boolean has(String field) {
    return object.has(field);
  }

  /** The names of all its fields, taken or not. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
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
    return text(field, "a text", Optional::of);
  }

  /** A text that must parse as a value of some type. */
  public <T> Optional<T> text(String field, String what, Function<String, Optional<T>> parse)
      throws InvalidJson {
    JsonNode value = take(field);
    return value.isMissingNode()
        ? Optional.empty()
        : part(() -> parsed(value, field, pointer.appendProperty(field), what, parse));
  }

  public Optional<Boolean> flag(String field) throws InvalidJson {
    JsonNode value = take(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return value.isBoolean()
        ? Optional.of(value.booleanValue())
        : refused(fault(field, "must be true or false"));
  }

  /** A whole number within bounds, both included. */
  public Optional<Long> number(String field, long least, long most) throws InvalidJson {
    JsonNode value = take(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    boolean within =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= least
            && value.longValue() <= most;
    return within
        ? Optional.of(value.longValue())
        : refused(fault(field, "must be a whole number from " + least + " to " + most));
  }

  public Optional<Fields> object(String field) throws InvalidJson {
    JsonNode value = take(field);
    return value.isMissingNode()
        ? Optional.empty()
        : part(() -> of(value, at(field), pointer.appendProperty(field), faults));
  }

  /** A list of texts that must each parse; empty when the field is absent. */
  public <T> Optional<List<T>> texts(
      String field, int most, String what, Function<String, Optional<T>> parse) throws InvalidJson {
    return list(field, most, (item, at) -> parsed(item, field, at, what, parse));
  }

  /** How an item of a list is read, which stands at some place. */
  public interface Item<T> {
    T read(JsonNode item, JsonPointer at) throws InvalidJson;
  }

  /** A list of at most so many items; empty when the field is absent. */
  public <T> Optional<List<T>> list(String field, int most, Item<T> item) throws InvalidJson {
    Optional<List<JsonNode>> items = items(field, most);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    JsonPointer list = pointer.appendProperty(field);
    List<T> values = new ArrayList<>();
    for (int i = 0; i < items.get().size(); i++) {
      JsonNode node = items.get().get(i);
      JsonPointer at = list.appendIndex(i);
      part(() -> item.read(node, at)).ifPresent(values::add);
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
      return refused(fault(field, "must be a list"));
    }
    if (value.size() > most) {
      return refused(fault(field, "may have at most " + most + " items"));
    }
    return Optional.of(value.valueStream().toList());
  }

  /** The fields of an item of a list, which stands at some place. */
  public Fields item(String field, JsonNode item, JsonPointer at) throws InvalidJson {
    return of(item, at(field) + "[]", at, faults);
  }

  /** A field that must be there. */
  public <T> T required(String field, Optional<T> value) throws InvalidJson {
    return value.orElseThrow(
        () ->
            has(field)
                ? InvalidJson.following(at(field) + " is at fault", pointer.appendProperty(field))
                : new InvalidJson(at(field) + " is missing", pointer));
  }

  /** Refuses the object if it has a field that nobody took. */
  public void end() throws InvalidJson {
    for (String field : (Iterable<String>) object::fieldNames) {
      if (!taken.contains(field)) {
        String meant =
            Similar.to(field, taken).map(known -> "; did you mean " + known + "?").orElse("");
        refused(
            new InvalidJson(
                "unknown field " + quoted(at(field)) + meant, pointer.appendProperty(field)));
      }
    }
  }

  /** The path of a field in its document. */
  public String at(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** A fault of a field: a clause that follows its path. */
  public InvalidJson fault(String field, String clause) {
    return new InvalidJson(at(field) + " " + clause, pointer.appendProperty(field));
  }

  /** What reads a part of the object. */
  public interface Part<T> {
    T read() throws InvalidJson;
  }

  /** A part whose fault is thrown, or collected. */
  public <T> Optional<T> part(Part<T> part) throws InvalidJson {
    try {
      return Optional.of(part.read());
    } catch (InvalidJson fault) {
      return refused(fault);
    }
  }

  private <T> Optional<T> refused(InvalidJson fault) throws InvalidJson {
    if (faults.isEmpty()) {
      throw fault;
    }
    faults.get().add(fault);
    return Optional.empty();
  }

  private JsonNode take(String field) {
    taken.add(field);
    return object.path(field);
  }

  /** A value of a field, or of an item of its list, that must be a text and parse. */
  public <T> T parsed(
      JsonNode value,
      String field,
      JsonPointer at,
      String what,
      Function<String, Optional<T>> parse)
      throws InvalidJson {
    if (!value.isTextual()) {
      throw new InvalidJson(
          faults.isPresent()
              ? at(field) + " must be " + what + ", not " + shown(JsonTree.text(value))
              : at(field) + " must be a text in quotes",
          at);
    }
    return parse
        .apply(value.textValue())
        .orElseThrow(
            () ->
                new InvalidJson(
                    at(field) + " must be " + what + ", not " + quoted(value.textValue()), at));
  }

  private static String quoted(String text) {
    return '"' + shown(text) + '"';
  }

  private static String shown(String text) {
    return text.length() > QUOTED_CHARS ? text.substring(0, QUOTED_CHARS) + "…" : text;
  }
}
