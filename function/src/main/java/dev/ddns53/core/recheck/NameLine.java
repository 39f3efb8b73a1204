package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a name stands, for people: the worst of its records. */
final class NameLine {

  private NameLine() {}

  static Line of(NameState state, boolean listed, Optional<Fqdn> occludedBy) {
    Standing worst = Standing.UNPUBLISHED;
    List<String> details = new ArrayList<>();
    for (Map.Entry<Family, RecordState> each : new TreeMap<>(state.records()).entrySet()) {
      Standing standing = standing(each.getValue(), listed);
      worst = standing.compareTo(worst) > 0 || worst == Standing.UNPUBLISHED ? standing : worst;
      String detail = detail(each.getValue(), standing);
      if (!detail.isEmpty()) {
        details.add(each.getKey().recordType() + ": " + detail);
      }
    }
    if (occludedBy.isPresent() && worst.compareTo(Standing.OCCLUDED) < 0) {
      return new Line(
          state.name(),
          Standing.OCCLUDED,
          "resolvers are led away by the delegation of " + occludedBy.get());
    }
    return new Line(state.name(), worst, String.join("; ", details));
  }

  private static Standing standing(RecordState record, boolean listed) {
    if (record.drift().isPresent()) {
      return record.drift().get().found().isEmpty() ? Standing.MISSING : Standing.DIFFERS;
    }
    return switch (record.stage()) {
      case Stage.Due due -> Standing.PENDING;
      case Stage.Blocked blocked -> Standing.BLOCKED;
      case Stage.Rejected rejected -> Standing.REJECTED;
      case Stage.Denied denied -> Standing.DENIED;
      case Stage.Published published -> published(record, listed);
    };
  }

  private static Standing published(RecordState record, boolean listed) {
    if (!listed) {
      return Standing.UNKNOWN;
    }
    return record.wanted().equals(Content.NOTHING) ? Standing.UNPUBLISHED : Standing.IN_SYNC;
  }

  private static String detail(RecordState record, Standing standing) {
    String expected = "expected " + record.known().text() + ", found ";
    return switch (standing) {
      case IN_SYNC, UNPUBLISHED, OCCLUDED -> "";
      case PENDING -> "waits for Route 53";
      case UNKNOWN -> "the zone could not be read";
      case DIFFERS, MISSING ->
          expected + record.drift().map(drift -> drift.text()).orElse(Content.NOTHING.text());
      case BLOCKED, REJECTED, DENIED -> stopped(record.stage());
    };
  }

  private static String stopped(Stage stage) {
    return switch (stage) {
      case Stage.Blocked(List<RecordSet> found, var since) ->
          "not ours: " + RecordSet.described(found);
      case Stage.Rejected(String reason) -> reason;
      case Stage.Denied(String reason) -> reason;
      case Stage.Due due -> "";
      case Stage.Published published -> "";
    };
  }
}
