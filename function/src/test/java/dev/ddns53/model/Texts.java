package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A history's rows and batches in few words. */
final class Texts {

  private Texts() {}

  static String of(List<Replacement> replacements) {
    return replacements.stream()
        .map(
            each ->
                each.name()
                    + ": "
                    + RecordSet.described(each.out())
                    + " -> "
                    + RecordSet.described(each.in()))
        .collect(Collectors.joining("; "));
  }

  static String of(Rows rows) {
    return rows.sites().stream()
            .map(site -> site.id() + " v" + site.version() + " ")
            .collect(Collectors.joining())
        + rows.names().stream().map(Texts::of).collect(Collectors.joining(", "))
        + rows.notices().stream()
            .map(notice -> " TELLS " + notice.id() + notice.facts())
            .collect(Collectors.joining());
  }

  static String of(NameState row) {
    return row.name()
        + " v"
        + row.version()
        + " r"
        + row.registered().stamp().toEpochMilli() % 10_000_000
        + of(row.records())
        + row.former().entrySet().stream()
            .map(
                each ->
                    " FORMER r"
                        + each.getKey().stamp().toEpochMilli() % 10_000_000
                        + of(each.getValue()))
            .collect(Collectors.joining())
        + (row.settled().isEmpty() ? "" : " settled " + row.settled());
  }

  private static String of(Map<Family, RecordState> records) {
    return new TreeMap<>(records)
        .entrySet().stream()
            .map(each -> " " + each.getKey().recordType() + "[" + of(each.getValue()) + "]")
            .collect(Collectors.joining());
  }

  private static String of(RecordState record) {
    String stage =
        switch (record.stage()) {
          case Stage.Due due -> "due";
          case Stage.Published published -> "published";
          case Stage.Blocked blocked -> "blocked by " + RecordSet.described(blocked.found());
          case Stage.Rejected rejected -> "rejected";
          case Stage.Denied denied -> "denied";
        };
    return "wants "
        + record.wanted().text()
        + " made "
        + record.made()
        + "/"
        + record.confirmed()
        + ", known "
        + record.known().text()
        + ", "
        + stage
        + (record.noted() ? ", noted" : "")
        + record.drift().map(Drift::text).map(text -> ", drift " + text).orElse("")
        + (record.candidates().isEmpty()
            ? ""
            : ", candidates " + record.candidates().keySet().stream().map(Content::text).toList());
  }
}
