package dev.ddns53.aws;

import dev.ddns53.Answer;
import dev.ddns53.Wiring;
import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.Emulator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Who takes part in a storm, and what each may do; the judge hears of it all. */
final class StormParts {

  final StormForm form;
  final Backend backend = Backend.on(uncounted());
  final Instance function = new Instance(backend);
  final StormSite site;
  final NameOperator operator;
  final PlacementJudge judge;
  private final Fqdn name;
  private final Stranger stranger;
  private final AtomicInteger placements = new AtomicInteger();
  private boolean registrations;

  StormParts(StormForm form, Stranger stranger) {
    SiteId id = new SiteId("site-" + form.number());
    this.form = form;
    this.stranger = stranger;
    this.name = World.fqdn("vpn." + id + ".example.com");
    this.site = new StormSite(function, id, form.number(), form.both());
    this.operator = new NameOperator(backend, name, id, form.onDrift());
    this.judge = new PlacementJudge(new StormBoard(backend, name, form.onDrift(), function::now));
    backend.signer(id.value(), World.FIRST_KEY);
  }

  private static Endpoint uncounted() {
    Emulator emulator = Endpoint.chosen().emulator().orElseThrow();
    return new Endpoint(
        new Wiring.Endpoints(emulator.aws(), emulator.uncountedDynamodb()),
        Set.of(),
        Optional.of(emulator));
  }

  private <T> T call(Supplier<T> what) {
    long call = judge.begins();
    try {
      return what.get();
    } finally {
      judge.ends(call);
    }
  }

  void stream() {
    call(() -> function.stream(name.value()));
  }

  void recheck() {
    call(() -> function.recheck(backend.zone()));
  }

  /** Whether the name was registered or removed since this was last asked. */
  boolean hadRegistrations() {
    boolean had = registrations;
    registrations = false;
    return had;
  }

  void registers() {
    judge.registered(true);
    operator.register(function.now());
    registrations = true;
  }

  void removes() {
    operator.remove(function.now());
    judge.registered(false);
    registrations = true;
  }

  List<RecordSet> listed() {
    return backend.listed(name);
  }

  void adopts() {
    List<RecordSet> seen = listed();
    judge.adopts(seen);
    operator.adopt(seen, function.now());
  }

  /** Whether a report was stored. */
  boolean reports(Supplier<Answer> report) {
    Answer answer = call(report);
    judge.tell("report of " + site.ipv4() + ": " + answer.status() + " " + answer.code());
    return site.isStored(answer);
  }

  /** Somebody places this; false where it stands so already. What is foreign is never left free. */
  boolean place(Placement.Kind kind) {
    int unique = form.number() * 1_000 + placements.getAndIncrement();
    judge.places(kind);
    return stranger.place(
        backend.zone(),
        form.foreign() && kind == Placement.Kind.AAAA
            ? Placement.both(name, unique)
            : Placement.of(kind, name, unique, site.ipv4()));
  }
}
