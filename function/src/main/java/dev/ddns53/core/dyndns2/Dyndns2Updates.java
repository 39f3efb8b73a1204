package dev.ddns53.core.dyndns2;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ipv6Prefix;
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
    String address = told(asked, request);
    Set<Fqdn> fed = Set.copyOf(caller.site().names());
    Set<Fqdn> named =
        asked.hosts().stream()
            .flatMap(host -> host.name().stream())
            .filter(fed::contains)
            .collect(Collectors.toSet());
    if (named.isEmpty() && !asked.hosts().isEmpty()) {
      return new Result(lines(asked, address, fed, List.of()), Optional.empty());
    }
    Optional<Set<Fqdn>> names = Optional.of(named).filter(some -> !some.isEmpty());
    UpdateResult result =
        updates.update(caller, Update.of(asked.addresses(), asked.prefix(), names), request, now);
    return new Result(
        switch (result) {
          case UpdateResult.Accepted accepted -> lines(asked, address, fed, accepted.records());
          case UpdateResult.Refused refused when refused.records().isEmpty() ->
              List.of(new Dyndns2Line(Dyndns2Code.of(refused.problem().code()), address));
          case UpdateResult.Refused refused -> lines(asked, address, fed, refused.records());
        },
        Optional.of(result));
  }

  /** What the router said, as it spelled it; else what it was heard from. */
  private static String told(Asked asked, Request request) {
    if (!asked.spelled().isEmpty()) {
      return asked.spelled();
    }
    return asked.prefix().map(Ipv6Prefix::toString).orElseGet(() -> request.source().toString());
  }

  /** One line for each host; one for all names where none is named. */
  private static List<Dyndns2Line> lines(
      Asked asked, String address, Set<Fqdn> fed, List<RecordOutcome> records) {
    return asked.hosts().isEmpty()
        ? List.of(new Dyndns2Line(code(records), address))
        : asked.hosts().stream()
            .map(host -> new Dyndns2Line(code(host, fed, records), address))
            .toList();
  }

  private static Dyndns2Code code(Host host, Set<Fqdn> fed, List<RecordOutcome> records) {
    if (host.name().isEmpty()) {
      return Dyndns2Code.NOTFQDN;
    }
    Fqdn name = host.name().get();
    return fed.contains(name)
        ? code(records.stream().filter(each -> each.name().equals(name)).toList())
        : Dyndns2Code.NOHOST;
  }

  /**
   * What is told of a host of the site.
   *
   * <pre>
   *  its records                                        code
   *  ─────────────────────────────────────────────────  ──────
   *  any refused                                        dnserr
   *  any updated, pending                               good
   *  all unchanged, or none: nothing was said for them  nochg
   * </pre>
   */
  private static Dyndns2Code code(List<RecordOutcome> records) {
    Set<RecordOutcome.Status> seen =
        records.stream().map(RecordOutcome::status).collect(Collectors.toSet());
    if (seen.contains(RecordOutcome.Status.REFUSED)) {
      return Dyndns2Code.DNSERR;
    }
    return Set.of(RecordOutcome.Status.UNCHANGED).containsAll(seen)
        ? Dyndns2Code.NOCHG
        : Dyndns2Code.GOOD;
  }
}
