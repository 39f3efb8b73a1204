package dev.ddns53.core.recheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.publish.PendingName;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table: what follows for a record from what a listing shows at its place. */
final class RecordJudgeTest {

  private static final Instant T = World.START;
  private static final Instant NOW = T.plusSeconds(60);
  private static final Content OLD = Runs.addresses("192.0.2.1");
  private static final Content NEW = Runs.addresses("192.0.2.2");
  private static final Content EDIT = Runs.addresses("203.0.113.66");
  private static final Content OTHER = Runs.addresses("203.0.113.67");

  private static List<RecordSet> sets(String what) {
    return switch (what) {
      case "-" -> List.of();
      case "old" -> RecordSet.of(OLD);
      case "new" -> RecordSet.of(NEW);
      case "edit" -> RecordSet.of(EDIT);
      case "other" -> RecordSet.of(OTHER);
      case "cname" -> List.of(cname());
      default -> throw new AssertionError(what);
    };
  }

  private static RecordSet cname() {
    try {
      return RecordSet.parse(
          "{\"Type\":\"CNAME\",\"TTL\":60,\"ResourceRecords\":[{\"Value\":\"x.example.net.\"}]}");
    } catch (InvalidJson e) {
      throw new AssertionError(e);
    }
  }

  /** A record, and what was told of it before: "published, told edit". */
  private static RecordState record(String what) {
    String[] parts = what.split(" told ", -1);
    RecordState published =
        RecordState.first(OLD, 1).noted("somebody").published(Optional.empty(), T);
    RecordState change = published.wanting(NEW, 2, T);
    Stage rejected = new Stage.Rejected("no");
    RecordState record =
        switch (parts[0]) {
          case "first" -> RecordState.first(NEW, 1);
          case "first, rejected" -> RecordState.first(NEW, 1).at(rejected);
          case "first, rejected, noted" -> RecordState.first(NEW, 1).noted("a").at(rejected);
          case "first, blocked" -> RecordState.first(NEW, 1).blocked(sets("edit"), false, T);
          case "published" -> published;
          case "published, due" -> published.due();
          case "published, rejected" -> published.at(rejected);
          case "change" -> change;
          case "change, published" -> change.published(Optional.empty(), T);
          case "change, rejected" -> change.at(rejected);
          case "withdrawal" -> published.wanting(Content.NOTHING, 2, T);
          case "nothing" -> RecordState.first(Content.NOTHING, 1);
          default -> throw new AssertionError(what);
        };
    return parts.length == 1 ? record : record.drifted(Optional.of(new Drift(sets(parts[1]), T)));
  }

  private static Judgement judged(
      OnDrift onDrift, String record, String listed, boolean adopting, boolean retry) {
    NameState row =
        NameState.unpublished(new Fqdn("vpn.example.com")).with(Family.IPV4, record(record));
    Judgement judgement = new Judgement(row, NOW);
    new RecordJudge(onDrift, sets(listed), T, adopting, retry, NOW)
        .judge(Family.IPV4, record(record), judgement);
    return judgement;
  }

  private static RecordState after(Judgement judgement) {
    return judgement.state().record(Family.IPV4).orElseThrow();
  }

  /** What is told, which the history says too. */
  private static String told(Judgement judgement) {
    Rows rows = judgement.rows();
    assertEquals(
        rows.notices().stream().map(notice -> notice.kind().slug().replace("record-", "")).toList(),
        rows.history().stream().map(entry -> entry.what().slug()).toList());
    assertEquals(
        rows.notices().stream().map(Notice::facts).toList(),
        rows.history().stream().map(HistoryEntry::facts).toList());
    return rows.notices().isEmpty()
        ? "-"
        : rows.notices().stream()
            .map(notice -> notice.facts().getOrDefault("action", notice.kind().slug()))
            .collect(Collectors.joining(" "));
  }

  /** What is sent in place of which record sets. */
  private static String sent(Judgement judgement, OnDrift onDrift) {
    List<PendingName> sent = judgement.judged(onDrift);
    return sent.isEmpty()
        ? "-"
        : RecordSet.described(sent.getFirst().out().getOrDefault(Family.IPV4, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // policy | record | listed | retry | stage | told | sent in place of
        "ALERT | published | edit | false | Published | alert | -",
        "ALERT | published, due | edit | false | Published | alert | -",
        "ALERT | change | edit | false | Due | replace | a record of type A (203.0.113.66, TTL 60)",
        "ALERT | change | cname | false | Due | alert | -",
        "ALERT | change, rejected | edit | false | Rejected | alert | -",
        "ALERT | change, rejected | edit | true | Rejected | replace"
            + " | a record of type A (203.0.113.66, TTL 60)",
        "ALERT | published, rejected | edit | true | Rejected | alert | -",
        "ALERT | published told edit | edit | false | Published | - | -",
        "ALERT | published told other | edit | false | Published | alert | -",
        "ALERT | change told edit | edit | false | Due | -"
            + " | a record of type A (203.0.113.66, TTL 60)",
        "REPAIR | published | edit | false | Due | repair"
            + " | a record of type A (203.0.113.66, TTL 60)",
        "REPAIR | published | - | false | Due | repair | nothing",
        "REPAIR | published told edit | edit | false | Due | -"
            + " | a record of type A (203.0.113.66, TTL 60)",
        "REPAIR | published, rejected | edit | false | Rejected | repair | -",
        "REPAIR | published, rejected | edit | true | Rejected | repair"
            + " | a record of type A (203.0.113.66, TTL 60)",
        "HOLD | published | edit | false | Published | hold | -",
        "HOLD | published, due | edit | false | Published | hold | -",
        "HOLD | change | edit | false | Due | hold | -"
      })
  void edited_byItsPolicyAndStage(
      OnDrift onDrift,
      String record,
      String listed,
      boolean retry,
      String stage,
      String told,
      String sent) {
    Judgement judgement = judged(onDrift, record, listed, false, retry);
    assertEquals(stage, after(judgement).stage().getClass().getSimpleName());
    assertEquals(sets(listed), after(judgement).drift().orElseThrow().found());
    assertEquals(told, told(judgement));
    assertEquals(sent, sent(judgement, onDrift));
  }

  /** Where nothing of ours shall stand, what others made is theirs; told where ours had stood. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "withdrawal | edit | left",
        "withdrawal told edit | edit | -",
        "withdrawal told other | edit | left",
        "nothing | edit | -",
        "withdrawal | - | -"
      })
  void nothingWanted_othersKeepWhatTheyMade(String record, String listed, String told) {
    Judgement judgement = judged(OnDrift.REPAIR, record, listed, false, false);
    assertEquals("Published", after(judgement).stage().getClass().getSimpleName());
    assertEquals(Optional.empty(), after(judgement).drift());
    assertEquals(told, told(judgement));
    assertEquals("-", sent(judgement, OnDrift.REPAIR));
  }

  /** A record that was never ours is told once; a refused one waits for its turn. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // record | listed | adopting | retry | stage | told
        "first | edit | false | false | Blocked | record-blocked",
        "first | edit | true | false | Blocked | record-blocked",
        "first, blocked | edit | false | false | Blocked | -",
        "first, blocked | other | false | false | Blocked | record-blocked",
        "first, rejected | edit | false | false | Rejected | -",
        "first, rejected | edit | false | true | Blocked | record-blocked",
        "first, rejected | edit | true | true | Rejected | -"
      })
  void foreign_blockedAndToldOnce(
      String record, String listed, boolean adopting, boolean retry, String stage, String told) {
    Judgement judgement = judged(OnDrift.ALERT, record, listed, adopting, retry);
    assertEquals(stage, after(judgement).stage().getClass().getSimpleName());
    assertEquals(told, told(judgement));
    assertEquals("-", sent(judgement, OnDrift.ALERT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // record | listed | retry | stage | known | told | sent in place of
        "published | old | false | Published | 192.0.2.1 (TTL 60) | - | -",
        "published told edit | old | false | Published | 192.0.2.1 (TTL 60) | drift-cleared | -",
        "change | new | false | Published | 192.0.2.2 (TTL 60) | - | -",
        "change | old | false | Due | 192.0.2.1 (TTL 60) | - | -",
        "change, published | old | false | Due | 192.0.2.1 (TTL 60) | change-stuck | -",
        "change, rejected | old | false | Rejected | 192.0.2.1 (TTL 60) | - | -",
        "change, rejected | old | true | Rejected | 192.0.2.1 (TTL 60) | -"
            + " | a record of type A (192.0.2.1, TTL 60)",
        "first | - | false | Due | nothing | - | -",
        "first, rejected | - | false | Rejected | nothing | - | -",
        "first, rejected | - | true | Rejected | nothing | - | nothing"
      })
  void ours_knownAndSentWhereItIsDue(
      String record,
      String listed,
      boolean retry,
      String stage,
      String known,
      String told,
      String sent) {
    Judgement judgement = judged(OnDrift.ALERT, record, listed, false, retry);
    assertEquals(stage, after(judgement).stage().getClass().getSimpleName());
    assertEquals(known, after(judgement).known().text());
    assertEquals(Optional.empty(), after(judgement).drift());
    assertEquals(told, told(judgement));
    assertEquals(sent, sent(judgement, OnDrift.ALERT));
  }

  /** A first publication is noted before it is tried again; an earlier note stays whose it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"first, rejected | retry#1 | true", "first, rejected, noted | a | false"})
  void firstPublicationTriedAgain_noted(String record, String note, boolean first) {
    Judgement judgement = judged(OnDrift.ALERT, record, "-", false, true);
    assertEquals(Optional.of(note), after(judgement).note());
    PendingName sent = judgement.judged(OnDrift.ALERT).getFirst();
    assertEquals(Set.of(Family.IPV4), sent.noted());
    assertEquals(first ? Set.of(Family.IPV4) : Set.of(), sent.firsts());
  }

  /** Whatever the listing shows, an hour after it was last wanted a content cannot land. */
  @ParameterizedTest
  @CsvSource({"change, 0, 1", "change, 1, 0"})
  void edited_candidatesAgeOut(String record, long millis, int candidates) {
    NameState row =
        NameState.unpublished(new Fqdn("vpn.example.com")).with(Family.IPV4, record(record));
    Judgement judgement = new Judgement(row, NOW);
    Instant began = T.plus(Limits.CANDIDATE_KEPT).plusMillis(millis);
    new RecordJudge(OnDrift.HOLD, sets("edit"), began, false, false, NOW)
        .judge(Family.IPV4, record(record), judgement);
    assertEquals(candidates, after(judgement).candidates().size());
  }

  @Test
  void told_whatWasExpectedAndWhatStandsThere() {
    Judgement edited = judged(OnDrift.ALERT, "published", "edit", false, false);
    assertEquals(
        "{A=192.0.2.1 (TTL 60), found-A=a record of type A (203.0.113.66, TTL 60), action=alert}",
        edited.rows().notices().getFirst().facts().toString());
    Judgement cleared = judged(OnDrift.ALERT, "published told edit", "old", false, false);
    assertEquals(
        "{A=192.0.2.1 (TTL 60), since=" + T + "}",
        cleared.rows().notices().getFirst().facts().toString());
    Judgement stuck = judged(OnDrift.ALERT, "change, published", "old", false, false);
    assertEquals(
        "{A=192.0.2.2 (TTL 60), found-A=192.0.2.1 (TTL 60)}",
        stuck.rows().notices().getFirst().facts().toString());
  }
}
