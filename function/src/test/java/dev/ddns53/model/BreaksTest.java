package dev.ddns53.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The breaks that {@code scripts/breaks} makes still fit the code, and are explained. */
final class BreaksTest {

  private static final Path PATCHES = Path.of("src/test/breaks");
  private static final Path PROJECT = Path.of("..");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*$");

  static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(PATCHES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void patch_saysWhatItBreaksAndApplies(Path patch) throws IOException {
    List<String> lines = Files.readAllLines(patch);
    assertTrue(lines.getFirst().endsWith("."), "it begins with a sentence");
    String source = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("--- a/")) {
        source = Files.readString(PROJECT.resolve(line.substring("--- a/".length())));
      } else if (line.startsWith("@@ ")) {
        assertTrue(
            source.contains(before(lines.subList(i + 1, lines.size()))), patch + ":\n" + line);
      }
    }
    assertFalse(source.isEmpty(), "it changes a file");
  }

  /** The lines that a hunk wants to find. */
  private static String before(List<String> lines) {
    List<String> before = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("@@ ") || line.startsWith("--- a/")) {
        break;
      }
      if (!line.startsWith("+")) {
        before.add(line.substring(1));
      }
    }
    return before.stream().collect(Collectors.joining("\n", "\n", "\n"));
  }

  @Test
  void eachBreak_isExplained() throws IOException {
    TreeSet<String> explained = new TreeSet<>();
    ROW.matcher(Files.readString(PROJECT.resolve("docs/testing.md")))
        .results()
        .forEach(row -> explained.add(row.group(1) + ".patch"));
    TreeSet<String> there = new TreeSet<>();
    patches().forEach(patch -> there.add(patch.getFileName().toString()));
    assertEquals(there, explained);
  }
}
