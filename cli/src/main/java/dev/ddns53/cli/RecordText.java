package dev.ddns53.cli;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Registrations;
import dev.ddns53.core.record.Stage;
import dev.ddns53.terminal.Neutral;
import dev.ddns53.terminal.TextTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The records of names: what they must be, and how far each has got. */
final class RecordText {

  private RecordText() {}

  static TextTable table(List<NameRows> names) {
    TextTable table = new TextTable("NAME", "TYPE", "ADDRESSES", "TTL", "STATUS");
    names.stream()
        .sorted(Comparator.comparing(rows -> rows.state().name()))
        .forEach(rows -> add(table, rows));
    return table;
  }

  /** The rows under the names' present registrations; what others published proves nothing. */
  static List<NameRows> current(List<NameRows> names, Instant now) {
    return names.stream()
        .map(
            rows ->
                new NameRows(
                    rows.registered(), Registrations.current(rows.state(), rows.registered(), now)))
        .toList();
  }

  private static void add(TextTable table, NameRows rows) {
    String name = rows.state().name().value();
    if (rows.state().records().isEmpty()) {
      table.add(name, "-", "-", "-", unpublished(rows.state()));
    }
    new TreeMap<>(rows.state().records())
        .forEach((family, record) -> add(table, name, family, record));
  }

  /** Fixed members are published by the re-check, and so is what sites said before a move. */
  private static String unpublished(NameState state) {
    return state.said().isEmpty() ? "no report yet" : "pending";
  }

  private static void add(TextTable table, String name, Family family, RecordState record) {
    table.add(
        name, family.recordType(), target(record.wanted()), ttl(record.wanted()), status(record));
  }

  private static String target(Content content) {
    return content instanceof Publication publication ? publication.target() : "-";
  }

  private static String ttl(Content content) {
    return content instanceof Publication.Addresses addresses
        ? Integer.toString(addresses.ttl().seconds())
        : "-";
  }

  /** Whether nobody and nothing keeps the record from being what is wanted. */
  static boolean isAsItShould(RecordState record) {
    return record.drift().isEmpty()
        && switch (record.stage()) {
          case Stage.Due due -> true;
          case Stage.Published published -> true;
          case Stage.Blocked blocked -> false;
          case Stage.Rejected rejected -> false;
          case Stage.Denied denied -> false;
        };
  }

  static String status(RecordState record) {
    if (record.drift().isPresent()) {
      Drift drift = record.drift().get();
      return Neutral.line("drift since %s: %s stands there".formatted(drift.since(), drift.text()));
    }
    return switch (record.stage()) {
      case Stage.Due due -> "pending";
      case Stage.Published published ->
          record.wanted() instanceof Publication ? "published" : "withdrawn";
      case Stage.Blocked(List<RecordSet> found, Instant since) ->
          Neutral.line(
              "blocked since %s: %s stands there, which is not ours"
                  .formatted(since, RecordSet.described(found)));
      case Stage.Rejected(String reason) -> Neutral.line("rejected: " + reason);
      case Stage.Denied(String reason) -> Neutral.line("denied: " + reason);
    };
  }
}
