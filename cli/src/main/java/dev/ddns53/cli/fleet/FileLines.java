package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.ddns53.core.address.Fqdn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * On which line of a fleet file each field stands.
 *
 * @param source what messages call the file
 * @param lines by the fields' paths; a name's key in the spelling of a name
 */
public record FileLines(String source, Map<List<String>, Integer> lines) {

  public FileLines {
    lines = Map.copyOf(lines);
  }

  /** The lines of a file that has been read without a fault. */
  public static FileLines of(Path file) {
    try {
      return of(file.toString(), Files.readString(file));
    } catch (IOException unreadableByNow) {
      return new FileLines(file.toString(), Map.of());
    }
  }

  static FileLines of(String source, String text) throws IOException {
    Map<List<String>, Integer> lines = new HashMap<>();
    Deque<Optional<String>> path = new ArrayDeque<>();
    Optional<String> field = Optional.empty();
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token == JsonToken.FIELD_NAME) {
          field = Optional.of(spelled(parser.currentName()));
          lines.put(join(path, field), parser.currentTokenLocation().getLineNr());
        } else if (token.isStructStart()) {
          path.addLast(field);
          field = Optional.empty();
        } else if (token.isStructEnd()) {
          path.removeLast();
        }
      }
    }
    return new FileLines(source, lines);
  }

  private static String spelled(String key) {
    return Fqdn.parse(key).map(Fqdn::value).orElse(key);
  }

  private static List<String> join(Deque<Optional<String>> path, Optional<String> field) {
    List<String> all = new ArrayList<>();
    path.forEach(part -> part.ifPresent(all::add));
    field.ifPresent(all::add);
    return all;
  }

  /** The beginning of a message about a field. */
  String at(String... path) {
    return Optional.ofNullable(lines.get(List.of(path)))
        .map(line -> source + ", line " + line + ": ")
        .orElse(source + ": " + String.join(".", path) + ": ");
  }
}
