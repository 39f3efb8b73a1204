package dev.ddns53.handler;

import dev.ddns53.core.Limits;
import dev.ddns53.core.auth.Authentication;
import dev.ddns53.core.auth.Authenticator;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.report.RecordOutcome;
import dev.ddns53.core.report.Refusals;
import dev.ddns53.core.report.SiteStatus;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The wire contract: which request leads where, and what its answer is. */
public final class Api {

  private final Authenticator authenticator;
  private final UpdateService updates;
  private final State state;
  private final Refusals refusals;
  private final RequestLog log;
  private final Time time;

  public Api(
      Authenticator authenticator, UpdateService updates, State state, RequestLog log, Time time) {
    this.authenticator = authenticator;
    this.updates = updates;
    this.state = state;
    this.refusals = new Refusals(state);
    this.log = log;
    this.time = time;
  }

  /** Answers a request that arrived at this time, and logs it. */
  public HttpAnswer answer(Request request, Instant now) {
    long start = System.nanoTime();
    Reply reply = reply(request, now);
    log.answered(
        new RequestLog.Entry(
            now,
            request,
            reply.answer.status(),
            reply.outcome,
            reply.site.map(SiteId::value),
            reply.records,
            reply.troubles,
            Duration.ofNanos(System.nanoTime() - start),
            reply.fault));
    return reply.answer;
  }

  private Reply reply(Request request, Instant now) {
    try {
      return route(request, now);
    } catch (Unavailable fault) {
      return Reply.of(Problem.unavailable()).because(fault);
    } catch (Unconfirmed fault) {
      return Reply.of(Problem.unconfirmed()).because(fault);
    } catch (RuntimeException fault) {
      return Reply.of(Problem.internal()).because(fault);
    }
  }

  private Reply route(Request request, Instant now) {
    return switch (request.method() + " " + request.path()) {
      case "POST /v1/update" -> signed(request, now, this::update);
      case "GET /v1/status" -> signed(request, now, this::status);
      case "GET /ip" -> Reply.ok(Answers.of(request.source()));
      default -> Reply.of(Problem.notFound());
    };
  }

  /** What an authenticated site gets. */
  private interface Signed {
    Reply reply(Authentication.Authenticated caller, Request request, Instant now);
  }

  private Reply signed(Request request, Instant now, Signed action) {
    if (!request.query().isEmpty()) {
      return Reply.of(Problem.queryNotAllowed());
    }
    if (request.body().size() > Limits.BODY_OCTETS) {
      return Reply.of(Problem.bodyTooLarge());
    }
    Instant began = time.now();
    return switch (authenticator.authenticate(request, now)) {
      case Authentication.Authenticated caller ->
          action.reply(caller, request, now).by(caller.site().id());
      case Authentication.Unauthenticated(Problem problem) -> Reply.of(problem);
      case Authentication.Unproved(SiteRows claimed, Problem problem) -> {
        Optional<String> trouble = refusals.unproved(claimed, problem, request.source(), now);
        awaitNextTick(began);
        yield Reply.of(problem).with(trouble);
      }
      case Authentication.Unauthorized(SiteState site, Problem problem) ->
          Reply.of(problem)
              .by(site.id())
              .with(refusals.refused(site, problem, request.source(), now));
    };
  }

  /** What a wrong signature takes must not tell whether there is such a site. */
  private void awaitNextTick(Instant began) {
    long tick = Limits.WRONG_SIGNATURE_TICK.toNanos();
    long since = Duration.between(began, time.now()).toNanos();
    time.pass(Duration.ofNanos(tick - Math.floorMod(since, tick)));
  }

  private Reply update(Authentication.Authenticated caller, Request request, Instant now) {
    UpdateResult result = updates.update(caller, request, now);
    return switch (result) {
      case UpdateResult.Accepted accepted -> Reply.of(accepted);
      case UpdateResult.Refused refused ->
          Reply.of(refused)
              .with(refusals.refused(caller.state(), refused.problem(), request.source(), now));
    };
  }

  private Reply status(Authentication.Authenticated caller, Request request, Instant now) {
    return Reply.ok(Answers.of(SiteStatus.of(caller, state, request.source(), now)));
  }

  /** An answer and what the log says of it. */
  private record Reply(
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
}
