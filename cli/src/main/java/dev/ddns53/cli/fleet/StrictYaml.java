package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.cli.fleet.YamlFile.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document without repeated fields, anchors, aliases, tags, or deep nesting. Nothing
 * is expanded. Scalars without quotes are {@link PlainScalar}s.
 */
final class StrictYaml {

  /** The field whose numbers people know in hexadecimal, from the prefix itself. */
  private static final String SUBNET = "/subnet";

  private static final int DEEPEST = 8;
  private static final int MOST_CHARS = 16 << 20;
  private static final int MOST_FAULTS = 1_000;

  private final Parser parser;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<JsonPointer, Place> places = new HashMap<>();

  private StrictYaml(String text) {
    LoaderOptions bounds = new LoaderOptions();
    bounds.setCodePointLimit(MOST_CHARS);
    parser = new ParserImpl(new StreamReader(text), bounds);
  }

  /** The file was given up. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1;
  }

  static YamlFile read(String text) {
    String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
    if (unmarked.length() > MOST_CHARS) {
      return unreadable("it has more than " + MOST_CHARS + " characters: split it");
    }
    int inner = unmarked.indexOf('\ufeff');
    if (inner >= 0) {
      String before = unmarked.substring(0, inner);
      int line = before.length() - before.replace("\n", "").length();
      Place place = new Place(line + 1, inner - before.lastIndexOf('\n'));
      return YamlFile.unreadable(
          List.of(
              new Fault(
                  place,
                  JsonPointer.empty(),
                  "a byte order mark stands inside the file: take it out")));
    }
    StrictYaml yaml = null;
    try {
      yaml = new StrictYaml(unmarked);
      return yaml.document();
    } catch (MarkedYAMLException e) {
      return yaml == null ? unreadable(syntax(e, unmarked)) : yaml.ended(e, unmarked);
    } catch (YAMLException e) {
      return unreadable("it cannot be read as YAML: " + firstLine(e));
    }
  }

  private static YamlFile unreadable(String message) {
    return YamlFile.unreadable(List.of(new Fault(Place.START, JsonPointer.empty(), message)));
  }

  private YamlFile ended(MarkedYAMLException e, String text) {
    Place place = e.getProblemMark() == null ? Place.START : Place.of(e.getProblemMark());
    faults.add(new Fault(place, JsonPointer.empty(), syntax(e, text)));
    return YamlFile.unreadable(faults);
  }

  /** The parser's own words but for what people run into. */
  private static String syntax(MarkedYAMLException e, String text) {
    int at = e.getProblemMark() == null ? -1 : e.getProblemMark().getIndex();
    int offset =
        at < 0
            ? -1
            : text.offsetByCodePoints(0, Math.min(at, text.codePointCount(0, text.length())));
    if (offset >= 0 && offset < text.length() && text.charAt(offset) == '\t') {
      return "a tab stands where YAML wants spaces: indent with spaces";
    }
    return "it is not well-formed YAML: " + e.getProblem();
  }

  private static String firstLine(YAMLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private YamlFile document() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return unreadable("the file is empty");
    }
    DocumentStartEvent start = (DocumentStartEvent) parser.getEvent();
    if (start.getVersion() != null || (start.getTags() != null && !start.getTags().isEmpty())) {
      fault(start, JsonPointer.empty(), "the file is read as YAML 1.2: take the lines with % out");
    }
    JsonNode root;
    try {
      root = node(JsonPointer.empty(), 1);
    } catch (Ended given) {
      return YamlFile.unreadable(faults);
    }
    parser.getEvent();
    if (parser.checkEvent(Event.ID.DocumentStart)) {
      fault(
          parser.peekEvent(),
          JsonPointer.empty(),
          "a second document begins here: put all into one, without ---");
    }
    if (root.isNull() && faults.isEmpty()) {
      return unreadable("the file is empty");
    }
    return new YamlFile(root, places, faults);
  }

  private void fault(Event event, JsonPointer at, String message) {
    faults.add(new Fault(Place.of(event.getStartMark()), at, message));
  }

  private JsonNode node(JsonPointer at, int depth) throws Ended {
    Event event = parser.getEvent();
    places.putIfAbsent(at, Place.of(event.getStartMark()));
    boolean tooDeep = depth > DEEPEST && event instanceof CollectionStartEvent;
    if (tooDeep || faults.size() > MOST_FAULTS) {
      fault(event, at, "it nests deeper than anything that this file may hold");
      throw new Ended();
    }
    properties(event, at);
    return switch (event) {
      case MappingStartEvent mapping -> mapping(at, depth);
      case SequenceStartEvent sequence -> sequence(at, depth);
      case ScalarEvent scalar -> scalar(scalar, at);
      default -> JsonNodeFactory.instance.nullNode();
    };
  }

  private void properties(Event event, JsonPointer at) {
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor() != null)) {
      fault(event, at, "an anchor or alias (&x, *x) stands here: write the value out instead");
    }
    boolean tagged =
        switch (event) {
          case MappingStartEvent mapping -> mapping.getTag() != null;
          case SequenceStartEvent sequence -> sequence.getTag() != null;
          case ScalarEvent scalar -> scalar.getTag() != null;
          default -> false;
        };
    if (tagged) {
      fault(event, at, "a tag (!x) stands here: write the plain value instead");
    }
  }

  private ObjectNode mapping(JsonPointer at, int depth) throws Ended {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    Map<String, Place> keys = new HashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event event = parser.peekEvent();
      String key = key(at, depth);
      JsonPointer field = at.appendProperty(key);
      Place place = Place.of(event.getStartMark());
      Optional<Place> first = Optional.ofNullable(keys.putIfAbsent(key, place));
      if (first.isPresent()) {
        fault(event, field, "\"" + key + "\" is there twice, first in line " + first.get().line());
      }
      boolean valueless =
          parser.peekEvent() instanceof ScalarEvent next && next.getValue().isEmpty();
      if (valueless || parser.peekEvent() instanceof MappingStartEvent) {
        places.putIfAbsent(field, place);
      }
      JsonNode value = node(field, depth + 1);
      if (first.isEmpty()) {
        object.set(key, value);
      }
    }
    parser.getEvent();
    return object;
  }

  private String key(JsonPointer at, int depth) throws Ended {
    Event event = parser.peekEvent();
    if (!(event instanceof ScalarEvent scalar)) {
      fault(event, at, "a field's name is a plain text, nothing else");
      JsonNode other = node(at, depth + 1);
      return other.toString();
    }
    parser.getEvent();
    properties(scalar, at);
    if (scalar.getScalarStyle() == ScalarStyle.PLAIN) {
      keyFault(scalar.getValue())
          .ifPresent(fault -> fault(scalar, at.appendProperty(scalar.getValue()), fault));
    }
    return scalar.getValue();
  }

  /** A key is a text: what is read as anything else must be in quotes, but for plain numbers. */
  private static Optional<String> keyFault(String text) {
    JsonNode value = PlainScalar.value(text);
    boolean same = value.isTextual() || (value.isIntegralNumber() && value.asText().equals(text));
    if (PlainScalar.fault(text).isEmpty() && same) {
      return Optional.empty();
    }
    String shown = text.isEmpty() ? "nothing" : text;
    return Optional.of(
        shown + " is no text to every reader of YAML: write \"" + text + "\" in quotes");
  }

  private ArrayNode sequence(JsonPointer at, int depth) throws Ended {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; !parser.checkEvent(Event.ID.SequenceEnd); i++) {
      array.add(node(at.appendIndex(i), depth + 1));
    }
    parser.getEvent();
    return array;
  }

  private JsonNode scalar(ScalarEvent scalar, JsonPointer at) {
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return JsonNodeFactory.instance.textNode(scalar.getValue());
    }
    if (at.toString().endsWith(SUBNET)) {
      Optional<JsonNode> hexadecimal = PlainScalar.hexadecimal(scalar.getValue());
      if (hexadecimal.isPresent()) {
        return hexadecimal.get();
      }
    }
    PlainScalar.fault(scalar.getValue()).ifPresent(fault -> fault(scalar, at, fault));
    return PlainScalar.value(scalar.getValue());
  }
}
