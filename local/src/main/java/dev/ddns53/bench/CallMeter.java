package dev.ddns53.bench;

import dev.ddns53.emulator.http.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How fast Route 53 is called: looks at the emulator's counters again and again. */
final class CallMeter implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final String SERVICE = "route53";

  private final Calls calls;
  private final List<Sample> samples = new ArrayList<>();
  private final Thread sampler = Thread.ofPlatform().daemon().name("calls").unstarted(this::run);

  private record Sample(long nanos, int calls) {}

  private CallMeter(Calls calls) {
    this.calls = calls;
  }

  /** Counts from nothing. */
  static CallMeter start(Calls calls) {
    calls.reset();
    CallMeter meter = new CallMeter(calls);
    meter.sample();
    meter.sampler.start();
    return meter;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(BETWEEN);
        sample();
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void sample() {
    samples.add(new Sample(System.nanoTime(), calls.total(SERVICE)));
  }

  int total() {
    return calls.total(SERVICE);
  }

  Map<String, Integer> byAction() {
    Map<String, Integer> byAction = new TreeMap<>();
    calls
        .snapshot()
        .forEach(
            (call, count) -> {
              if (call.startsWith(SERVICE + " ")) {
                byAction.put(call.substring(SERVICE.length() + 1), count);
              }
            });
    return byAction;
  }

  /** The most calls in a time of this length, wherever it begins. */
  synchronized int most(Duration window) {
    int most = 0;
    int first = 0;
    for (Sample last : samples) {
      while (last.nanos - samples.get(first).nanos > window.toNanos()) {
        first++;
      }
      most = Math.max(most, last.calls - samples.get(first).calls);
    }
    return most;
  }

  @Override
  public void close() {
    sampler.interrupt();
    try {
      sampler.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
