package dev.ddns53.core.recheck;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Health;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.HistoryEntry.What;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Notice.Kind;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.port.Records.ExistingRecord;
import dev.ddns53.core.publish.Ownership;
import dev.ddns53.core.publish.Publications;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What follows for a name from its members' health and from its entry.
 *
 * <pre>
 *  publication of a family   because of                          told as
 *  ────────────────────────  ──────────────────────────────────  ─────────────────────
 *  another                   a published member is down now      failed-over
 *  another                   a preferred one is up again         failed-back
 *  another, or the first     the entry, or what was said before  nothing but history
 *  the same                  a member is down now                member-down
 *  the same                  a member is up again                member-up
 *  the same                  an answer counted                   nothing
 * </pre>
 *
 * A stale site has its own notice, so it is no member-down.
 */
final class HealthStep {

  private final Name name;
  private final NameState before;
  private final Observed observed;
  private final Optional<List<ExistingRecord>> listed;
  private final Instant now;

  HealthStep(
      Name name,
      NameState before,
      Observed observed,
      Optional<List<ExistingRecord>> listed,
      Instant now) {
    this.name = name;
    this.before = before;
    this.observed = observed;
    this.listed = listed;
    this.now = now;
  }

  Optional<Step> step() {
    Health health = observed.health(name, before);
    NameState counted = before.touched().with(health);
    NameState after = counted;
    for (Family family : Publications.families(name, before.said())) {
      NameState due = Publications.due(after, name, family, now);
      after = isAllowed(due, family) ? due : after;
    }
    if (after.equals(counted) && health.equals(before.health())) {
      return Optional.empty();
    }
    return Optional.of(told(after));
  }

  /** A first publication must not be written over what others made. */
  private boolean isAllowed(NameState due, Family family) {
    Optional<RecordState> record = due.record(family);
    if (record.isEmpty() || before.record(family).isPresent() || name.adopted()) {
      return true;
    }
    return listed
        .filter(there -> Ownership.foreign(record.get().publication(), there).isEmpty())
        .isPresent();
  }

  private Step told(NameState after) {
    Set<Family> changed = new TreeSet<>();
    after
        .records()
        .forEach(
            (family, record) -> {
              if (record.version() == after.version()) {
                changed.add(family);
              }
            });
    Optional<Kind> kind = changed.isEmpty() ? member(after) : moved(after, changed);
    HistoryEntry entry =
        HistoryEntry.of(after, kind.map(HealthStep::what).orElse(What.ENTRY_CHANGED), now);
    Optional<Notice> notice =
        kind.map(
            which -> Notice.of(which, name.fqdn() + "#" + after.version(), now).about(name.fqdn()));
    Facts facts = new Facts();
    for (Family family : changed) {
      facts.put(family.recordType(), after.record(family).map(RecordState::publication));
      facts.put("old-" + family.recordType(), before.record(family).map(RecordState::publication));
    }
    Set<String> down = new TreeSet<>();
    for (Family family : Family.values()) {
      down.addAll(observed.reasons(name, after, family));
    }
    facts.put("down", String.join("; ", down));
    if (kind.isEmpty() && changed.isEmpty()) {
      return Step.quiet(after);
    }
    return new Step(after, notice.map(facts::addTo).stream().toList(), List.of(facts.addTo(entry)));
  }

  private static What what(Kind kind) {
    return switch (kind) {
      case FAILED_OVER -> What.FAILED_OVER;
      case FAILED_BACK -> What.FAILED_BACK;
      case MEMBER_DOWN -> What.MEMBER_DOWN;
      case MEMBER_UP -> What.MEMBER_UP;
      default -> throw new IllegalArgumentException("not of health: " + kind);
    };
  }

  /** Which way a publication went, if health moved it. */
  private Optional<Kind> moved(NameState after, Set<Family> changed) {
    for (Family family : changed) {
      Optional<Publication> asBefore = Publications.of(name, before, family);
      Optional<Publication> now = after.record(family).map(RecordState::publication);
      if (asBefore.isPresent() && !asBefore.equals(now)) {
        return Optional.of(
            lost(asBefore.get(), after, family) ? Kind.FAILED_OVER : Kind.FAILED_BACK);
      }
    }
    return Optional.empty();
  }

  /** Whether one of those who were published is down. */
  private boolean lost(Publication old, NameState after, Family family) {
    return old instanceof Publication.Addresses addresses
        && name.members().stream()
            .anyMatch(
                member ->
                    Publications.address(member, after.said(), family)
                        .filter(addresses.addresses()::contains)
                        .filter(
                            address -> after.health().of(member, address) != Health.Verdict.HEALTHY)
                        .isPresent());
  }

  /** Whether a member's probes have turned. */
  private Optional<Kind> member(NameState after) {
    if (name.members().stream()
        .anyMatch(member -> isDown(member, after) && !isDown(member, before))) {
      return Optional.of(Kind.MEMBER_DOWN);
    }
    boolean up =
        name.members().stream()
            .anyMatch(member -> isDown(member, before) && !isDown(member, after));
    return up ? Optional.of(Kind.MEMBER_UP) : Optional.empty();
  }

  private static boolean isDown(Member member, NameState state) {
    for (Family family : Family.values()) {
      if (state.health().probed(member, family).filter(Health.Probed::down).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
