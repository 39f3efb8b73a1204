package dev.ddns53.core.report;

import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Problem;
import dev.ddns53.core.model.Request;
import dev.ddns53.core.model.SiteState.Sighting;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.publish.Publisher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes an authenticated site's update from its body to Route 53. */
public final class UpdateService {

  private static final int ATTEMPTS = 12;
  private static final int CLIENT_CHARS = 100;

  private final State state;
  private final Publisher publisher;
  private final Time time;

  public UpdateService(State state, Publisher publisher, Time time) {
    this.state = state;
    this.publisher = publisher;
    this.time = time;
  }

  /**
   * Carries an update out.
   *
   * @throws Unavailable when nothing was written
   * @throws dev.ddns53.core.port.Unconfirmed when nobody knows whether the report was stored
   */
  public UpdateResult update(Authenticated caller, Request request, Instant now) {
    if (request.body().size() > Limits.BODY_OCTETS) {
      return UpdateResult.refused(Problem.bodyTooLarge());
    }
    Update update;
    try {
      update = Update.parse(request.body());
    } catch (InvalidJson e) {
      return UpdateResult.refused(Problem.bodyInvalid(String.valueOf(e.getMessage())));
    }
    Sighting sighting = new Sighting(now, request.source(), client(request));
    return switch (Claims.resolve(update, caller.site().allow(), request.source())) {
      case Claims.Resolved.Refused(Problem problem) -> UpdateResult.refused(problem);
      case Claims.Resolved.Addresses(Map<Family, IpAddress> addresses) ->
          report(caller, addresses, update, sighting);
    };
  }

  private static String client(Request request) {
    String agent = request.header("user-agent").orElse("");
    return agent.length() > CLIENT_CHARS ? agent.substring(0, CLIENT_CHARS) : agent;
  }

  /** Decides and stores; after a lost race once more, on what the winner left. */
  private UpdateResult report(
      Authenticated caller, Map<Family, IpAddress> addresses, Update update, Sighting sighting) {
    Authenticated current = caller;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Fqdn> notFed = notFed(current, update);
      if (notFed.isPresent()) {
        return UpdateResult.refused(Problem.nameNotYours(notFed.get()));
      }
      Attempt once = new Attempt(current, addresses, names(current, update), sighting);
      Optional<UpdateResult> result = once.run();
      if (result.isPresent()) {
        return result.get();
      }
      SiteRows rows = state.site(caller.site().id());
      if (rows.site().isEmpty()) {
        return UpdateResult.refused(Problem.signatureWrong());
      }
      current =
          new Authenticated(rows.site().get(), rows.state(), caller.signed(), caller.signature());
    }
    return UpdateResult.refused(Problem.busy());
  }

  private static Optional<Fqdn> notFed(Authenticated caller, Update update) {
    return update.names().stream()
        .flatMap(names -> names.stream().sorted())
        .filter(name -> !caller.site().names().contains(name))
        .findFirst();
  }

  private List<NameRows> names(Authenticated caller, Update update) {
    List<Fqdn> wanted =
        caller.site().names().stream()
            .filter(name -> update.names().isEmpty() || update.names().get().contains(name))
            .sorted()
            .toList();
    List<NameRows> rows = wanted.isEmpty() ? List.of() : state.names(wanted);
    return rows.stream().map(row -> fed(caller, row)).toList();
  }

  private static NameRows fed(Authenticated caller, NameRows rows) {
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

    private final Authenticated caller;
    private final Map<Family, IpAddress> addresses;
    private final List<NameRows> names;
    private final Sighting sighting;

    Attempt(
        Authenticated caller,
        Map<Family, IpAddress> addresses,
        List<NameRows> names,
        Sighting sighting) {
      this.caller = caller;
      this.addresses = addresses;
      this.names = names;
      this.sighting = sighting;
    }

    /** The result; empty after a lost race. */
    Optional<UpdateResult> run() {
      return switch (Decision.of(caller, addresses, names, sighting, time.now())) {
        case Decision.Refused(Problem problem) -> Optional.of(UpdateResult.refused(problem));
        case Decision.Unchanged unchanged -> {
          unchanged.renewed().ifPresent(site -> state.replace(changes().renewed(site)));
          yield Optional.of(retried());
        }
        case Decision.Changed changed -> change(changed);
      };
    }

    private Optional<UpdateResult> change(Decision.Changed changed) {
      Foreign foreign = Foreign.among(changed.names(), names, publisher);
      if (wroteMeanwhile(foreign)) {
        return Optional.empty();
      }
      if (!foreign.isEmpty() && foreign.size() == names.size()) {
        return Optional.of(outcomes(foreign, List.of()).unpublished());
      }
      List<NameState> free = foreign.without(changed.names());
      try (Publisher.Attempt attempt = publisher.attempt(entries(free))) {
        List<NameState> declared =
            free.stream().map(state -> attempt.declared(entry(state), state)).toList();
        if (!state.replace(changes().rows(changed.site(), declared))) {
          return Optional.empty();
        }
        return Optional.of(outcomes(foreign, declared).published(attempt));
      }
    }

    /** Once more what is due and was never confirmed, where that is quick. */
    private UpdateResult retried() {
      List<NameState> due =
          names.stream().map(NameRows::state).filter(name -> !name.unsent().isEmpty()).toList();
      try (Publisher.Attempt attempt = publisher.attempt(entries(due))) {
        List<NameState> again = attempt.again(due, this::entry);
        return again.isEmpty()
            ? outcomes(Foreign.NONE, List.of()).unpublished()
            : outcomes(Foreign.NONE, again).published(attempt);
      }
    }

    private List<Name> entries(List<NameState> states) {
      return states.stream().map(this::entry).toList();
    }

    private Name entry(NameState state) {
      return names.stream()
          .flatMap(rows -> rows.name().stream())
          .filter(name -> name.fqdn().equals(state.name()))
          .findFirst()
          .orElseThrow();
    }

    private Changes changes() {
      return new Changes(caller, addresses, names, sighting.at());
    }

    /** Then what looks foreign may be what another request has just published for us. */
    private boolean wroteMeanwhile(Foreign foreign) {
      List<NameState> held =
          names.stream().map(NameRows::state).filter(name -> foreign.holds(name.name())).toList();
      return !held.isEmpty()
          && !state.names(held.stream().map(NameState::name).toList()).stream()
              .map(NameRows::state)
              .toList()
              .equals(held);
    }

    private Outcomes outcomes(Foreign foreign, List<NameState> changed) {
      return new Outcomes(caller.site().id(), addresses, names, changed, foreign);
    }
  }
}
