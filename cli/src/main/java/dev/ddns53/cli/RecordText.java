package dev.ddns53.cli;

import dev.ddns53.cli.terminal.Neutral;
import dev.ddns53.cli.terminal.TextTable;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.port.State.NameRows;
import java.util.Comparator;
import java.util.List;

/** The record sets of names: what they must be, and whether Route 53 has confirmed it. */
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
    rows.state().records().values().stream()
        .sorted(Comparator.comparing(record -> record.publication().family()))
        .forEach(record -> add(table, name, record));
  }

  private static String ttl(Publication publication) {
    return switch (publication) {
      case Publication.Addresses addresses -> Integer.toString(addresses.ttl().seconds());
      case Publication.Alias alias -> "-";
    };
  }

  private static void add(TextTable table, String name, RecordState record) {
    table.add(
        name,
        record.publication().family().recordType(),
        record.publication().target(),
        ttl(record.publication()),
        status(record));
  }

  private static String status(RecordState record) {
    return record
        .rejected()
        .map(reason -> "refused: " + Neutral.text(reason))
        .orElse(record.isPublished() ? "published" : "pending");
  }
}
