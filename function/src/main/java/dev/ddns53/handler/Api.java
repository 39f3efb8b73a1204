package dev.ddns53.handler;

import dev.ddns53.core.Limits;
import dev.ddns53.core.auth.Authentication;
import dev.ddns53.core.auth.Authenticator;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.auth.RouterAuthenticator;
import dev.ddns53.core.dyndns2.Dyndns2Code;
import dev.ddns53.core.dyndns2.Dyndns2Query;
import dev.ddns53.core.dyndns2.Dyndns2Updates;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.report.Refusals;
import dev.ddns53.core.report.SiteStatus;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The wire contract: which request leads where, and what its answer is. */
public final class Api {

  private static final Set<String> ROUTERS = Set.of("GET /nic/update", "GET /v3/update");

  private final Authenticator authenticator;
  private final RouterAuthenticator routers;
  private final UpdateService updates;
  private final Dyndns2Updates routersUpdates;
  private final State state;
  private final Refusals refusals;
  private final RequestLog log;
  private final Time time;

  public Api(
      Authenticator authenticator,
      RouterAuthenticator routers,
      UpdateService updates,
      State state,
      RequestLog log,
      Time time) {
    this.authenticator = authenticator;
    this.routers = routers;
    this.updates = updates;
    this.routersUpdates = new Dyndns2Updates(updates);
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
            reply.answer().status(),
            reply.outcome(),
            reply.site().map(SiteId::value),
            reply.records(),
            reply.troubles(),
            Duration.ofNanos(System.nanoTime() - start),
            reply.fault()));
    return reply.answer();
  }

  private Reply reply(Request request, Instant now) {
    Function<Problem, Reply> wire = isRouters(request) ? Reply::toRouter : Reply::of;
    try {
      return route(request, now);
    } catch (Unavailable fault) {
      return wire.apply(Problem.unavailable()).because(fault);
    } catch (Unconfirmed fault) {
      return wire.apply(Problem.unconfirmed()).because(fault);
    } catch (RuntimeException fault) {
      return wire.apply(Problem.internal()).because(fault);
    }
  }

  private Reply route(Request request, Instant now) {
    if (isRouters(request)) {
      return router(request, now);
    }
    return switch (route(request)) {
      case "POST /v1/update" -> signed(request, now, this::update);
      case "GET /v1/status" -> signed(request, now, this::status);
      case "GET /ip" -> Reply.ok(Answers.of(request.source()));
      default -> Reply.of(Problem.notFound());
    };
  }

  private static boolean isRouters(Request request) {
    return ROUTERS.contains(route(request));
  }

  private static String route(Request request) {
    return request.method() + " " + request.path();
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
    return authenticated(
        authenticator.authenticate(request, now), request, began, now, Reply::of, action);
  }

  private Reply router(Request request, Instant now) {
    Dyndns2Query query = Dyndns2Query.of(request.query());
    Instant began = time.now();
    return authenticated(
        routers.authenticate(request, now),
        request,
        began,
        now,
        Reply::toRouter,
        (caller, called, at) -> router(caller, query, called, at));
  }

  private Reply authenticated(
      Authentication.OfRequest who,
      Request request,
      Instant began,
      Instant now,
      Function<Problem, Reply> wire,
      Signed action) {
    return switch (who) {
      case Authentication.Authenticated caller ->
          action.reply(caller, request, now).by(caller.site().id());
      case Authentication.Unauthenticated(Problem problem) -> wire.apply(problem);
      case Authentication.Unproved(SiteRows claimed, Problem problem) -> {
        Optional<String> trouble = refusals.unproved(claimed, problem, request.source(), now);
        awaitNextTick(began);
        yield wire.apply(problem).with(trouble);
      }
      case Authentication.Unauthorized(SiteState site, Problem problem) ->
          wire.apply(problem)
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
    return Reply.of(result).with(told(caller, Optional.of(result), request, now));
  }

  private Reply router(
      Authentication.Authenticated caller, Dyndns2Query query, Request request, Instant now) {
    return switch (query) {
      case Dyndns2Query.Refused(Dyndns2Code code) -> Reply.toRouter(code);
      case Dyndns2Query.Asked asked -> {
        Dyndns2Updates.Result result = routersUpdates.update(caller, asked, request, now);
        yield Reply.toRouter(result).with(told(caller, result.update(), request, now));
      }
    };
  }

  private Optional<String> told(
      Authentication.Authenticated caller,
      Optional<UpdateResult> result,
      Request request,
      Instant now) {
    return result.orElse(null) instanceof UpdateResult.Refused refused
        ? refusals.refused(caller.state(), refused.problem(), request.source(), now)
        : Optional.empty();
  }

  private Reply status(Authentication.Authenticated caller, Request request, Instant now) {
    return Reply.ok(Answers.of(SiteStatus.of(caller, state, request.source(), now)));
  }
}
