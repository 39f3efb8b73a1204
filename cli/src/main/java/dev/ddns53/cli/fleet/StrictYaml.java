package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.ddns53.core.json.InvalidJson;
import java.io.IOException;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * One YAML document without repeated fields, aliases, tags, or deep nesting. Only {@code true} and
 * {@code false} are flags: a site may be called {@code no}.
 */
final class StrictYaml {

  private static final int DEEPEST = 8;
  private static final int MOST_CHARS = 16 << 20;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .loaderOptions(bounds())
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictYaml() {}

  private static LoaderOptions bounds() {
    LoaderOptions bounds = new LoaderOptions();
    bounds.setCodePointLimit(MOST_CHARS);
    return bounds;
  }

  static JsonNode tree(String text) throws InvalidJson {
    try {
      refuseAnchorsAndTags(text);
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidJson("it is not well-formed YAML: " + fault(e));
    } catch (IOException e) {
      throw new InvalidJson("it is not well-formed YAML: " + e.getMessage());
    }
  }

  /** As tokens, so that nothing is expanded. */
  private static void refuseAnchorsAndTags(String text) throws IOException, InvalidJson {
    try (YAMLParser parser = (YAMLParser) MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
          throw new InvalidJson(
              "line "
                  + parser.currentTokenLocation().getLineNr()
                  + " has an anchor or alias (&x, *x): write the value out instead");
        }
        if (parser.getTypeId() != null) {
          throw new InvalidJson(
              "line "
                  + parser.currentTokenLocation().getLineNr()
                  + " has a tag (!x): write the plain value instead");
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
