package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.publish.PendingName;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What follows for a name: its next row, what is told and kept of it, and what is to be sent. */
final class Judgement {

  private final NameState read;
  private final Instant now;
  private final List<Notice> notices = new ArrayList<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final Map<Registration, Map<Family, List<RecordSet>>> out = new TreeMap<>();
  private final Set<Family> firsts = EnumSet.noneOf(Family.class);
  private final Set<Family> noted = EnumSet.noneOf(Family.class);
  private NameState state;

  /** Nothing follows, so far. */
  Judgement(NameState read, Instant now) {
    this.read = read;
    this.state = read.next();
    this.now = now;
  }

  /** The next row, as far as it is judged. */
  NameState state() {
    return state;
  }

  void becomes(NameState next) {
    state = next;
  }

  /** Both families' news of one kind are one notice. */
  void tell(Kind kind, Details details) {
    Notice plain = Notice.of(kind, state.name() + "#" + state.version(), now).about(state.name());
    Notice first =
        notices.stream().filter(notice -> notice.kind() == kind).findFirst().orElse(plain);
    notices.remove(first);
    notices.add(details.addTo(first));
  }

  void keep(What what, Details details) {
    HistoryEntry first =
        history.stream()
            .filter(entry -> entry.what() == what)
            .findFirst()
            .orElse(HistoryEntry.of(state, what, now));
    history.remove(first);
    history.add(details.addTo(first));
  }

  /** These record sets are to be replaced by what is wanted of a family. */
  void send(Registration registration, Family family, List<RecordSet> sets) {
    out.computeIfAbsent(registration, r -> new EnumMap<>(Family.class)).put(family, sets);
  }

  /** The same for a first publication, of which the row gets its note. */
  void sendFirst(Family family, List<RecordSet> sets, boolean earlier) {
    send(state.registered(), family, sets);
    noted.add(family);
    if (!earlier) {
      firsts.add(family);
    }
  }

  /** Whether there is something to be written. */
  boolean isNews() {
    return !state.equals(read.next());
  }

  Rows rows() {
    return Rows.of(state).telling(notices, HistoryEntry.merged(history));
  }

  /** What was judged to be sent, in the row as it stands once that was written. */
  List<PendingName> judged(OnDrift onDrift) {
    NameState row = isNews() ? state : read;
    List<PendingName> pending = new ArrayList<>();
    out.forEach(
        (registration, families) ->
            pending.add(
                registration.equals(row.registered())
                    ? new PendingName(row, registration, onDrift, families, noted, firsts)
                    : new PendingName(row, registration, onDrift, families)));
    return pending;
  }
}
