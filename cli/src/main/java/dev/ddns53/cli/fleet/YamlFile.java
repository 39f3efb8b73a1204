package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a YAML file says: its tree, as far as it could be read, where each part stands, and what is
 * wrong with it as YAML.
 *
 * @param places where values stand, and fields for which there is no value
 */
record YamlFile(JsonNode root, Map<JsonPointer, Place> places, List<Fault> faults) {

  /**
   * Something wrong.
   *
   * @param at what of the document it concerns; the whole where that is not known
   * @param message a sentence without its end
   */
  record Fault(Place place, JsonPointer at, String message) {}

  YamlFile {
    places = Map.copyOf(places);
    faults = List.copyOf(faults);
  }

  /** A file of which nothing could be read. */
  static YamlFile unreadable(List<Fault> faults) {
    return new YamlFile(JsonNodeFactory.instance.nullNode(), Map.of(), faults);
  }

  /** Where a part stands, or else the nearest part that it belongs to. */
  Place place(JsonPointer at) {
    for (JsonPointer part = at; part != null; part = part.head()) {
      Optional<Place> place = Optional.ofNullable(places.get(part));
      if (place.isPresent()) {
        return place.get();
      }
    }
    return Place.START;
  }

  /** Whether a part, or what it belongs to, is wrong as YAML already. */
  boolean isFaulty(JsonPointer at) {
    for (JsonPointer part = at; part != null; part = part.head()) {
      JsonPointer each = part;
      if (!part.matches() && faults.stream().anyMatch(fault -> fault.at().equals(each))) {
        return true;
      }
    }
    return false;
  }
}
