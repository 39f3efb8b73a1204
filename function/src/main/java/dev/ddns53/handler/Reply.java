package dev.ddns53.handler;

import dev.ddns53.core.dyndns2.Dyndns2Code;
import dev.ddns53.core.dyndns2.Dyndns2Line;
import dev.ddns53.core.dyndns2.Dyndns2Updates;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.report.RecordOutcome;
import dev.ddns53.core.report.UpdateResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An answer and what the log says of it. */
record Reply(
    HttpAnswer answer,
    String outcome,
    Optional<SiteId> site,
    List<String> records,
    List<String> troubles,
    Optional<Throwable> fault) {

  static Reply ok(HttpAnswer answer) {
    return new Reply(answer, "ok", Optional.empty(), List.of(), List.of(), Optional.empty());
  }

  static Reply of(Problem problem) {
    return of(Answers.of(problem), problem.code().slug(), List.of(), List.of());
  }

  /** What a router gets. */
  static Reply toRouter(Problem problem) {
    return of(Answers.toRouter(problem), problem.code().slug(), List.of(), List.of());
  }

  /** What a router gets whose query cannot be carried out. */
  static Reply toRouter(Dyndns2Code code) {
    return of(
        Answers.toRouter(List.of(new Dyndns2Line(code, ""))), code.text(), List.of(), List.of());
  }

  static Reply toRouter(Dyndns2Updates.Result result) {
    HttpAnswer answer = Answers.toRouter(result.lines());
    return result
        .update()
        .map(update -> of(update).answering(answer))
        .orElseGet(() -> of(answer, "nohost", List.of(), List.of()));
  }

  private Reply answering(HttpAnswer other) {
    return new Reply(other, outcome, site, records, troubles, fault);
  }

  static Reply of(UpdateResult result) {
    return switch (result) {
      case UpdateResult.Accepted accepted ->
          of(
              Answers.of(accepted),
              outcome(accepted.records()),
              accepted.records(),
              accepted.troubles());
      case UpdateResult.Refused refused ->
          of(
              Answers.of(result),
              refused.problem().code().slug(),
              refused.records(),
              refused.troubles());
    };
  }

  private static Reply of(
      HttpAnswer answer, String outcome, List<RecordOutcome> records, List<String> troubles) {
    return new Reply(
        answer,
        outcome,
        Optional.empty(),
        records.stream().map(Reply::line).toList(),
        troubles,
        Optional.empty());
  }

  private static String outcome(List<RecordOutcome> records) {
    return records.stream()
        .map(RecordOutcome::status)
        .max((a, b) -> rank(a) - rank(b))
        .orElse(RecordOutcome.Status.UNCHANGED)
        .slug();
  }

  private static int rank(RecordOutcome.Status status) {
    return switch (status) {
      case UNCHANGED -> 0;
      case UPDATED -> 1;
      case PENDING -> 2;
      case REFUSED -> 3;
    };
  }

  private static String line(RecordOutcome outcome) {
    return String.join(
        " ",
        outcome.name().value(),
        outcome.family().recordType(),
        outcome.content().text(),
        outcome.status().slug());
  }

  Reply by(SiteId caller) {
    return new Reply(answer, outcome, Optional.of(caller), records, troubles, fault);
  }

  Reply with(Optional<String> trouble) {
    List<String> all = Stream.concat(troubles.stream(), trouble.stream()).toList();
    return new Reply(answer, outcome, site, records, all, fault);
  }

  Reply because(Throwable cause) {
    return new Reply(answer, outcome, site, records, troubles, Optional.of(cause));
  }
}
