package dev.ddns53.cli.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.function.Function;

/** What a service answers. */
sealed interface Answer {

  /** What was asked for. */
  record Given(Body body) implements Answer {}

  /** What was asked for is not there. */
  record Absent() implements Answer {}

  /**
   * Nobody can tell: not allowed, not reached, or not understood.
   *
   * @param why in a sentence
   */
  record Unknown(String why) implements Answer {}

  /** A body in JSON or XML. */
  record Body(String text) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** As JSON; a missing node where it is none. */
    JsonNode json() {
      try {
        return MAPPER.readTree(text);
      } catch (JsonProcessingException notJson) {
        return MAPPER.missingNode();
      }
    }

    /** The texts of all elements of this name in XML, in their order. */
    List<String> xml(String element) {
      return XmlTexts.of(text, element);
    }
  }

  /** The finding that follows; where nobody can tell, that it was not checked. */
  default Finding finding(String subject, Function<Body, Finding> given, Finding absent) {
    return switch (this) {
      case Given(Body body) -> given.apply(body);
      case Absent none -> absent;
      case Unknown(String why) -> Finding.notAsked(subject, why);
    };
  }
}
