package dev.ddns53.terminal;

/** Text of strangers, made harmless for terminals and logs. */
public final class Neutral {

  private static final int SHOWN_CHARS = 100;

  private Neutral() {}

  /** Anything but printable characters becomes {@code ?}; a long text is cut short. */
  public static String text(String text) {
    return line(text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text);
  }

  /** The same, in its full length. */
  public static String line(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
