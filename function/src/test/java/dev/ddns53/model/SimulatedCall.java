package dev.ddns53.model;

import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.model.Plan.Fault;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** How one call of a simulated process goes. */
final class SimulatedCall {

  /** How long a process waits for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int LATEST_MILLIS = 10_000;

  /** Less than an hour, as long as a candidate is kept. */
  private static final int MUCH_LATER_MILLIS = 50 * 60_000;

  private static final int SLOW_MILLIS = 2_400;

  private final Simulation simulation;
  private final Simulation.Actor actor;
  private final Fault fault;
  private final Plan.Call kind;
  private final RandomGenerator random;
  private final Supplier<String> text;

  /**
   * Begins a call; the process may die before it is sent.
   *
   * @param plan says what goes wrong, if something may
   */
  SimulatedCall(Simulation simulation, Plan plan, Plan.Call kind, Supplier<String> text) {
    this.simulation = simulation;
    this.actor = simulation.actor();
    this.kind = kind;
    int number = actor.nextCall(kind);
    this.fault = plan.fault(actor.key, kind, number).orElse(Fault.NONE);
    this.random = plan.random(actor.key + "/" + kind + "/" + number);
    this.text = () -> kind + " " + number + ": " + text.get();
    simulation.note(() -> this.text.get() + (fault == Fault.NONE ? "" : " (" + fault + ")"));
    if (fault == Fault.DIE_BEFORE) {
      throw actor.die();
    }
  }

  /** The result of a call, as its sender or nobody gets it. */
  interface Answers<T> {

    /** The answer where the service has no room. */
    T throttled();

    /** The answer where the zone is at work on another change. */
    T busy();

    /** The answer where we may not. */
    T denied();

    /** The answer where nobody knows what became of it. */
    T unconfirmed(String why);
  }

  Fault fault() {
    return fault;
  }

  /** Whether the services themselves let it go wrong. */
  boolean isProvoked(Services services) {
    return services.provoke(kind, fault, random);
  }

  void travel() {
    int slowest = random.nextInt(6) == 0 ? 1_500 : 60;
    simulation.pass(Duration.ofMillis(1 + random.nextInt(slowest)));
  }

  <T> T read(Supplier<T> reading) {
    travel();
    if (fault == Fault.THROTTLE || fault == Fault.ERROR || fault == Fault.DENY) {
      throw new Unavailable("cannot be read");
    }
    T result = reading.get();
    travel();
    dieAfter();
    return result;
  }

  /** Carries out a call that changes something. */
  <T> T change(Supplier<T> effect, Answers<T> answers) {
    return switch (fault) {
      case THROTTLE -> refused(answers::throttled);
      case BUSY -> refused(answers::busy);
      case DENY -> refused(answers::denied);
      case ERROR -> refused(() -> answers.unconfirmed("500"));
      case HANG -> {
        simulation.pass(PATIENCE);
        yield answers.unconfirmed("timeout");
      }
      case HANG_AND_LAND_LATE -> {
        late(effect, LATEST_MILLIS);
        simulation.pass(PATIENCE);
        yield answers.unconfirmed("timeout");
      }
      case COMMIT_THEN_DROP -> {
        travel();
        var _ = effect.get();
        yield answers.unconfirmed("dropped");
      }
      case DIE_AND_LAND_LATE -> {
        late(effect, LATEST_MILLIS);
        throw actor.die();
      }
      case DIE_AND_LAND_MUCH_LATER -> {
        late(effect, MUCH_LATER_MILLIS);
        throw actor.die();
      }
      case SLOW -> {
        simulation.pass(Duration.ofMillis(random.nextInt(SLOW_MILLIS)));
        T result = effect.get();
        simulation.pass(Duration.ofMillis(random.nextInt(SLOW_MILLIS)));
        yield result;
      }
      case NONE, DIE_BEFORE, DIE_AFTER -> {
        travel();
        T result = effect.get();
        travel();
        dieAfter();
        yield result;
      }
    };
  }

  private <T> T refused(Supplier<T> answer) {
    travel();
    return answer.get();
  }

  private void dieAfter() {
    if (fault == Fault.DIE_AFTER) {
      throw actor.die();
    }
  }

  private void late(Supplier<?> effect, int latest) {
    simulation.at(
        simulation.now().plusMillis(random.nextInt(latest)),
        () -> {
          simulation.note(() -> "lands late: " + actor.key + " " + text.get());
          var _ = effect.get();
        });
  }

  /** How writes to a table are answered. */
  static final Answers<Boolean> WRITES =
      new Answers<>() {
        @Override
        public Boolean throttled() {
          throw new Unavailable("cannot be written");
        }

        @Override
        public Boolean busy() {
          throw new Unavailable("cannot be written now");
        }

        @Override
        public Boolean denied() {
          throw new Unavailable("may not be written");
        }

        @Override
        public Boolean unconfirmed(String why) {
          throw new Unconfirmed("no answer", new IllegalStateException(why));
        }
      };
}
