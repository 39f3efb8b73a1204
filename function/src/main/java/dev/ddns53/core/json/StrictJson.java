package dev.ddns53.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** RFC 8259 without repeated fields, trailing text, or nesting deeper than any document of ours. */
public final class StrictJson {

  private static final int DEEPEST = 8;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private StrictJson() {}

  /** Reads one JSON object, of which each field is to be taken. */
  public static Fields object(String text) throws InvalidJson {
    return Fields.of(read(text), "");
  }

  /** Reads one JSON object as it is. */
  public static ObjectNode tree(String text) throws InvalidJson {
    if (read(text) instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidJson("it must be a JSON object");
  }

  private static JsonNode read(String text) throws InvalidJson {
    try {
      return JsonTree.read(FACTORY, text, true);
    } catch (JsonProcessingException e) {
      throw new InvalidJson("it is not well-formed JSON (" + e.getOriginalMessage() + ")");
    }
  }

  /**
   * Writes a tree as one line. Half a character (a surrogate without its other, which JSON can
   * spell and UTF-8 cannot) becomes {@code ?}.
   */
  public static String text(JsonNode tree) {
    return new String(JsonTree.text(tree).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
