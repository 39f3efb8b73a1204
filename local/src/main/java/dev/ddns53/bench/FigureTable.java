package dev.ddns53.bench;

import java.util.Locale;

/** What was measured, a line each. */
final class FigureTable {

  private final StringBuilder text = new StringBuilder();

  FigureTable line(String what, String figure) {
    text.append(String.format(Locale.ROOT, "%-32s %s%n", what, figure));
    return this;
  }

  FigureTable line(String what, int figure) {
    return line(what, Integer.toString(figure));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  String text() {
    return text.toString().stripTrailing();
  }
}
