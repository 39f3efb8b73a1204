package dev.ddns53.core.publish;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes down what is about to be sent, and what was published. */
final class Marks {

  private static final int ROUNDS = 5;

  private final State state;
  private final Time time;
  private final Written written;

  Marks(State state, Time time, Written written) {
    this.state = state;
    this.time = time;
    this.written = written;
  }

  /** The row says that these families' first publications are about to be sent. */
  Optional<PendingName> note(PendingName name, String who) {
    Set<Family> families = name.unnoted();
    if (families.isEmpty()) {
      return Optional.of(name);
    }
    NameState noted = name.state().next().noted(families, who);
    if (!state.replace(Rows.of(noted))) {
      written.moved(name.fqdn());
      return Optional.empty();
    }
    written.stored(noted);
    return Optional.of(name.noted(noted, families));
  }

  /**
   * Route 53 took it.
   *
   * @param began when the sending began
   */
  void published(PendingName name, ChangeId change, Instant began) {
    NameState before = name.state();
    for (int round = 0; round < ROUNDS; round++) {
      NameState after = marked(name, before, change, began);
      if (after.equals(before)) {
        break;
      }
      if (state.replace(
          Rows.of(after).telling(List.of(), replaced(name, after).stream().toList()))) {
        written.published(after);
        if (!after.due().isEmpty()) {
          written.moved(name.fqdn());
        }
        return;
      }
      before = state.names(List.of(name.fqdn())).getFirst().state();
    }
    written.moved(name.fqdn());
  }

  /** The next version in which what was sent is known to stand; the same where others know more. */
  private NameState marked(PendingName name, NameState before, ChangeId change, Instant began) {
    Map<Family, RecordState> records = new EnumMap<>(Family.class);
    records.putAll(before.remains(name.registration()));
    boolean any = false;
    for (Family family : name.families()) {
      RecordState sent = name.record(family);
      RecordState now = records.get(family);
      if (now == null || !isUnlearned(sent, now)) {
        continue;
      }
      if (now.made() == sent.made()) {
        records.put(family, now.published(Optional.of(change), began));
        any = true;
      } else if (now.confirmed() == sent.confirmed() && now.mayBeOurs(sent.wanted())) {
        records.put(family, now.knowing(sent.wanted(), time.now()));
        any = true;
      }
    }
    return any ? before.next().withRemains(name.registration(), records) : before;
  }

  /** Whether nobody has learned from a listing meanwhile what stands there after it was sent. */
  private static boolean isUnlearned(RecordState sent, RecordState now) {
    return (now.isDue() || now.stage().equals(sent.stage())) && now.drift().equals(sent.drift());
  }

  /** What people did by hand and is replaced now. */
  private Optional<HistoryEntry> replaced(PendingName name, NameState after) {
    HistoryEntry plain =
        HistoryEntry.of(
            after,
            name.onDrift() == OnDrift.REPAIR ? What.REPAIRED : What.DRIFT_REPLACED,
            time.now());
    HistoryEntry entry = plain;
    for (Family family : name.families()) {
      Optional<Drift> drift = name.record(family).drift();
      if (drift.isPresent()) {
        entry =
            entry
                .with(family.recordType(), name.record(family).wanted().text())
                .with("replaced-" + family.recordType(), drift.get().text());
      }
    }
    return entry.equals(plain) ? Optional.empty() : Optional.of(entry);
  }
}
