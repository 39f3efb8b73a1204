package dev.ddns53;

import dev.ddns53.core.auth.Authenticator;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.model.Allow;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.KeyGeneration;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.core.publish.Publisher;
import dev.ddns53.core.report.UpdateService;
import dev.ddns53.fake.FakeMasterKeys;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeState;
import dev.ddns53.handler.Api;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.JsonLog;
import dev.ddns53.handler.RequestLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** The whole function on stand-ins for AWS: requests in, answers out, calls counted. */
public final class World {

  /** The time of the recorded signatures; tests begin then. */
  public static final Instant START = Instant.parse("2026-11-23T20:20:46Z");

  public static final ZoneId ZONE = new ZoneId("Z0EXAMPLE");
  public static final KeyGeneration FIRST_KEY =
      new KeyGeneration(Instant.parse("2026-01-01T00:00:00Z"), 1);
  public static final KeyGeneration SECOND_KEY =
      new KeyGeneration(Instant.parse("2026-06-01T00:00:00Z"), 2);

  public final FakeState state;
  public final FakeRecords records;
  public final FakeMasterKeys masters = new FakeMasterKeys();
  public final SiteKeys keys = new SiteKeys(new FakeMasterKeys());
  public final Publisher publisher;
  public final BatchPublisher batches;
  public final List<RequestLog.Entry> entries = Collections.synchronizedList(new ArrayList<>());

  public final Time time =
      new Time() {
        @Override
        public Instant now() {
          return now;
        }

        @Override
        public void pass(Duration duration) {
          World.this.pass(duration);
        }
      };
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final HttpHandler handler;
  private volatile Instant now = START;

  public World() {
    this(() -> {});
  }

  /**
   * Lets others in at every call.
   *
   * @param pause runs whenever the function calls a table or a zone
   */
  public World(Runnable pause) {
    this(pause, (state, masters) -> new Authenticator(state, new SiteKeys(masters)));
  }

  /** Authenticates in another way. */
  public World(Function<State, Authenticator> authentication) {
    this(() -> {}, (state, masters) -> authentication.apply(state));
  }

  private World(Runnable pause, BiFunction<State, MasterKeys, Authenticator> authentication) {
    state = new FakeState(pause);
    records = new FakeRecords(pause);
    records.zone(ZONE, fqdn("example.com"));
    publisher = new Publisher(records, state, time);
    batches =
        new BatchPublisher(
            records, state, Config.PACE, time, Runnable::run, new SplittableRandom(1));
    Authenticator authenticator = authentication.apply(state, masters);
    JsonLog json = new JsonLog(new PrintStream(lines, true, StandardCharsets.UTF_8));
    Api api =
        new Api(
            authenticator,
            new UpdateService(state, publisher, time),
            state,
            entry -> {
              entries.add(entry);
              json.answered(entry);
            });
    handler = new HttpHandler(api, Set.of(), () -> now);
  }

  /** Publishes what is due of these names, as the re-check has it done. */
  public List<String> publish(Collection<Fqdn> names) {
    return batches.publish(names, now.plusSeconds(20)).troubles();
  }

  public static Fqdn fqdn(String text) {
    return Fqdn.parse(text).orElseThrow();
  }

  /** Registers a site with one key that feeds these names, alone. */
  public World site(String id, String... names) {
    return site(id, Allow.DEFAULT, names);
  }

  public World site(String id, Allow allow, String... names) {
    for (String name : names) {
      name(name, id);
    }
    return register(id, allow, List.of(names), List.of(FIRST_KEY));
  }

  /** Registers a site, but none of its names. */
  public World register(String id, Allow allow, List<String> names, List<KeyGeneration> live) {
    List<Fqdn> fed = names.stream().map(World::fqdn).toList();
    state.register(new Site(new SiteId(id), Duration.ofHours(1), allow, fed, live));
    return this;
  }

  /** Registers a name of which the first of these sites that has an address is published. */
  public World name(String name, String... sites) {
    List<Member> members =
        Stream.of(sites).<Member>map(site -> new Member.OfSite(new SiteId(site))).toList();
    state.register(
        new Name(fqdn(name), ZONE, Ttl.DEFAULT, Name.Policy.FIRST_HEALTHY, members, false));
    return this;
  }

  public Instant now() {
    return now;
  }

  public void at(Instant time) {
    now = time;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** Publishes in a batch, as the stream makes it happen; the names that must come again. */
  public Set<Fqdn> stream(String... names) {
    return batches.publish(Stream.of(names).map(World::fqdn).toList(), now.plusSeconds(60)).left();
  }

  /** Signs as curl does, with a site's key. */
  public Signer signer(String site, KeyGeneration generation) {
    return Signer.of(site, keys.derive(new SiteId(site), generation, SiteKeys.Purpose.SIGN));
  }

  /** A site's update of now. */
  public Requests signed(String site, String body) {
    return signer(site, FIRST_KEY).sign(Requests.update(body), now);
  }

  /** Signs and sends an update. */
  public Answer update(String site, String body) {
    return send(signed(site, body));
  }

  public Answer send(Requests request) {
    return send(request.event());
  }

  public Answer send(byte[] event) {
    return Answer.of(handler, event);
  }

  /** All that was logged, as text. */
  public String log() {
    return lines.toString(StandardCharsets.UTF_8);
  }

  /** Calls so far, to be compared with those of later. */
  public Calls calls() {
    return new Calls(
        state.siteReads(), state.nameReads(), state.writes(), records.reads(), records.upserts());
  }

  /** How often each service was asked. */
  public record Calls(int siteReads, int nameReads, int writes, int zoneReads, int upserts) {

    public Calls since(Calls before) {
      return new Calls(
          siteReads - before.siteReads,
          nameReads - before.nameReads,
          writes - before.writes,
          zoneReads - before.zoneReads,
          upserts - before.upserts);
    }

    /** Whether nothing was written anywhere. */
    public boolean wroteNothing() {
      return writes == 0 && upserts == 0;
    }
  }
}
