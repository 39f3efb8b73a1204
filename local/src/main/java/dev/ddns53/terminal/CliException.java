package dev.ddns53.terminal;

/** A command cannot do what was asked. The message tells the operator why and what to do next. */
public final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CliException(String message) {
    super(message);
  }

  public CliException(String message, Throwable cause) {
    super(message, cause);
  }
}
