package dev.ddns53.aws;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A storm of one name, in gusts; after each gust all is quiet. */
final class PlacementStorm implements AutoCloseable {

  private final StormParts parts;
  private final Random random;
  private final int gusts;

  /**
   * A storm of so many gusts: {@value StormGust#OPERATIONS} operations each, and {@value
   * StormGust#PLACEMENTS} placements.
   */
  PlacementStorm(StormForm form, Stranger stranger, int gusts, long seed) {
    this.parts = new StormParts(form, stranger);
    this.random = new Random(seed + form.number());
    this.gusts = gusts;
  }

  /** The hosted zone's id, which no other storm has. */
  String zone() {
    return parts.backend.zone().value();
  }

  PlacementJudge judge() {
    return parts.judge;
  }

  /** Runs it all, or until something is broken. */
  void run() throws Exception {
    if (parts.form.foreign()) {
      parts.place(Placement.Kind.VALUE);
    }
    parts.registers();
    StormCalm calm = new StormCalm(parts, random);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int gust = 0; gust < gusts && parts.judge.violations().isEmpty(); gust++) {
        parts.judge.tell("gust " + gust);
        boolean removals = gust % 2 == 1;
        new StormGust(parts, removals, random.nextLong()).blow(threads);
        calm.follow(removals);
      }
    }
  }

  @Override
  public void close() {
    parts.backend.close();
  }
}
