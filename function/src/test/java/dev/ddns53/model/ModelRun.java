package dev.ddns53.model;

import dev.ddns53.Config;
import dev.ddns53.World;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.model.Body;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Request;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.core.publish.Publisher;
import dev.ddns53.core.recheck.Recheck;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import dev.ddns53.handler.StreamHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A plan carried out, from its first step until all is quiet. */
final class ModelRun {

  static final int MOST_SKEW_MILLIS = 2_000;

  private static final int MOST_LOOKS = 6;
  private static final Duration PUBLISHING = Duration.ofSeconds(30);

  private final Plan plan;
  private final Simulation simulation = new Simulation(World.START);
  private final Services services;
  private final Invariants invariants;
  private final SimulatedPorts ports;
  private final StreamModel stream;
  private final Map<String, UpdateService> instances = new HashMap<>();
  private final Map<Integer, Instant> signed = new HashMap<>();
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
          + plan.names().stream().map(Object::toString).collect(Collectors.joining("\n  "))
          + "\nsteps:\n  "
          + plan.steps().stream().map(Object::toString).collect(Collectors.joining("\n  "))
          + "\nhistory:\n  "
          + String.join("\n  ", trace);
    }
  }

  private ModelRun(Plan plan, Services services) {
    this.plan = plan;
    this.services = services;
    services.clock(simulation::now);
    invariants = new Invariants(plan, services, simulation::now);
    ports =
        new SimulatedPorts(
            simulation,
            plan,
            services,
            rows -> {
              writes++;
              invariants.written(rows);
              rows.names().forEach(this::streamed);
            },
            invariants::applied);
    stream = new StreamModel(simulation, plan, this::function);
  }

  private void streamed(NameState row) {
    stream.add(row);
  }

  /** In memory. */
  static Outcome of(Plan plan) {
    return of(plan, new FakeServices(plan));
  }

  /** On services in which the plan's fleet is registered, and nothing is known of it. */
  static Outcome of(Plan plan, Services services) {
    ModelRun run = new ModelRun(plan, services);
    try {
      return run.run();
    } catch (AssertionError | RuntimeException e) {
      List<String> broken = new ArrayList<>(run.invariants.broken());
      broken.add(String.valueOf(e.getCause() == null ? e : e.getCause()));
      return new Outcome(broken, run.simulation.trace());
    }
  }

  private Outcome run() {
    for (Plan.Step step : plan.steps()) {
      switch (step) {
        case Plan.Send send -> start(send.id(), send.id(), send.at(), send.instance());
        case Plan.Resend again -> start(again.id(), again.of(), again.at(), again.instance());
        case Plan.Poison poison ->
            simulation.at(World.START.plus(poison.at()), () -> poison(poison));
        case Plan.Withdraw withdraw ->
            simulation.at(World.START.plus(withdraw.at()), () -> withdraw(withdraw.name()));
        case Plan.Tamper tamper ->
            simulation.at(World.START.plus(tamper.at()), () -> tamper(tamper));
        case Plan.Look look -> look("look" + look.id(), World.START.plus(look.at()));
        case Plan.Wrong wrong -> {}
        case Plan.Twice twice -> {}
      }
    }
    simulation.run();
    if (stream.isEmpty()) {
      invariants.quiet();
    }
    if (plan.looks()) {
      settle();
    }
    List<String> broken = new ArrayList<>(invariants.broken());
    if (!stream.isEmpty()) {
      broken.add("the stream is not empty");
    }
    return new Outcome(broken, simulation.trace());
  }

  /** Undisturbed looks, until one finds nothing to do. */
  private void settle() {
    for (int look = 1, before = -1; before != writes; look++) {
      if (look > MOST_LOOKS) {
        throw new AssertionError("each look finds something to do");
      }
      before = writes;
      look("settling" + look, simulation.now().plusSeconds(1));
      simulation.run();
    }
    if (stream.isEmpty()) {
      invariants.settled();
    }
  }

  private void look(String key, Instant at) {
    simulation.actor(key, at, () -> look(key));
  }

  private void look(String key) {
    Time time = time(key);
    BatchPublisher publisher = publisher(time);
    Recheck recheck =
        new Recheck(
            new Recheck.Parts(
                services.registry(),
                ports,
                ports,
                targets -> Map.of(),
                names -> publisher.publish(names, time.now().plus(PUBLISHING)).troubles(),
                Runnable::run,
                time));
    Instant began = simulation.now();
    RecheckResult result = recheck.run(Optional.empty());
    simulation.note("looked: " + result.names() + " " + result.troubles());
    invariants.looked(began, result);
  }

  private void tamper(Plan.Tamper tamper) {
    if (services.published(tamper.name(), tamper.family()).isPresent()) {
      simulation.note("somebody makes " + tamper.name() + " " + tamper.address());
      services.tamper(tamper.name(), tamper.family(), tamper.address());
      invariants.tampered(tamper.name(), tamper.family());
    }
  }

  private void withdraw(Fqdn name) {
    if (services.isSeized(name)) {
      simulation.note("the weighted records are taken away from " + name);
      services.withdraw(name);
      invariants.withdrawn(name);
    }
  }

  private void poison(Plan.Poison poison) {
    simulation.note("weighted records are put at " + poison.name());
    services.seize(poison.name());
    invariants.taken(poison.name());
  }

  private void start(int id, int of, Duration at, int instance) {
    plan.steps().stream()
        .filter(step -> step instanceof Plan.Send send && send.id() == of)
        .map(Plan.Send.class::cast)
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
        publisher(time), entry -> simulation.note("left " + entry.result().left()), time);
  }

  private BatchPublisher publisher(Time time) {
    return new BatchPublisher(
        ports, ports, Config.PACE, time, Runnable::run, new SplittableRandom(plan.seed()));
  }

  private UpdateService instance(String name) {
    Time time = time(name + "." + born++);
    return new UpdateService(ports, new Publisher(ports, ports, time), time);
  }

  private void report(Plan.Send send, String instance) {
    Instant at =
        signed.computeIfAbsent(send.id(), id -> simulation.now().truncatedTo(ChronoUnit.SECONDS));
    String signature = signature(send.id());
    invariants.sent(signature, send);
    boolean storedBefore = invariants.isStored(signature);
    Instant began = simulation.now();
    try {
      UpdateService service = instances.computeIfAbsent(instance, this::instance);
      SiteRows rows = ports.site(send.site());
      Authenticated caller =
          new Authenticated(rows.site().orElseThrow(), rows.state(), at, signature);
      UpdateResult result = service.update(caller, request(send), simulation.now());
      simulation.note("answer: " + result);
      invariants.answered(send, signature, began, result);
      if (result instanceof UpdateResult.Refused refused && refused.problem().records().isEmpty()) {
        invariants.denied(signature, storedBefore, refused.problem().code().slug());
      }
    } catch (Unavailable e) {
      simulation.note("answer: unavailable");
      invariants.denied(signature, storedBefore, "unavailable");
    } catch (Unconfirmed e) {
      simulation.note("answer: unconfirmed");
    } catch (Simulation.ProcessDeath death) {
      instances.remove(instance);
      throw death;
    }
  }

  static String signature(int send) {
    return "signature" + send;
  }

  private static Request request(Plan.Send send) {
    StringBuilder body = new StringBuilder("{");
    send.addresses()
        .forEach(
            (family, address) ->
                body.append('"')
                    .append(family.field())
                    .append("\":\"")
                    .append(address)
                    .append("\","));
    send.names()
        .ifPresent(
            names ->
                body.append("\"names\":[")
                    .append(
                        names.stream()
                            .map(name -> "\"" + name + "\"")
                            .collect(Collectors.joining(",")))
                    .append("],"));
    body.setCharAt(body.length() - 1, '}');
    return new Request(
        "POST",
        "/v1/update",
        "",
        Map.of(),
        Body.of(body.toString()),
        IpAddress.parse("198.51.100.7").orElseThrow(),
        Set.of());
  }
}
