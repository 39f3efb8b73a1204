package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What follows for a name from its members' health and from its entry.
 *
 * <pre>
 *  what is wanted of a family  because of                          told as
 *  ──────────────────────────  ──────────────────────────────────  ─────────────────────
 *  another                     a published member is down now      failed-over
 *  another                     a preferred one is up again         failed-back
 *  nothing                     nobody has an address any more      nothing but history
 *  another, or the first       the entry, or what was said before  nothing but history
 *  the same                    a member is down now                member-down
 *  the same                    a member is up again                member-up
 *  the same                    an answer counted                   nothing
 * </pre>
 *
 * A stale site has its own notice, so it is no member-down.
 */
final class HealthJudge {

  private final Name name;
  private final NameState before;
  private final MemberChecks checks;
  private final Instant now;

  HealthJudge(Name name, NameState before, MemberChecks checks, Instant now) {
    this.name = name;
    this.before = before;
    this.checks = checks;
    this.now = now;
  }

  /** Adds what follows to a judgement of the name's next row. */
  void judge(Judgement judgement) {
    NameState after = elected(judgement.state().with(checks.health(name, before)));
    judgement.becomes(after);
    Set<Family> changed = changed(after);
    Optional<Kind> kind = changed.isEmpty() ? member(after) : moved(after, changed);
    if (kind.isPresent() || !changed.isEmpty()) {
      Details details = details(after, changed);
      kind.ifPresent(which -> judgement.tell(which, details));
      judgement.keep(kind.map(HealthJudge::what).orElseGet(() -> entry(after, changed)), details);
    }
  }

  private NameState elected(NameState state) {
    NameState after = state;
    for (Family family : Family.values()) {
      after = Election.elected(after, name, family, now);
    }
    return after;
  }

  private Set<Family> changed(NameState after) {
    Set<Family> changed = new TreeSet<>();
    after
        .records()
        .forEach(
            (family, record) -> {
              if (!before
                  .record(family)
                  .map(RecordState::wanted)
                  .equals(Optional.of(record.wanted()))) {
                changed.add(family);
              }
            });
    return changed;
  }

  private Details details(NameState after, Set<Family> changed) {
    Details details = new Details();
    for (Family family : changed) {
      String type = family.recordType();
      details.put(type, after.record(family).map(RecordState::wanted));
      details.put("old-" + type, before.record(family).map(RecordState::wanted));
    }
    Set<String> down = new TreeSet<>();
    for (Family family : Family.values()) {
      down.addAll(checks.reasons(name, after, family));
    }
    return details.put("down", String.join("; ", down));
  }

  private static What entry(NameState after, Set<Family> changed) {
    boolean withdrawn =
        changed.stream()
            .flatMap(family -> after.record(family).stream())
            .allMatch(record -> record.wanted().equals(Content.NOTHING));
    return withdrawn ? What.WITHDRAWN : What.ENTRY_CHANGED;
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
      Optional<Content> asBefore = Election.of(name, before, family);
      Optional<Content> wanted = after.record(family).map(RecordState::wanted);
      if (asBefore.isPresent()
          && !asBefore.equals(wanted)
          && !wanted.equals(Optional.of(Content.NOTHING))) {
        return Optional.of(
            lost(asBefore.get(), after, family) ? Kind.FAILED_OVER : Kind.FAILED_BACK);
      }
    }
    return Optional.empty();
  }

  /** Whether one of those who were published is down. */
  private boolean lost(Content old, NameState after, Family family) {
    return old instanceof Publication.Addresses addresses
        && name.members().stream()
            .anyMatch(
                member ->
                    Election.address(member, after.said(), family)
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
