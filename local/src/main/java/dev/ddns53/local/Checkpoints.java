package dev.ddns53.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far each shard of a stream was dealt with: a JSON file of sequence numbers. */
final class Checkpoints {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path file;
  private final Map<String, String> sequences = new TreeMap<>();

  private Checkpoints(Path file) {
    this.file = file;
  }

  /** What cannot be read counts as nothing: then all comes again, which does no harm. */
  static Checkpoints read(Path file) throws IOException {
    Checkpoints checkpoints = new Checkpoints(file);
    if (Files.exists(file)) {
      try {
        for (Map.Entry<String, JsonNode> entry :
            MAPPER.readTree(Files.readString(file)).properties()) {
          checkpoints.sequences.put(entry.getKey(), entry.getValue().asText());
        }
      } catch (JsonProcessingException cutOff) {
        checkpoints.sequences.clear();
      }
    }
    return checkpoints;
  }

  synchronized Optional<String> of(String shard) {
    return Optional.ofNullable(sequences.get(shard));
  }

  synchronized void write(String shard, String sequence) throws IOException {
    sequences.put(shard, sequence);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, MAPPER.writeValueAsString(sequences));
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
