package dev.ddns53.cli.preflight;

/**
 * One line of what was looked at.
 *
 * @param subject what was looked at
 * @param text what is so, and where something is wrong, what to do
 */
public record Finding(Verdict verdict, String subject, String text) {

  /** How it stands. */
  public enum Verdict {
    FINE("ok"),
    WRONG("WRONG"),
    /** It could be asked, but not by these credentials, or not now. */
    NOT_ASKED("not checked"),
    /** No API tells. */
    NOT_TOLD("not checked");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  static Finding fine(String subject, String text) {
    return new Finding(Verdict.FINE, subject, text);
  }

  static Finding wrong(String subject, String text) {
    return new Finding(Verdict.WRONG, subject, text);
  }

  static Finding notAsked(String subject, String text) {
    return new Finding(Verdict.NOT_ASKED, subject, text);
  }

  static Finding notTold(String subject, String text) {
    return new Finding(Verdict.NOT_TOLD, subject, text);
  }
}
