package dev.ddns53.core.publish;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes down what Route 53 answered. */
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

  /** Route 53 rejects a single record for what it is. */
  void rejected(PendingName name, String reason) {
    stopped(name, new Stage.Rejected(reason), Kind.RECORD_REJECTED, What.REJECTED, reason);
  }

  /** IAM denies us a single record. */
  void denied(PendingName name, String reason) {
    stopped(name, new Stage.Denied(reason), Kind.RECORD_DENIED, What.DENIED, reason);
  }

  private void stopped(PendingName name, Stage stage, Kind kind, What what, String reason) {
    Family family = name.families().iterator().next();
    RecordState record = name.record(family);
    boolean told = record.stage().getClass().equals(stage.getClass());
    boolean first = name.firsts().contains(family);
    if (told && !first) {
      return;
    }
    Instant now = time.now();
    Map<Family, RecordState> records = new EnumMap<>(Family.class);
    records.putAll(name.state().remains(name.registration()));
    records.put(family, (first ? record.unnoted() : record).at(stage));
    NameState after = name.state().next().withRemains(name.registration(), records);
    if (told) {
      store(after, Rows.of(after));
      return;
    }
    Notice notice =
        Notice.of(kind, name.fqdn() + "#" + after.version(), now)
            .about(name.fqdn())
            .with("type", family.recordType())
            .with("reason", reason);
    HistoryEntry entry =
        HistoryEntry.of(after, what, now).with("type", family.recordType()).with("reason", reason);
    store(after, Rows.of(after).telling(List.of(notice), List.of(entry)));
  }

  private void store(NameState after, Rows rows) {
    if (state.replace(rows)) {
      written.stored(after);
    } else {
      written.moved(after.name());
    }
  }

  /** IAM denies us a whole zone. */
  void zoneDenied(ZoneId zone, String reason) {
    Instant now = time.now();
    Notice notice =
        Notice.of(Kind.ZONE_DENIED, zone + "#" + now, now)
            .with("zone", zone.value())
            .with("reason", reason);
    state.replace(new Rows(List.of(), List.of(), List.of(notice), List.of()));
  }
}
