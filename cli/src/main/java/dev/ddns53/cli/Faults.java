package dev.ddns53.cli;

import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.terminal.CliException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** What to tell an operator when a command fails. */
final class Faults {

  private static final String TRACE = "DDNS53_TRACE";

  private Faults() {}

  /** One sentence for most, all for who mends it. */
  static String unexpected(Throwable fault, boolean traced) {
    return "This is a mistake in ddns53: "
        + fault.getClass().getSimpleName()
        + Optional.ofNullable(fault.getMessage())
            .flatMap(message -> message.lines().findFirst())
            .map(message -> ", " + message)
            .orElse("")
        + ". Please report it with what this shows: set "
        + TRACE
        + "=1 and run the command again."
        + (traced ? "\n" + trace(fault) : "");
  }

  static String explain(Throwable fault) {
    return switch (fault) {
      case CliException expected -> String.valueOf(expected.getMessage());
      case Unavailable unread -> withCauses(unread) + "\nNothing was changed.";
      case Unconfirmed unknown ->
          withCauses(unknown) + "\nIt may have been done or not: run the command again to see.";
      case SdkException aws -> "AWS does not do it: " + withCauses(aws);
      default -> unexpected(fault, System.getenv(TRACE) != null);
    };
  }

  private static String withCauses(Throwable fault) {
    StringBuilder text = new StringBuilder(String.valueOf(fault.getMessage()));
    for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
      text.append("\n  because: ").append(cause.getMessage());
    }
    return text.toString();
  }

  private static String trace(Throwable fault) {
    StringWriter text = new StringWriter();
    fault.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
