package dev.ddns53.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Locale;

/** The median of figures, and where the middle half of them lies; 0 when there are none. */
record Spread(int count, double p25, double p50, double p75) {

  static Spread of(Collection<Double> figures) {
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Spread(sorted.length, at(sorted, 25), at(sorted, 50), at(sorted, 75));
  }

  private static double at(double[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)];
  }

  /** Such as {@code 304 (298–311)}. */
  String text() {
    return number(p50) + " (" + number(p25) + "–" + number(p75) + ")";
  }

  /** The median alone. */
  String median() {
    return number(p50);
  }

  private static String number(double figure) {
    return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
  }

  void put(ObjectNode node) {
    node.put("count", count).put("p25", p25).put("p50", p50).put("p75", p75);
  }
}
