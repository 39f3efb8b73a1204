package dev.ddns53.core.publish;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes down what Route 53 does not take, and tells it once. */
final class Stops {

  private final State state;
  private final Time time;
  private final Written written;

  Stops(State state, Time time, Written written) {
    this.state = state;
    this.time = time;
    this.written = written;
  }

  /** Route 53 rejects a single record for what it is. */
  void rejected(PendingName name, String reason) {
    stopped(name, new Stage.Rejected(reason), Kind.RECORD_REJECTED, What.REJECTED, reason);
  }

  /** IAM denies us a single record. */
  void denied(PendingName name, String reason) {
    stopped(name, new Stage.Denied(reason), Kind.RECORD_DENIED, What.DENIED, reason);
  }

  /** IAM denies us a whole zone. */
  void denied(ZoneId zone, String reason) {
    Instant now = time.now();
    Notice notice =
        Notice.of(Kind.ZONE_DENIED, zone + "#" + now, now)
            .with("zone", zone.value())
            .with("reason", reason);
    state.replace(new Rows(List.of(), List.of(), List.of(notice), List.of()));
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
}
