package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that {@code SECURITY.md} names is there. */
final class SecurityPageTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))(?:\\.([A-Za-z0-9_]+))?`");

  private static Map<String, String> tests() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("emulator", "function", "local", "cli", "infra-cdk")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String name = String.valueOf(file.getFileName()).replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }

  @Test
  void testsThatThePageNames_areThere() throws IOException {
    Map<String, String> tests = tests();
    Matcher named = NAMED.matcher(Files.readString(PROJECT.resolve("SECURITY.md")));
    List<String> missing = new ArrayList<>();
    int found = 0;
    while (named.find()) {
      String source = tests.getOrDefault(named.group(1), "");
      String method = named.group(2);
      if (source.isEmpty() || (method != null && !source.contains("void " + method + "("))) {
        missing.add(named.group());
      }
      found++;
    }
    assertEquals(List.of(), missing);
    assertTrue(found > 20, "names " + found);
  }
}
