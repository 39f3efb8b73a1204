package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.ddns53.core.json.InvalidJson;
import java.io.IOException;
import org.yaml.snakeyaml.LoaderOptions;

/** One YAML document without repeated fields, anchors, aliases, or deep nesting. */
final class StrictYaml {

  private static final int DEEPEST = 8;
  private static final int MOST_CHARS = 16 << 20;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(YAMLFactory.builder().loaderOptions(bounds()).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictYaml() {}

  private static LoaderOptions bounds() {
    LoaderOptions bounds = new LoaderOptions();
    bounds.setNestingDepthLimit(DEEPEST);
    bounds.setCodePointLimit(MOST_CHARS);
    return bounds;
  }

  static JsonNode tree(String text) throws InvalidJson {
    try {
      refuseAnchors(text);
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidJson("it is not well-formed YAML: " + fault(e));
    } catch (IOException e) {
      throw new InvalidJson("it is not well-formed YAML: " + e.getMessage());
    }
  }

  /** As tokens, so that nothing is expanded. */
  private static void refuseAnchors(String text) throws IOException, InvalidJson {
    try (YAMLParser parser = (YAMLParser) MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
          throw new InvalidJson(
              "line "
                  + parser.currentTokenLocation().getLineNr()
                  + " has an anchor or alias (&x, *x): write the value out instead");
        }
      }
    }
  }

  private static String fault(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    JsonLocation at = e.getLocation();
    String first = message.lines().findFirst().orElse(message).strip();
    return at == null
        ? first
        : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + first;
  }
}
