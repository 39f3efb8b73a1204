package dev.ddns53.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/** Of times, in milliseconds; 0 when there are none. */
record Percentiles(int count, double p50, double p95, double p99, double max) {

  static Percentiles ofDurations(Collection<Duration> times) {
    return of(times.stream().map(Duration::toNanos).toList());
  }

  static Percentiles of(Collection<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Percentiles(
        sorted.length, at(sorted, 50), at(sorted, 95), at(sorted, 99), at(sorted, 100));
  }

  private static double at(long[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)] / 1e6;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f ms (%d)",
        p50,
        p95,
        p99,
        max,
        count);
  }

  void put(ObjectNode node) {
    node.put("count", count).put("p50", p50).put("p95", p95).put("p99", p99);
    node.put("max", max);
  }
}
