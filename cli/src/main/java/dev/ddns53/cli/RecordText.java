package dev.ddns53.cli;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.terminal.Neutral;
import dev.ddns53.terminal.TextTable;
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

  private static void add(TextTable table, NameRows rows) {
    String name = rows.state().name().value();
    if (rows.state().records().isEmpty()) {
      table.add(name, "-", "-", "-", "no report yet");
    }
    new TreeMap<>(rows.state().records())
        .forEach((family, record) -> add(table, name, family, record));
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

  private static String status(RecordState record) {
    if (record.drift().isPresent()) {
      return Neutral.text(
          "drift since %s: %s"
              .formatted(record.drift().get().since(), record.drift().get().text()));
    }
    return switch (record.stage()) {
      case Stage.Due due -> "pending";
      case Stage.Published published ->
          record.wanted().equals(Content.NOTHING) ? "withdrawn" : "published";
      case Stage.Blocked(List<RecordSet> found, var since) ->
          Neutral.text("not ours, since %s: %s".formatted(since, RecordSet.described(found)));
      case Stage.Rejected(String reason) -> "rejected: " + Neutral.text(reason);
      case Stage.Denied(String reason) -> "denied: " + Neutral.text(reason);
    };
  }
}
