package dev.ddns53.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Where a command talks to its operator.
 *
 * @param out results
 * @param err remarks and questions, so that results can be piped
 * @param user who sits there, as the machine knows them
 */
public record Terminal(PrintStream out, PrintStream err, BufferedReader in, String user) {

  private static final String ANYBODY = "operator";

  /** A terminal at which somebody sits. */
  public Terminal(PrintStream out, PrintStream err, BufferedReader in) {
    this(out, err, in, ANYBODY);
  }

  /** The process's own streams, in UTF-8. */
  public static Terminal system() {
    return new Terminal(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        System.getProperty("user.name", ANYBODY));
  }

  /** Whether the operator says yes; no answer is a no. */
  public boolean confirms(String question) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String answer = in.readLine();
      if (answer == null) {
        err.println();
      }
      return answer != null
          && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new CliException("The answer cannot be read: say it with --yes.", e);
    }
  }
}
