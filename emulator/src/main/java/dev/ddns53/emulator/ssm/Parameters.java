package dev.ddns53.emulator.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.emulator.document.KeptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All parameters with their versions, kept in one file that only its owner can read. */
final class Parameters {

  private static final String FILE = "ssm.json";
  private static final int MOST_VERSIONS = 100;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final TreeMap<String, List<Parameter>> byName = new TreeMap<>();
  private final Optional<Path> file;

  private Parameters(Optional<Path> file) {
    this.file = file;
  }

  static Parameters inMemory() {
    return new Parameters(Optional.empty());
  }

  static Parameters at(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    Parameters parameters = new Parameters(Optional.of(file));
    if (Files.exists(file)) {
      parameters.byName.putAll(read(file));
    }
    return parameters;
  }

  private static Map<String, List<Parameter>> read(Path file) throws IOException {
    try {
      return Optional.<Map<String, List<Parameter>>>ofNullable(
              MAPPER.readValue(
                  file.toFile(), new TypeReference<TreeMap<String, List<Parameter>>>() {}))
          .orElseThrow(() -> new IOException(file + " is damaged: it says nothing"));
    } catch (JsonProcessingException e) {
      String how = Files.size(file) == 0 ? "it is empty" : "it is not the JSON that was written";
      throw new IOException(file + " is damaged: " + how, e);
    }
  }

  /** The versions, oldest first; none when there is no such parameter. */
  synchronized List<Parameter> versions(String name) {
    return List.copyOf(byName.getOrDefault(name, List.of()));
  }

  synchronized Optional<Parameter> newest(String name) {
    List<Parameter> versions = versions(name);
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
  }

  synchronized List<Parameter> below(String path, boolean recursive) {
    String prefix = path.endsWith("/") ? path : path + "/";
    return byName.tailMap(prefix, false).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .filter(entry -> recursive || entry.getKey().indexOf('/', prefix.length()) < 0)
        .map(entry -> entry.getValue().getLast())
        .toList();
  }

  /** Adds a version; drops the oldest when there are too many. */
  synchronized void put(Parameter parameter) {
    List<Parameter> versions = new ArrayList<>(versions(parameter.name()));
    versions.add(parameter);
    byName.put(
        parameter.name(),
        List.copyOf(
            versions.subList(Math.max(0, versions.size() - MOST_VERSIONS), versions.size())));
    save();
  }

  synchronized boolean delete(String name) {
    boolean removed = byName.remove(name) != null;
    save();
    return removed;
  }

  private void save() {
    file.ifPresent(
        path -> {
          try {
            new KeptFile(path).replace(MAPPER.writeValueAsBytes(Map.copyOf(byName)));
          } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
