package dev.ddns53.aws;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The calm after a gust: what must have followed by then is demanded. */
final class StormCalm {

  private static final Duration HOUR = Duration.ofMinutes(61);

  private final StormParts parts;
  private final PlacementJudge judge;
  private final Random random;

  StormCalm(StormParts parts, Random random) {
    this.parts = parts;
    this.judge = parts.judge;
    this.random = random;
  }

  /**
   * After a re-check, and after another report.
   *
   * @param removals whether the name may have been removed: then its operator clears up, and an
   *     hour passes
   */
  void follow(boolean removals) {
    boolean registrations = parts.hadRegistrations();
    parts.stream();
    Set<Family> owed = parts.form.onDrift() == OnDrift.REPAIR ? owed() : Set.of();
    parts.recheck();
    if (registrations) {
      parts.recheck();
    }
    demand(owed);
    judge.quiet();
    judge.demand(that -> that.assertListed(parts.listed()));
    if (parts.operator.isRegistered()) {
      judge.demand(that -> that.assertTold(parts.site.wanted().keySet()));
      if (!parts.form.foreign()) {
        goOn(removals);
      }
    }
    if (registrations || removals) {
      passHour();
    }
  }

  private void goOn(boolean clearUp) {
    if (parts.form.onDrift() == OnDrift.ALERT && random.nextBoolean()) {
      Set<Family> owed = owed();
      if (parts.reports(parts.site::reportsOthers)) {
        parts.stream();
        demand(owed);
      }
    }
    if (clearUp || random.nextBoolean()) {
      amnesty();
    }
  }

  private Set<Family> owed() {
    return judge.owed(parts.site.wanted().keySet());
  }

  private void demand(Set<Family> families) {
    for (Family family : families) {
      var wanted = Optional.ofNullable(parts.site.wanted().get(family)).orElseThrow();
      judge.demand(that -> that.assertStands(family, wanted));
    }
  }

  /** The operator lets ours be written again, whatever others made of it. */
  private void amnesty() {
    parts.adopts();
    Set<Family> adopted = judge.adopted(parts.site.wanted().keySet());
    parts.recheck();
    demand(adopted);
    says(OnDrift.REPAIR);
    parts.recheck();
    says(parts.form.onDrift());
    judge.quiet();
  }

  private void says(OnDrift onDrift) {
    judge.says(onDrift);
    parts.operator.says(onDrift);
  }

  /** What we wanted before does not count any more. */
  private void passHour() {
    parts.function.pass(HOUR);
    parts.recheck();
    judge.hourPassed();
  }
}
