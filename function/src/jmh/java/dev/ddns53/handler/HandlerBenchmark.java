package dev.ddns53.handler;

import dev.ddns53.Answer;
import dev.ddns53.World;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole request, from its event to the answer and its line in the log, on tables in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandlerBenchmark {

  private static final int REPORTS = 1_000;

  /** More often than a site may change. */
  private static final Duration BETWEEN = Duration.ofSeconds(40);

  private final byte[][] events = new byte[REPORTS][];
  private World world = new World();
  private int next = REPORTS;

  /** A world keeps what it logged: each iteration has a new one. */
  @Setup(Level.Iteration)
  public void begin() {
    world = new World().site("tokyo", "tokyo.example.com");
    world.update("tokyo", "{\"ipv4\":\"203.0.113.9\"}").assertRecord(200, "updated");
    next = 0;
    for (int i = 0; i < REPORTS; i++) {
      world.pass(BETWEEN);
      events[i] = world.signed("tokyo", "{\"ipv4\":\"203.0.113." + (10 + i % 2) + "\"}").event();
    }
    world.at(World.START);
  }

  /** Signed anew, with another address. */
  @Benchmark
  public Answer changed() {
    if (next == REPORTS) {
      begin();
    }
    Instant at = World.START.plus(BETWEEN.multipliedBy(next + 1L));
    world.at(at);
    return world.send(events[next++]);
  }

  /** The same request again, as a client sends it that got no answer. */
  @Benchmark
  public Answer unchanged() {
    world.at(World.START.plus(BETWEEN));
    return world.send(events[0]);
  }
}
