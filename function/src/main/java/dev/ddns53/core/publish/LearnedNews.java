package dev.ddns53.core.publish;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What people are told of what a sender learned: drift, and what stands in the way. */
final class LearnedNews {

  private final PendingName name;
  private final Instant now;
  private final Map<Family, List<RecordSet>> drifted = new EnumMap<>(Family.class);
  private final Map<Family, List<RecordSet>> blocked = new EnumMap<>(Family.class);

  LearnedNews(PendingName name, Instant now) {
    this.name = name;
    this.now = now;
  }

  void drifted(Family family, List<RecordSet> found) {
    drifted.put(family, found);
  }

  void blocked(Family family, List<RecordSet> found) {
    blocked.put(family, found);
  }

  /**
   * A row with all that is told of it.
   *
   * @param replaced families whose records are sent once more
   */
  Rows with(NameState after, Set<Family> replaced) {
    List<Notice> notices = new ArrayList<>();
    List<HistoryEntry> history = new ArrayList<>();
    if (!drifted.isEmpty()) {
      Map<String, String> facts = facts(drifted, RecordState::known);
      facts.put("action", action(replaced));
      notices.add(notice(Kind.DRIFT_FOUND, after, facts));
      history.add(HistoryEntry.of(after, What.DRIFT_FOUND, now).with(facts));
    }
    if (!blocked.isEmpty()) {
      Map<String, String> facts = facts(blocked, RecordState::wanted);
      notices.add(notice(Kind.RECORD_BLOCKED, after, facts));
      history.add(HistoryEntry.of(after, What.BLOCKED, now).with(facts));
    }
    return Rows.of(after).telling(notices, HistoryEntry.merged(history));
  }

  private Map<String, String> facts(
      Map<Family, List<RecordSet>> found, Function<RecordState, Content> expected) {
    Map<String, String> facts = new LinkedHashMap<>();
    found.forEach(
        (family, sets) -> {
          String type = family.recordType();
          facts.put(type, expected.apply(name.record(family)).text());
          facts.put("found-" + type, RecordSet.described(sets));
        });
    return facts;
  }

  private Notice notice(Kind kind, NameState after, Map<String, String> facts) {
    Notice notice = Notice.of(kind, name.fqdn() + "#" + after.version(), now).about(name.fqdn());
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      notice = notice.with(fact.getKey(), fact.getValue());
    }
    return notice;
  }

  /** What follows from drift, as notices call it. */
  private String action(Set<Family> replaced) {
    if (drifted.keySet().stream().allMatch(this::isWithdrawn)) {
      return "left";
    }
    if (name.onDrift() == OnDrift.HOLD) {
      return "hold";
    }
    boolean goes = drifted.keySet().stream().anyMatch(replaced::contains);
    return goes ? name.onDrift() == OnDrift.REPAIR ? "repair" : "replace" : "alert";
  }

  private boolean isWithdrawn(Family family) {
    return name.record(family).wanted().equals(Content.NOTHING);
  }
}
