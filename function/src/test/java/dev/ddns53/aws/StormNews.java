package dev.ddns53.aws;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import java.time.Instant;
import java.util.List;

/** What people were told of a storm's name, as the rows of its history and of its notices say. */
record StormNews(Backend backend, Fqdn name) {

  /**
   * Whether both a name's history and a notice say what was found at a record's place.
   *
   * @param since told then or later
   * @param found the words for it
   */
  boolean isTold(Instant since, Family family, String found, Notice.Kind... kinds) {
    String fact = "found-" + family.recordType();
    return backend.history(name, since).stream()
        .filter(entry -> entry.facts().getOrDefault(fact, "").contains(found))
        .map(HistoryEntry::version)
        .flatMap(version -> List.of(kinds).stream().map(kind -> id(kind, version)))
        .flatMap(id -> backend.notice(id).stream())
        .anyMatch(notice -> notice.facts().getOrDefault(fact, "").contains(found));
  }

  private String id(Notice.Kind kind, long version) {
    return kind.slug() + "#" + name + "#" + version;
  }
}
