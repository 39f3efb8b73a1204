package dev.ddns53.emulator.route53;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened, one JSON object a line, so that a restart loses nothing. */
final class Journal implements AutoCloseable {

  private static final String FILE = "route53.jsonl";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  /**
   * A line.
   *
   * @param created a new zone
   * @param deleted a zone's id
   * @param batch an applied change batch
   */
  record Entry(
      HostedZone.@Nullable Description created, @Nullable String deleted, @Nullable Batch batch) {}

  /**
   * An applied change batch.
   *
   * @param change its id
   * @param at epoch milliseconds
   */
  record Batch(String zone, String change, long at, List<Change> changes) {}

  private final Optional<BufferedWriter> out;

  private Journal(Optional<BufferedWriter> out) {
    this.out = out;
  }

  static Journal none() {
    return new Journal(Optional.empty());
  }

  /** Reads a folder's journal; a last line that was cut off is left out. */
  static List<Entry> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    List<Entry> entries = new ArrayList<>();
    if (Files.exists(file)) {
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        try {
          entries.add(
              Optional.ofNullable(MAPPER.readValue(lines.get(i), Entry.class)).orElseThrow());
        } catch (NoSuchElementException nothing) {
          throw new IOException(file + " is damaged in line " + (i + 1), nothing);
        } catch (JsonProcessingException cutOff) {
          if (i < lines.size() - 1) {
            throw new IOException(file + " is damaged in line " + (i + 1), cutOff);
          }
        }
      }
    }
    return entries;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is damaged: it is not text", e);
    }
  }

  /** Starts a folder's journal anew, from these entries on. */
  static Journal open(Path folder, List<Entry> entries) throws IOException {
    Files.createDirectories(folder);
    Path draft = folder.resolve(FILE + ".new");
    try (BufferedWriter writer = Files.newBufferedWriter(draft)) {
      for (Entry entry : entries) {
        writer.write(MAPPER.writeValueAsString(entry));
        writer.newLine();
      }
    }
    Path file = folder.resolve(FILE);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return new Journal(Optional.of(Files.newBufferedWriter(file, StandardOpenOption.APPEND)));
  }

  synchronized void add(Entry entry) {
    if (out.isEmpty()) {
      return;
    }
    try {
      out.get().write(MAPPER.writeValueAsString(entry));
      out.get().newLine();
      out.get().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (out.isPresent()) {
        out.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
