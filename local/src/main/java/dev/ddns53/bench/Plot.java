package dev.ddns53.bench;

import dev.ddns53.bench.Svg.Anchor;
import dev.ddns53.bench.Svg.Look;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures as pictures. Axes are linear and begin at 0, so that lengths compare as times do. */
final class Plot {

  private static final int WIDTH = 720;
  private static final int LEFT = 90;
  private static final int RIGHT = 610;
  private static final int TOP = 66;
  private static final int ROW = 30;
  private static final int THICK = 18;
  private static final int TALL = 220;
  private static final int TICKS = 6;
  private static final int BINS = 50;

  /** One of several that are compared: its median as a bar, its middle half as whiskers. */
  record Bar(String label, Spread millis) {

    private String told() {
      return String.format(
          Locale.ROOT,
          "%s: %.1f ms, middle half %.1f to %.1f",
          label,
          millis.p50(),
          millis.p25(),
          millis.p75());
    }
  }

  private Plot() {}

  /** Bars from left to right, one below the other. */
  static String bars(String title, String how, List<Bar> bars) {
    double most = bars.stream().mapToDouble(bar -> bar.millis.p75()).max().orElse(1);
    double step = step(most / TICKS);
    double pixels = (RIGHT - LEFT) / Math.max(most, step);
    int bottom = TOP + ROW * bars.size();
    String told = bars.stream().map(Bar::told).collect(Collectors.joining("; "));
    Svg svg = new Svg(WIDTH, bottom + 50, title, told);
    head(svg, title, how);
    for (double at = 0; at <= most; at += step) {
      double x = LEFT + at * pixels;
      svg.line(Look.GRID, x, TOP, x, bottom);
      svg.text(Look.SOFT, Anchor.MIDDLE, x, bottom + 18, number(at));
    }
    svg.text(Look.SOFT, Anchor.MIDDLE, (LEFT + RIGHT) / 2.0, bottom + 38, "ms");
    for (int i = 0; i < bars.size(); i++) {
      row(svg, bars.get(i), TOP + ROW * (i + 0.5), pixels);
    }
    return svg.document();
  }

  private static void row(Svg svg, Bar bar, double middle, double pixels) {
    double low = LEFT + bar.millis.p25() * pixels;
    double high = LEFT + bar.millis.p75() * pixels;
    svg.text(Look.PLAIN, Anchor.END, LEFT - 8.0, middle + 4.5, bar.label);
    svg.box(Look.BAR, LEFT, middle - THICK / 2.0, bar.millis.p50() * pixels, THICK, bar.told());
    svg.line(Look.MARK, low, middle, high, middle);
    svg.line(Look.MARK, low, middle - 4, low, middle + 4);
    svg.line(Look.MARK, high, middle - 4, high, middle + 4);
    svg.text(Look.PLAIN, Anchor.START, high + 8, middle + 4.5, bar.millis.median());
  }

  /** How often each time occurred, with lines at p50 and p99. */
  static String histogram(String title, String how, Collection<Duration> times) {
    Percentiles percentiles = Percentiles.ofDurations(times);
    double width = step(percentiles.max() / BINS);
    int[] counts = new int[(int) (percentiles.max() / width) + 1];
    times.forEach(time -> counts[(int) (time.toNanos() / 1e6 / width)]++);
    int most = 1;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    double pixels = (RIGHT - LEFT) / (width * counts.length);
    int bottom = TOP + TALL;
    Svg svg = new Svg(WIDTH, bottom + 50, title, percentiles.text());
    head(svg, title, how);
    double up = step(most / (double) TICKS);
    for (double at = 0; at <= most; at += up) {
      double y = bottom - at * TALL / most;
      svg.line(Look.GRID, LEFT, y, RIGHT, y);
      svg.text(Look.SOFT, Anchor.END, LEFT - 8.0, y + 4.5, number(at));
    }
    for (int bin = 0; bin < counts.length; bin++) {
      double tall = counts[bin] * (double) TALL / most;
      String told =
          "%s to %s ms: %d".formatted(number(bin * width), number((bin + 1) * width), counts[bin]);
      svg.box(Look.BAR, LEFT + bin * width * pixels, bottom - tall, width * pixels - 1, tall, told);
    }
    double right = step(width * counts.length / TICKS);
    for (double at = 0; at <= width * counts.length; at += right) {
      svg.text(Look.SOFT, Anchor.MIDDLE, LEFT + at * pixels, bottom + 18, number(at));
    }
    svg.text(Look.SOFT, Anchor.MIDDLE, (LEFT + RIGHT) / 2.0, bottom + 38, "ms");
    percentile(svg, "p50", percentiles.p50(), pixels);
    percentile(svg, "p99", percentiles.p99(), pixels);
    return svg.document();
  }

  private static void percentile(Svg svg, String name, double millis, double pixels) {
    double x = LEFT + millis * pixels;
    svg.line(Look.MARK, x, TOP - 4, x, TOP + TALL);
    svg.text(Look.PLAIN, Anchor.START, x + 4, TOP + 8, name + " " + number(millis));
  }

  private static void head(Svg svg, String title, String how) {
    svg.text(Look.HEAD, Anchor.START, 16, 26, title);
    svg.text(Look.SOFT, Anchor.START, 16, 46, how);
  }

  /** The next of 1, 2, 5, 10, 20 and so on; 1 at least. */
  static double step(double least) {
    double power = Math.max(1, Math.pow(10, Math.floor(Math.log10(Math.max(least, 1)))));
    for (double factor : new double[] {1, 2, 5}) {
      if (power * factor >= least) {
        return power * factor;
      }
    }
    return power * 10;
  }

  private static String number(double figure) {
    return String.format(Locale.ROOT, "%.0f", figure);
  }
}
