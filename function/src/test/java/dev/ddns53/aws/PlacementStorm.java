package dev.ddns53.aws;

import dev.ddns53.Answer;
import dev.ddns53.Wiring;
import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.Emulator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A storm of one name, in gusts: its site reports, its operator removes it, brings it back and
 * adopts, the stream and the re-check run, and somebody else places record sets, all at once. After
 * each gust all is quiet, and what must have followed by then is demanded.
 */
final class PlacementStorm {

  static final int GUSTS = 25;
  static final int OPERATIONS = 8;
  static final int PLACEMENTS = 8;

  private static final Duration HOUR = Duration.ofMinutes(61);
  private static final List<Placement.Kind> KINDS = List.of(Placement.Kind.values());

  private final Form form;
  private final Stranger stranger;
  private final Random random;
  private final Backend backend = Backend.on(uncounted());
  private final Instance function = new Instance(backend);
  private final Fqdn name;
  private final StormSite site;
  private final NameOperator operator;
  private final PlacementJudge judge;
  private final AtomicInteger begun = new AtomicInteger();
  private int placements;
  private boolean registrations;

  /**
   * What kind of a storm it is.
   *
   * @param number tells it from the others, up to 40
   * @param both whether the site has an IPv6 address, too
   * @param foreign whether something stands there that is not ours, from the start and for good
   */
  record Form(int number, OnDrift onDrift, boolean both, boolean foreign) {}

  PlacementStorm(Form form, Stranger stranger, long seed) {
    this.form = form;
    this.stranger = stranger;
    this.random = new Random(seed + form.number);
    SiteId id = new SiteId("site-" + form.number);
    this.name = World.fqdn("vpn." + id + ".example.com");
    this.site = new StormSite(function, id, form.number, form.both);
    this.operator = new NameOperator(backend, name, id, form.onDrift);
    this.judge = new PlacementJudge(new StormFacts(backend, name, function::now), form.onDrift);
    backend.signer(id.value(), World.FIRST_KEY);
  }

  private static Endpoint uncounted() {
    Emulator emulator = Endpoint.chosen().emulator().orElseThrow();
    return new Endpoint(
        new Wiring.Endpoints(emulator.aws(), emulator.uncountedDynamodb()),
        Set.of(),
        Optional.of(emulator));
  }

  Backend backend() {
    return backend;
  }

  PlacementJudge judge() {
    return judge;
  }

  /** Runs it all, or until something is broken. */
  void run() throws Exception {
    if (form.foreign) {
      place(Placement.Kind.VALUE);
    }
    registers();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int gust = 0; gust < GUSTS && judge.violations().isEmpty(); gust++) {
        judge.tell("gust " + gust);
        blow(threads);
        calm();
        if (registrations || gust % 2 == 1) {
          passHour();
        }
      }
    }
  }

  private void blow(ExecutorService threads) throws Exception {
    registrations = false;
    begun.set(0);
    long seed = random.nextLong();
    List<Callable<Boolean>> parts =
        List.of(
            () -> operate(new Random(seed)),
            () -> repeat(new Random(seed + 1), this::stream),
            () -> repeat(new Random(seed + 2), this::recheck),
            () -> placements(new Random(seed + 3)));
    for (Future<Boolean> part : threads.invokeAll(parts)) {
      part.get();
    }
  }

  private <T> T call(Supplier<T> what) {
    long call = judge.begins();
    try {
      return what.get();
    } finally {
      judge.ends(call);
    }
  }

  private void stream() {
    call(() -> function.stream(name.value()));
  }

  private void recheck() {
    call(() -> function.recheck(backend.zone()));
  }

  /** At the first operation, and at one in the middle. */
  private boolean repeat(Random own, Runnable what) throws InterruptedException {
    for (int operation = 1; operation < OPERATIONS; operation += OPERATIONS / 2) {
      await(operation, own);
      what.run();
    }
    return true;
  }

  /** Any moment after an operation has begun. */
  private void await(int operation, Random own) throws InterruptedException {
    while (begun.get() < operation) {
      Thread.sleep(1);
    }
    Thread.sleep(own.nextInt(20));
  }

  private boolean operate(Random own) {
    for (int i = 0; i < OPERATIONS; i++) {
      begun.incrementAndGet();
      function.pass(Duration.ofSeconds(1 + own.nextInt(50)));
      int choice = own.nextInt(100);
      if (!operator.isRegistered()) {
        if (choice < 70) {
          registers();
        }
      } else if (choice < 10) {
        operator.remove(function.now());
        judge.registered(false);
        registrations = true;
      } else if (choice < 16 && !form.foreign) {
        adopts();
      } else if (choice < 30 && !site.wanted().isEmpty()) {
        reports(site::reports);
      } else {
        reports(site::reportsOthers);
      }
    }
    begun.set(OPERATIONS);
    return true;
  }

  private void registers() {
    judge.registered(true);
    operator.register(function.now());
    registrations = true;
  }

  private void adopts() {
    List<RecordSet> seen = backend.listed(name);
    judge.adopts(seen);
    operator.adopt(seen, function.now());
  }

  private boolean reports(Supplier<Answer> report) {
    Answer answer = call(report);
    judge.tell("report of " + site.ipv4() + ": " + answer.status() + " " + answer.code());
    return site.isStored(answer);
  }

  private boolean placements(Random own) throws InterruptedException {
    int done = 0;
    while (done < PLACEMENTS) {
      await(1 + done * OPERATIONS / PLACEMENTS, own);
      if (place(KINDS.get(own.nextInt(form.foreign ? KINDS.size() - 1 : KINDS.size())))) {
        done++;
      }
    }
    return true;
  }

  /** Where something foreign stands, the place is never left free. */
  private boolean place(Placement.Kind kind) {
    int unique = form.number * 1_000 + placements++;
    judge.places(kind);
    return stranger.place(
        backend.zone(),
        form.foreign && kind == Placement.Kind.AAAA
            ? Placement.both(name, unique)
            : Placement.of(kind, name, unique, site.ipv4()));
  }

  /** All is quiet: what must follow has followed after a re-check, and after another report. */
  private void calm() {
    stream();
    Set<Family> owed = form.onDrift == OnDrift.REPAIR ? owed() : Set.of();
    recheck();
    if (registrations) {
      recheck();
    }
    demand(owed);
    judge.assertListed(backend.listed(name));
    if (operator.isRegistered()) {
      judge.assertTold(site.wanted().keySet());
      if (!form.foreign) {
        goOn();
      }
    }
  }

  private void goOn() {
    if (form.onDrift == OnDrift.ALERT && random.nextBoolean()) {
      Set<Family> owed = owed();
      if (reports(site::reportsOthers)) {
        stream();
        demand(owed);
      }
    }
    if (random.nextBoolean()) {
      amnesty();
    }
  }

  private Set<Family> owed() {
    return judge.owed(site.wanted().keySet());
  }

  private void demand(Set<Family> owed) {
    owed.forEach(
        family ->
            judge.assertStands(
                family, Optional.ofNullable(site.wanted().get(family)).orElseThrow()));
  }

  /** The operator lets ours be written again, whatever others made of it. */
  private void amnesty() {
    adopts();
    Set<Family> adopted = judge.adopted(site.wanted().keySet());
    recheck();
    demand(adopted);
    judge.says(OnDrift.REPAIR);
    operator.says(OnDrift.REPAIR);
    recheck();
    operator.says(form.onDrift);
    judge.says(form.onDrift);
  }

  /** What we wanted before does not count any more. */
  private void passHour() {
    function.pass(HOUR);
    recheck();
    judge.hourPassed();
  }
}
