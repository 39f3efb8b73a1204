package dev.ddns53.bench;

import java.util.Locale;

/** A picture of lines, boxes and words, readable on a light and on a dark page. */
final class Svg {

  private static final String STYLE =
      """
      text{font:13px system-ui,sans-serif;fill:#1f2328}
      .head{font-weight:600;font-size:15px}
      .soft{fill:#59636e}
      .page{fill:#ffffff}
      .bar{fill:#4c78c8}
      .grid{stroke:#d1d9e0}
      .mark{stroke:#1f2328;stroke-width:1.5}
      @media (prefers-color-scheme:dark){
      text{fill:#e6edf3}
      .soft{fill:#9198a1}
      .page{fill:#0d1117}
      .bar{fill:#5b8ce0}
      .grid{stroke:#3d444d}
      .mark{stroke:#e6edf3}
      }
      """;

  private final StringBuilder text = new StringBuilder();

  /** How something looks. */
  enum Look {
    HEAD,
    SOFT,
    PLAIN,
    BAR,
    GRID,
    MARK;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which end of a text stands at its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * An empty one.
   *
   * @param title what it shows, also for those who cannot see it
   * @param told the same at length, with its figures
   */
  Svg(int width, int height, String title, String told) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\""
            + attribute("viewBox", "0 0 " + width + " " + height)
            + attribute("width", Integer.toString(width))
            + attribute("height", Integer.toString(height))
            + attribute("role", "img")
            + attribute("aria-labelledby", "title told")
            + ">");
    add("<title id=\"title\">" + escaped(title) + "</title>");
    add("<desc id=\"told\">" + escaped(told) + "</desc>");
    add("<style>\n" + STYLE + "</style>");
    add("<rect class=\"page\" width=\"100%\" height=\"100%\"/>");
  }

  /**
   * A box.
   *
   * @param told what it stands for, shown by browsers that point at it
   */
  Svg box(Look look, double x, double y, double width, double height, String told) {
    return add(
        "<rect"
            + attribute("class", look.word())
            + attribute("x", number(x))
            + attribute("y", number(y))
            + attribute("width", number(width))
            + attribute("height", number(height))
            + "><title>"
            + escaped(told)
            + "</title></rect>");
  }

  Svg line(Look look, double fromX, double fromY, double toX, double toY) {
    return add(
        "<line"
            + attribute("class", look.word())
            + attribute("x1", number(fromX))
            + attribute("y1", number(fromY))
            + attribute("x2", number(toX))
            + attribute("y2", number(toY))
            + "/>");
  }

  Svg text(Look look, Anchor anchor, double x, double y, String words) {
    return add(
        "<text"
            + attribute("class", look.word())
            + attribute("text-anchor", anchor.name().toLowerCase(Locale.ROOT))
            + attribute("x", number(x))
            + attribute("y", number(y))
            + ">"
            + escaped(words)
            + "</text>");
  }

  String document() {
    return text + "</svg>\n";
  }

  private Svg add(String element) {
    text.append(element).append('\n');
    return this;
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + value + "\"";
  }

  private static String number(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }

  private static String escaped(String words) {
    return words
        .replaceAll("[^\\P{Cc}\\n]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
