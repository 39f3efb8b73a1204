package dev.ddns53.core.report;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.auth.Authentication.Described;
import dev.ddns53.core.auth.Authentication.Reporter;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.publish.DirectPath;
import dev.ddns53.core.publish.PendingName;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes an authenticated site's update from its body to Route 53. */
public final class UpdateService {

  private static final int ATTEMPTS = 12;
  private static final int CLIENT_CHARS = 100;

  private final State state;
  private final DirectPath direct;
  private final Time time;

  public UpdateService(State state, DirectPath direct, Time time) {
    this.state = state;
    this.direct = direct;
    this.time = time;
  }

  /**
   * Carries out what a request's body asks for.
   *
   * @throws Unavailable when nothing was written
   * @throws dev.ddns53.core.port.Unconfirmed when nobody knows whether the report was stored
   */
  public UpdateResult update(Authenticated caller, Request request, Instant now) {
    Update update;
    try {
      update = Update.parse(request.body());
    } catch (InvalidJson e) {
      return UpdateResult.refused(Problem.bodyInvalid(String.valueOf(e.getMessage())));
    }
    return update(caller, update, request, now);
  }

  /**
   * Carries an update out; the request says only where it comes from.
   *
   * @throws Unavailable when nothing was written
   * @throws dev.ddns53.core.port.Unconfirmed when nobody knows whether the report was stored
   */
  public UpdateResult update(Authenticated caller, Update update, Request request, Instant now) {
    Sighting sighting = new Sighting(now, request.source(), client(request));
    return switch (Claims.resolve(update, caller.site().allow(), request.source())) {
      case Claims.Resolved.Refused(Problem problem) -> UpdateResult.refused(problem);
      case Claims.Resolved.Allowed(Reported reported) ->
          report(caller, reported, Scope.of(update, reported), sighting)
              .orElseGet(() -> UpdateResult.refused(Problem.busy()));
    };
  }

  /**
   * Carries out what EC2 described.
   *
   * @param reported of the site; addresses that it may not have are refused
   * @return empty where somebody has reported since the caller's state was read: EC2 must be asked
   *     again
   * @throws Unavailable when nothing was written
   * @throws dev.ddns53.core.port.Unconfirmed when nobody knows whether the report was stored
   */
  public Optional<UpdateResult> update(Described caller, Reported reported, Sighting sighting) {
    Optional<Problem> forbidden =
        Stream.concat(
                reported.addresses().values().stream().flatMap(Optional::stream),
                reported.more().values().stream().flatMap(List::stream))
            .flatMap(
                address ->
                    caller.site().forbidden(address).stream()
                        .map(special -> Problem.addressRefused(address, special)))
            .findFirst();
    return forbidden.isPresent()
        ? forbidden.map(UpdateResult::refused)
        : report(caller, reported, Scope.all(reported), sighting);
  }

  /**
   * What a report bears on.
   *
   * @param names only these; none means all of the site's
   * @param judged families by whose newest report it is judged
   */
  private record Scope(Optional<Set<Fqdn>> names, Set<Family> judged) {

    /**
     * What {@code {}} reports depends on where it comes from, so all that it might report counts.
     */
    static Scope of(Update update, Reported reported) {
      return new Scope(
          update.names(), update.saysNothing() ? EnumSet.allOf(Family.class) : reported.families());
    }

    static Scope all(Reported reported) {
      return new Scope(Optional.empty(), reported.families());
    }
  }

  private static String client(Request request) {
    String agent = request.header("user-agent").orElse("");
    return agent.length() > CLIENT_CHARS ? agent.substring(0, CLIENT_CHARS) : agent;
  }

  /**
   * Decides and stores; after a lost race once more, on what the winner left. Empty where that
   * makes the report void, or races were lost too often.
   */
  private Optional<UpdateResult> report(
      Reporter caller, Reported reported, Scope scope, Sighting sighting) {
    Reporter current = caller;
    try (DirectPath.Attempt attempt = direct.attempt()) {
      for (int round = 0; round < ATTEMPTS; round++) {
        Optional<Problem> problem = refusal(current, reported, scope);
        if (problem.isPresent()) {
          return problem.map(UpdateResult::refused);
        }
        Optional<UpdateResult> result = attempt(current, reported, scope, sighting, attempt);
        if (result.isPresent()) {
          return result;
        }
        SiteRows rows = state.site(caller.site().id());
        if (rows.site().isEmpty()) {
          return Optional.of(UpdateResult.refused(Problem.signatureWrong()));
        }
        Optional<Reporter> again = current.again(rows.site().get(), rows.state(), time.now());
        if (again.isEmpty()) {
          return Optional.empty();
        }
        current = again.get();
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> refusal(Reporter caller, Reported reported, Scope scope) {
    return notFed(caller, scope)
        .map(Problem::nameNotYours)
        .or(() -> ReportOrder.refusal(caller, reported, scope.judged(), time.now()));
  }

  /** One round; empty after a lost race. */
  private Optional<UpdateResult> attempt(
      Reporter caller,
      Reported reported,
      Scope scope,
      Sighting sighting,
      DirectPath.Attempt attempt) {
    Known known = read(caller, reported, scope);
    return misfit(caller, reported, known)
        .map(UpdateResult::refused)
        .or(() -> new Attempt(caller, reported, known, sighting, attempt).run());
  }

  /** A host whose subnet the prefix does not have. */
  private static Optional<Problem> misfit(Reporter caller, Reported reported, Known known) {
    return reported
        .prefix()
        .flatMap(Reported.OfPrefix::prefix)
        .flatMap(prefix -> misfit(caller.site().id(), prefix, known));
  }

  private static Optional<Problem> misfit(SiteId site, Ipv6Prefix prefix, Known known) {
    return known.names.stream()
        .flatMap(rows -> rows.name().stream())
        .flatMap(
            name ->
                name.host(site).stream()
                    .filter(host -> host.address(prefix).isEmpty())
                    .map(host -> Problem.subnetMissing(name.fqdn(), host, prefix)))
        .findFirst();
  }

  private static Optional<Fqdn> notFed(Reporter caller, Scope scope) {
    return scope.names().stream()
        .flatMap(names -> names.stream().sorted())
        .filter(name -> !caller.site().names().contains(name))
        .findFirst();
  }

  /** What is known of the names, and who sends to their zone, where that was read. */
  private record Known(List<NameRows> names, Optional<Traffic.Rows> traffic) {}

  /** Who sends is read along where all names stand in one zone and the report tells of a change. */
  private Known read(Reporter caller, Reported reported, Scope scope) {
    List<Fqdn> wanted =
        caller.site().names().stream()
            .filter(name -> scope.names().isEmpty() || scope.names().get().contains(name))
            .sorted()
            .toList();
    if (wanted.isEmpty()) {
      return new Known(List.of(), Optional.empty());
    }
    if (caller.site().zones().size() != 1 || !caller.state().isNews(reported)) {
      return new Known(fed(caller, state.names(wanted)), Optional.empty());
    }
    State.Reading reading = state.names(wanted, caller.site().zones().getFirst());
    return new Known(fed(caller, reading.names()), Optional.of(reading.traffic()));
  }

  private static List<NameRows> fed(Reporter caller, List<NameRows> rows) {
    return rows.stream().map(row -> fed(caller, row)).toList();
  }

  private static NameRows fed(Reporter caller, NameRows rows) {
    return Optional.of(rows)
        .filter(row -> row.name().filter(name -> name.isFedBy(caller.site().id())).isPresent())
        .orElseThrow(
            () ->
                new Unavailable(
                    "the registry says that "
                        + caller.site().id()
                        + " feeds "
                        + rows.state().name()
                        + ", but not the other way round: apply the fleet's file again"));
  }

  /** One round on one reading of the rows. */
  private final class Attempt {

    private final Reporter caller;
    private final Reported reported;
    private final Known known;
    private final Sighting sighting;
    private final DirectPath.Attempt attempt;

    Attempt(
        Reporter caller,
        Reported reported,
        Known known,
        Sighting sighting,
        DirectPath.Attempt attempt) {
      this.caller = caller;
      this.reported = reported;
      this.known = known;
      this.sighting = sighting;
      this.attempt = attempt;
    }

    /** The result; empty after a lost race. */
    Optional<UpdateResult> run() {
      return switch (Decision.of(caller, reported, known.names, sighting, time.now())) {
        case Decision.Refused(Problem problem) -> Optional.of(UpdateResult.refused(problem));
        case Decision.Unchanged unchanged -> {
          unchanged.renewed().ifPresent(site -> state.replace(changes().renewed(site)));
          List<NameState> rows = known.names.stream().map(NameRows::state).toList();
          yield Optional.of(sent(pending(rows), List.of()));
        }
        case Decision.Changed changed -> change(changed);
      };
    }

    /** Stores the change, with the notes of what is sent at once; then sends it. */
    private Optional<UpdateResult> change(Decision.Changed changed) {
      List<PendingName> pending = pending(changed.names());
      boolean direct = !pending.isEmpty() && enter();
      List<PendingName> noted = direct ? attempt.noted(pending) : pending;
      Map<Fqdn, NameState> rows = new LinkedHashMap<>();
      changed.names().forEach(name -> rows.put(name.name(), name));
      noted.forEach(name -> rows.put(name.fqdn(), name.state()));
      List<NameState> stored = List.copyOf(rows.values());
      if (!state.replace(changes().rows(changed.site(), stored))) {
        return Optional.empty();
      }
      return Optional.of(direct ? sent(noted, stored) : result(stored, List.of()));
    }

    private boolean enter() {
      return known
          .traffic
          .or(this::traffic)
          .filter(this::isTheirs)
          .filter(attempt::enter)
          .isPresent();
    }

    /** A record is still due though its site reports nothing new. */
    private Optional<Traffic.Rows> traffic() {
      List<ZoneId> zones = caller.site().zones();
      return zones.size() == 1 ? Optional.of(direct.traffic(zones.getFirst())) : Optional.empty();
    }

    /** Whether all names are in that zone; they may have moved since the site's row was read. */
    private boolean isTheirs(Traffic.Rows traffic) {
      return known.names.stream()
          .flatMap(rows -> rows.name().stream())
          .allMatch(name -> name.zone().equals(traffic.turn().zone()));
    }

    /** What may be sent of these rows. */
    private List<PendingName> pending(List<NameState> rows) {
      return rows.stream().flatMap(row -> PendingName.of(entry(row), row).stream()).toList();
    }

    private UpdateResult sent(List<PendingName> pending, List<NameState> stored) {
      if (pending.isEmpty() || !enter()) {
        return result(stored, List.of());
      }
      DirectPath.Result sent = attempt.send(pending);
      List<NameState> after = new ArrayList<>(stored);
      after.addAll(sent.states().values());
      return result(after, sent.troubles());
    }

    private UpdateResult result(List<NameState> after, List<String> troubles) {
      return new Receipt(caller.site().id(), reported, known.names, after, troubles).result();
    }

    private Name entry(NameState row) {
      return known.names.stream()
          .flatMap(rows -> rows.name().stream())
          .filter(name -> name.fqdn().equals(row.name()))
          .findFirst()
          .orElseThrow();
    }

    private Changes changes() {
      return new Changes(caller, reported, known.names, sighting.at());
    }
  }
}
