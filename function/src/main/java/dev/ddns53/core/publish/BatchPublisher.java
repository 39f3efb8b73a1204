package dev.ddns53.core.publish;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The certain path: publishes in full batches whatever of these names is not published yet, at the
 * pace that Route 53 allows.
 */
public final class BatchPublisher {

  private final Records records;
  private final State state;
  private final RateBucket bucket;
  private final Pacing pacing = new Pacing();
  private final Time time;
  private final Executor workers;
  private final RandomGenerator random;

  /**
   * How fast Route 53 is asked.
   *
   * @param rate calls a second
   * @param burst calls at once
   */
  public record Pace(double rate, double burst) {}

  /**
   * A publisher with its own share of the account's rate.
   *
   * @param workers runs zones, reads and writes, side by side or not
   */
  public BatchPublisher(
      Records records,
      State state,
      Pace pace,
      Time time,
      Executor workers,
      RandomGenerator random) {
    this.records = records;
    this.state = state;
    this.bucket = new RateBucket(pace.rate(), pace.burst());
    this.time = time;
    this.workers = workers;
    this.random = random;
  }

  /**
   * What became of it.
   *
   * @param left names that must come again
   * @param published how many names were confirmed
   * @param calls to Route 53
   * @param throttles how many of them Route 53 had no room for
   * @param troubles for the log: why names are left, or refused
   */
  public record Result(
      Set<Fqdn> left, int published, int calls, int throttles, List<String> troubles) {
    public Result {
      left = Set.copyOf(left);
      troubles = List.copyOf(troubles);
    }
  }

  /**
   * Publishes names.
   *
   * @param until when it must be done
   */
  public Result publish(Collection<Fqdn> names, Instant until) {
    return run(until).publish(names);
  }

  /**
   * Publishes what an event of the stream told of, and lingers if that makes the next batches
   * fuller.
   *
   * @param records that the event brought
   * @param oldest when the first change was written that it tells of, where that is known
   * @param until when it must be done
   */
  public Result publishEvent(
      Collection<Fqdn> names, int records, Optional<Instant> oldest, Instant until) {
    Instant came = time.now();
    BatchRun run = run(until);
    Result result = run.publish(names);
    Instant now = time.now();
    boolean done = result.left().isEmpty();
    Duration rest = done ? Duration.between(now, until) : Duration.ZERO;
    Map<ZoneId, Double> sent = done ? run.due() : Map.of();
    Pacing.Event event = new Pacing.Event(came, oldest, records, sent);
    linger(pacing.after(event, now, rest));
    return result;
  }

  /** Ends early with the process: what was published is not to be published again. */
  private void linger(Duration linger) {
    if (linger.isPositive()) {
      try {
        time.pass(linger);
      } catch (CancellationException ending) {
        return;
      }
    }
  }

  private BatchRun run(Instant until) {
    return new BatchRun(records, state, bucket, time, workers, random, until);
  }
}
