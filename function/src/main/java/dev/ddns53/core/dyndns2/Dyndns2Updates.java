package dev.ddns53.core.dyndns2;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.dyndns2.Dyndns2Query.Asked;
import dev.ddns53.core.dyndns2.Dyndns2Query.Host;
import dev.ddns53.core.report.RecordOutcome;
import dev.ddns53.core.report.Update;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes a router's update the way that all updates go, and tells it what became of each host. */
public final class Dyndns2Updates {

  private final UpdateService updates;

  public Dyndns2Updates(UpdateService updates) {
    this.updates = updates;
  }

  /**
   * What became of it.
   *
   * @param lines for the router, in the order of its hosts
   * @param update what the update came to; empty where no host is the site's
   */
  public record Result(List<Dyndns2Line> lines, Optional<UpdateResult> update) {
    public Result {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Carries an update out for those hosts that are the site's.
   *
   * @throws dev.ddns53.core.port.Unavailable when nothing was written
   * @throws dev.ddns53.core.port.Unconfirmed when nobody knows whether the report was stored
   */
  public Result update(Authenticated caller, Asked asked, Request request, Instant now) {
    String address = asked.spelled().isEmpty() ? request.source().toString() : asked.spelled();
    Set<Fqdn> fed = Set.copyOf(caller.site().names());
    Set<Fqdn> named =
        asked.hosts().stream()
            .flatMap(host -> host.name().stream())
            .filter(fed::contains)
            .collect(Collectors.toSet());
    if (named.isEmpty() && !asked.hosts().isEmpty()) {
      return new Result(lines(asked, address, List.of()), Optional.empty());
    }
    Optional<Set<Fqdn>> names = Optional.of(named).filter(some -> !some.isEmpty());
    UpdateResult result = updates.update(caller, Update.of(asked.addresses(), names), request, now);
    return new Result(
        switch (result) {
          case UpdateResult.Accepted accepted -> lines(asked, address, accepted.records());
          case UpdateResult.Refused refused when refused.records().isEmpty() ->
              List.of(new Dyndns2Line(Dyndns2Code.of(refused.problem().code()), address));
          case UpdateResult.Refused refused -> lines(asked, address, refused.records());
        },
        Optional.of(result));
  }

  /** One line for each host; one for all names where none is named. */
  private static List<Dyndns2Line> lines(Asked asked, String address, List<RecordOutcome> records) {
    return asked.hosts().isEmpty()
        ? List.of(new Dyndns2Line(code(records), address))
        : asked.hosts().stream()
            .map(host -> new Dyndns2Line(code(host, records), address))
            .toList();
  }

  private static Dyndns2Code code(Host host, List<RecordOutcome> records) {
    return host.name()
        .map(name -> code(records.stream().filter(each -> each.name().equals(name)).toList()))
        .orElse(Dyndns2Code.NOTFQDN);
  }

  /**
   * What is told of a host.
   *
   * <pre>
   *  its records           code
   *  ────────────────────  ──────
   *  none                  nohost
   *  any refused           dnserr
   *  any updated, pending  good
   *  all unchanged         nochg
   * </pre>
   */
  private static Dyndns2Code code(List<RecordOutcome> records) {
    Set<RecordOutcome.Status> seen =
        records.stream().map(RecordOutcome::status).collect(Collectors.toSet());
    if (seen.isEmpty()) {
      return Dyndns2Code.NOHOST;
    }
    if (seen.contains(RecordOutcome.Status.REFUSED)) {
      return Dyndns2Code.DNSERR;
    }
    return seen.equals(Set.of(RecordOutcome.Status.UNCHANGED))
        ? Dyndns2Code.NOCHG
        : Dyndns2Code.GOOD;
  }
}
