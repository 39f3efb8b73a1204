package dev.ddns53.cli.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The settings of a stack, where its deployment finds them. */
public final class CdkSettings {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CdkSettings() {}

  /** The context of a {@code cdk.json}, lists with commas, without the CDK's own flags. */
  public static Map<String, String> read(Path file) {
    try {
      return of(MAPPER.readTree(Files.readString(file)).path("context"));
    } catch (NoSuchFileException e) {
      throw new CliException("There is no file " + file + ".", e);
    } catch (JsonProcessingException e) {
      throw new CliException(file + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new CliException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> of(JsonNode context) {
    Map<String, String> settings = new TreeMap<>();
    context.properties().stream()
        .filter(entry -> !entry.getKey().startsWith("@"))
        .forEach(entry -> settings.put(entry.getKey(), text(entry.getValue())));
    return settings;
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(","))
        : value.asText();
  }
}
