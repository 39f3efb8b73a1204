package dev.ddns53.bench;

import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** What each figure of {@code bench quick} may be at most. */
final class QuickBounds {

  /** Where ours stand, as whoever changes them looks for it. */
  static final String FILE = "local/src/main/resources/dev/ddns53/bench/bounds.properties";

  private final Map<QuickFigure, Long> most;

  /** What judging came to: what fails, and what does not but should be known. */
  record Verdict(List<String> beyond, List<String> loose) {}

  private QuickBounds(Map<QuickFigure, Long> most) {
    this.most = most;
  }

  static QuickBounds ours() throws IOException {
    try (InputStream in = QuickBounds.class.getResourceAsStream("bounds.properties")) {
      if (in == null) {
        throw new IOException("there is no resource bounds.properties");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static QuickBounds at(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  /**
   * Reads lines such as {@code jars = 30}.
   *
   * @throws CliException unless there is one for each figure, and no other
   */
  static QuickBounds parse(String text) throws IOException {
    Properties lines = new Properties();
    try (Reader reader = new StringReader(text)) {
      lines.load(reader);
    }
    Map<QuickFigure, Long> most = new EnumMap<>(QuickFigure.class);
    for (String word : new TreeSet<>(lines.stringPropertyNames())) {
      QuickFigure figure =
          QuickFigure.of(word)
              .orElseThrow(() -> new CliException("There is no figure " + word + " to bound."));
      most.put(figure, number(word, lines.getProperty(word, "")));
    }
    for (QuickFigure figure : QuickFigure.values()) {
      if (!most.containsKey(figure)) {
        throw new CliException("The figure " + figure.word() + " has no bound.");
      }
    }
    return new QuickBounds(most);
  }

  private static long number(String word, String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new CliException("The bound of " + word + " must be 1 or more, not " + text + ".");
    }
    return Long.parseLong(text);
  }

  long of(QuickFigure figure) {
    return most.getOrDefault(figure, 0L);
  }

  Verdict judge(Map<QuickFigure, Long> figures) {
    List<String> beyond = new ArrayList<>();
    List<String> loose = new ArrayList<>();
    figures.forEach(
        (figure, value) -> {
          long bound = of(figure);
          if (value > bound) {
            beyond.add(
                "%s: %d is more than %d. Where to look: %s. If it must be: raise it in %s."
                    .formatted(figure.word(), value, bound, figure.look(), FILE));
          } else if (value * 100 < bound * (100 - figure.slackPercent())) {
            loose.add(
                "%s: %d is far below %d. Lower the bound in %s, so that it stays so."
                    .formatted(figure.word(), value, bound, FILE));
          }
        });
    return new Verdict(beyond, loose);
  }
}
