package dev.ddns53.model;

import dev.ddns53.Config;
import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.auth.Authentication.Described;
import dev.ddns53.core.auth.Body;
import dev.ddns53.core.auth.Proof;
import dev.ddns53.core.auth.Request;
import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.core.publish.DirectPath;
import dev.ddns53.core.publish.PendingName;
import dev.ddns53.core.publish.SenderParts;
import dev.ddns53.core.recheck.Recheck;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState.Sighting;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import dev.ddns53.handler.StreamHandler;
import dev.ddns53.model.Standing.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A plan carried out, from its first step until all has settled. */
final class ModelRun {

  /** How the names of actors begin that are re-checks. */
  static final String LOOK = "look";

  private static final int MOST_SKEW_MILLIS = 2_000;
  private static final Duration PUBLISHING = Duration.ofSeconds(30);

  /** Longer than candidates are kept. */
  private static final Duration AGES = Duration.ofMinutes(62);

  /** Re-checks within which all must have settled. */
  private static final int MOST_LOOKS = 14;

  private static final int LOOKS_BEFORE_AGES = 3;

  private static final IpAddress SOURCE = IpAddress.parse("198.51.100.7").orElseThrow();
  private static final int ASKS = 4;

  private final Plan plan;
  private final Simulation simulation;
  private final Services services;
  private final Operators operators;
  private final Hands hands;
  private final Chronicle chronicle;
  private final Writings writings;
  private final Landings landings;
  private final Answers answers;
  private final SimulatedTables tables;
  private final SimulatedRecords records;
  private final StreamModel stream;
  private final Map<String, UpdateService> instances = new HashMap<>();
  private final Map<Integer, Instant> signed = new HashMap<>();
  private boolean calm;
  private int born;
  private int writes;

  /** What came of it: what must not be, and how it came. */
  record Outcome(List<String> broken, List<String> trace) {
    Outcome {
      broken = List.copyOf(broken);
      trace = List.copyOf(trace);
    }

    /** All that a person needs to understand it. */
    String story(Plan plan) {
      return "seed "
          + plan.seed()
          + ": "
          + String.join("\n", broken)
          + "\nnames:\n  "
          + plan.fleet().names().stream().map(Object::toString).collect(Collectors.joining("\n  "))
          + "\nsteps:\n  "
          + plan.steps().stream().map(Object::toString).collect(Collectors.joining("\n  "))
          + "\nhistory:\n  "
          + String.join("\n  ", trace);
    }
  }

  private ModelRun(Plan plan, Services services, boolean traced) {
    this.plan = plan;
    this.services = services;
    simulation = new Simulation(World.START, traced);
    services.clock(simulation::now);
    operators = new Operators(services, simulation::now, plan.fleet());
    hands = new Hands(services);
    chronicle = new Chronicle(operators, simulation::now);
    writings = new Writings(chronicle, isHealthy());
    landings = new Landings(chronicle);
    answers = new Answers(chronicle, writings);
    Plan quiet = plan.with(List.of());
    tables = new SimulatedTables(simulation, () -> calm ? quiet : plan, services, this::written);
    records =
        new SimulatedRecords(
            simulation,
            () -> calm ? quiet : plan,
            services,
            new SimulatedRecords.Witness() {
              @Override
              public Sending sent(
                  Simulation.Actor sender, ZoneId zone, List<Replacement> replacements) {
                Sending sending =
                    new Sending(sender.key, sender.began, simulation.now(), zone, replacements);
                chronicle.sent(sending);
                return sending;
              }

              @Override
              public void landed(Sending sending) {
                landings.landed(sending);
              }
            });
    stream = new StreamModel(simulation, plan, this::function);
  }

  private boolean isHealthy() {
    return plan.fleet().staleAfter().equals(Plans.NEVER);
  }

  private void written(Simulation.Actor writer, Rows rows, List<NameState> before) {
    if (!rows.names().stream().allMatch(row -> records.isDenied(row.name()))) {
      writes++;
    }
    writings.written(writer, rows, before);
    writings.stand(rows.names());
    rows.names().forEach(stream::add);
  }

  /** On services in which nothing is registered yet. */
  static Outcome of(Plan plan, Services services, boolean traced) {
    ModelRun run = new ModelRun(plan, services, traced);
    List<String> broken = new ArrayList<>();
    try {
      run.run();
    } catch (AssertionError | RuntimeException e) {
      broken.add(String.valueOf(e.getCause() == null ? e : e.getCause()));
      if (traced) {
        broken.addAll(where(e.getCause() == null ? e : e.getCause()));
      }
    }
    broken.addAll(0, run.chronicle.broken());
    return new Outcome(broken, run.simulation.trace());
  }

  private static List<String> where(Throwable fault) {
    return List.of(fault.getStackTrace()).stream().limit(12).map(each -> "  at " + each).toList();
  }

  private void run() {
    plan.steps().forEach(this::plan);
    simulation.run();
    new Brought(chronicle, services).judge();
    settle();
    if (!stream.isEmpty()) {
      chronicle.broken("the stream is not empty");
    }
  }

  private void plan(Plan.Step step) {
    switch (step) {
      case Plan.Send send -> start(send.id(), send.id(), send.at(), send.instance());
      case Plan.Resend again -> start(again.id(), again.of(), again.at(), again.instance());
      case Plan.Look look -> look(LOOK + look.id(), World.START.plus(look.at()));
      case Plan.Edit edit -> at(edit.at(), () -> edit(edit));
      case Plan.Deny deny -> {
        at(deny.at(), () -> records.deny(deny.name()));
        deny.until().ifPresent(until -> at(until, () -> permit(deny.name())));
      }
      case Plan.Operate operate -> at(operate.at(), () -> operate(operate));
      case Plan.Anew anew -> {
        at(anew.at(), () -> anew(anew.zone()));
        at(anew.at().plus(anew.applied()), this::apply);
      }
      case Plan.Wrong wrong -> {}
      case Plan.Twice twice -> {}
    }
  }

  private void at(Duration time, Runnable what) {
    simulation.at(World.START.plus(time), what);
  }

  private void permit(Fqdn name) {
    records.permit(name);
    writings.permitted(name);
  }

  private void operate(Plan.Operate operate) {
    simulation.note(() -> "an operator: " + operate.name() + " " + operate.order());
    operators.operate(operate.name(), operate.order());
    chronicle.operated();
    simulation.note(
        () -> "  registered: " + operators.current().document(operate.name()).orElse(null));
  }

  private void anew(int zone) {
    simulation.note(() -> "zone " + operators.zone(zone) + " is made anew");
    ZoneId gone = operators.zone(zone);
    operators.anew(zone);
    chronicle.standing.removed(gone, simulation.now());
  }

  private void apply() {
    operators.apply();
    chronicle.operated();
  }

  private void edit(Plan.Edit edit) {
    ZoneId zone = operators.zone(edit.zone());
    Place place = new Place(zone, edit.name(), edit.family());
    List<Chronicle.Wish> wishes = chronicle.wishes(place);
    List<RecordSet> same =
        wishes.isEmpty()
            ? List.of()
            : RecordSet.of(
                (edit.hand() == Plan.Hand.FIRST ? wishes.getFirst() : wishes.getLast()).content());
    hands
        .edit(zone, edit.name(), edit.family(), edit.hand(), same)
        .ifPresent(
            done -> {
              simulation.note(() -> "somebody: " + zone + " " + Texts.of(List.of(done)));
              chronicle.standing.changed(zone, done, simulation.now(), Optional.empty());
            });
  }

  /** Undisturbed looks, over hours, until two find nothing to do. */
  private void settle() {
    calm = true;
    plan.steps(Plan.Deny.class).stream()
        .filter(deny -> deny.until().isPresent())
        .forEach(deny -> permit(deny.name()));
    apply();
    int idle = 0;
    for (int look = 1; idle < 2; look++) {
      if (look > MOST_LOOKS) {
        chronicle.broken("each look finds something to do");
        break;
      }
      int before = writes;
      Duration pause = look > LOOKS_BEFORE_AGES ? AGES : Duration.ofSeconds(2);
      look(LOOK + "-settling" + look, simulation.now().plus(pause));
      simulation.run();
      apply();
      idle = writes == before && look > LOOKS_BEFORE_AGES ? idle + 1 : 0;
    }
    new Settled(chronicle, services, isHealthy(), records::isDenied).judge();
  }

  private void look(String key, Instant at) {
    simulation.actor(key, at, () -> look(key));
  }

  private void look(String key) {
    Time time = time(key);
    Recheck recheck =
        new Recheck(
            new Recheck.Parts(
                tables,
                tables,
                records,
                targets -> Map.of(),
                publishing(time),
                Runnable::run,
                time));
    Instant began = simulation.now();
    try {
      RecheckResult result = recheck.run(Optional.empty());
      simulation.note(() -> "looked: " + result.names() + " " + result.troubles());
      chronicle.looked(began);
    } catch (Unavailable e) {
      simulation.note(() -> "looked in vain");
    }
  }

  private Recheck.Publishing publishing(Time time) {
    BatchPublisher publisher = publisher(time);
    return new Recheck.Publishing() {
      @Override
      public List<String> publish(Collection<Fqdn> names) {
        return publisher.publish(names, time.now().plus(PUBLISHING)).troubles();
      }

      @Override
      public List<String> send(ZoneId zone, List<PendingName> names) {
        return publisher.send(zone, names, time.now().plus(PUBLISHING)).troubles();
      }
    };
  }

  private void start(int id, int of, Duration at, int instance) {
    plan.steps(Plan.Send.class).stream()
        .filter(send -> send.id() == of)
        .findFirst()
        .ifPresent(
            send ->
                simulation.actor(
                    "report" + id,
                    World.START.plus(at),
                    () -> report(send, "instance" + instance)));
  }

  private Time time(String process) {
    Duration skew =
        Duration.ofMillis(plan.random(process).nextInt(2 * MOST_SKEW_MILLIS) - MOST_SKEW_MILLIS);
    return StreamModel.time(simulation, skew);
  }

  private StreamHandler function(String process) {
    Time time = time(process);
    return new StreamHandler(
        publisher(time),
        entry ->
            simulation.note(
                () -> "left " + entry.result().left() + " " + entry.result().troubles()),
        time);
  }

  private SenderParts parts(Time time) {
    return new SenderParts(
        records,
        tables,
        tables,
        Config.PACE,
        time,
        Runnable::run,
        new SplittableRandom(plan.seed() * 1_000 + born++));
  }

  private BatchPublisher publisher(Time time) {
    return new BatchPublisher(parts(time));
  }

  private UpdateService instance(String name) {
    Time time = time(name + "." + born);
    return new UpdateService(tables, new DirectPath(parts(time)), time);
  }

  /** Whether EC2 tells of it and nobody signs: every fourth report that is for all names. */
  private static boolean isDescribed(Plan.Send send) {
    return send.names().isEmpty() && send.id() % 4 == 1;
  }

  private void report(Plan.Send send, String instance) {
    if (isDescribed(send)) {
      described(send, instance);
    } else {
      signed(send, instance);
    }
  }

  /** Asked again for as long as others report meanwhile. */
  private void described(Plan.Send send, String instance) {
    writings.sent(Report.BY_DESCRIPTION, send);
    Instant began = simulation.now();
    try {
      UpdateService service = instances.computeIfAbsent(instance, this::instance);
      Optional<UpdateResult> result = Optional.empty();
      for (int ask = 0; ask < ASKS && result.isEmpty(); ask++) {
        SiteRows rows = tables.site(send.site());
        Described caller = Described.of(rows.site().orElseThrow(), rows.state(), simulation.now());
        result =
            service.update(
                caller,
                Reported.of(send.addresses()),
                new Sighting(simulation.now(), SOURCE, "instances"));
      }
      Optional<UpdateResult> answer = result;
      simulation.note(() -> "followed: " + answer);
      result.ifPresent(some -> answers.answered(send, Report.BY_DESCRIPTION, began, some));
    } catch (Unavailable e) {
      simulation.note(() -> "not followed: unavailable, " + e.getMessage());
    } catch (Unconfirmed e) {
      simulation.note(() -> "not followed: unconfirmed");
    } catch (Simulation.ProcessDeath death) {
      instances.remove(instance);
      throw death;
    }
  }

  private void signed(Plan.Send send, String instance) {
    Instant at =
        signed.computeIfAbsent(send.id(), id -> simulation.now().truncatedTo(ChronoUnit.SECONDS));
    String signature = "signature" + send.id();
    writings.sent(signature, send);
    boolean storedBefore = writings.isStored(signature);
    Instant began = simulation.now();
    try {
      UpdateService service = instances.computeIfAbsent(instance, this::instance);
      SiteRows rows = tables.site(send.site());
      Authenticated caller =
          new Authenticated(
              rows.site().orElseThrow(), rows.state(), new Proof.BySignature(at, signature));
      UpdateResult result = service.update(caller, request(send), simulation.now());
      simulation.note(() -> "answer: " + result);
      answers.answered(send, signature, began, result);
      if (result instanceof UpdateResult.Refused refused && refused.records().isEmpty()) {
        answers.refused(signature, storedBefore, isSentOnce(send), refused.problem().code().slug());
      }
    } catch (Unavailable e) {
      simulation.note(() -> "answer: unavailable, " + e.getMessage());
      answers.refused(signature, storedBefore, isSentOnce(send), "unavailable");
    } catch (Unconfirmed e) {
      simulation.note(() -> "answer: unconfirmed");
    } catch (Simulation.ProcessDeath death) {
      instances.remove(instance);
      throw death;
    }
  }

  private boolean isSentOnce(Plan.Send send) {
    return plan.steps(Plan.Resend.class).stream().noneMatch(again -> again.of() == send.id());
  }

  private static Request request(Plan.Send send) {
    List<String> fields = new ArrayList<>();
    send.addresses()
        .forEach(
            (family, address) ->
                fields.add(
                    '"'
                        + family.field()
                        + "\":"
                        + address.map(some -> '"' + some.toString() + '"').orElse("null")));
    send.names()
        .ifPresent(
            names ->
                fields.add(
                    names.stream()
                        .map(name -> '"' + name.value() + '"')
                        .collect(Collectors.joining(",", "\"names\":[", "]"))));
    return new Request(
        "POST",
        "/v1/update",
        "",
        Map.of(),
        Body.of("{" + String.join(",", fields) + "}"),
        SOURCE,
        Set.of());
  }
}
