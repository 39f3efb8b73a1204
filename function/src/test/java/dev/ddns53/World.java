package dev.ddns53;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.Authenticator;
import dev.ddns53.core.auth.RouterAuthenticator;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.core.publish.DirectPath;
import dev.ddns53.core.publish.PendingName;
import dev.ddns53.core.publish.SenderParts;
import dev.ddns53.core.recheck.Recheck;
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
import java.util.Optional;
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
  public static final Registration REGISTERED =
      new Registration(Instant.parse("2026-01-01T00:00:00Z"));
  public static final KeyGeneration FIRST_KEY =
      new KeyGeneration(Instant.parse("2026-01-01T00:00:00Z"), 1);
  public static final KeyGeneration SECOND_KEY =
      new KeyGeneration(Instant.parse("2026-06-01T00:00:00Z"), 2);

  public final FakeState state;
  public final FakeRecords records;
  public final FakeMasterKeys masters = new FakeMasterKeys();
  public final SiteKeys keys = new SiteKeys(new FakeMasterKeys());
  public final SenderParts parts;
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
    parts =
        new SenderParts(
            records, state, state, Config.PACE, time, Runnable::run, new SplittableRandom(1));
    batches = new BatchPublisher(parts);
    Authenticator authenticator = authentication.apply(state, masters);
    JsonLog json = new JsonLog(new PrintStream(lines, true, StandardCharsets.UTF_8));
    Api api =
        new Api(
            authenticator,
            new RouterAuthenticator(state, new SiteKeys(masters)),
            new UpdateService(state, new DirectPath(parts), time),
            state,
            entry -> {
              entries.add(entry);
              json.answered(entry);
            },
            time);
    handler = new HttpHandler(api, Set.of(), () -> now);
  }

  /** Publishes what is due, as the re-check has it done. */
  public Recheck.Publishing publishing() {
    return new Recheck.Publishing() {
      @Override
      public List<String> publish(Collection<Fqdn> names) {
        return batches.publish(names, now.plusSeconds(20)).troubles();
      }

      @Override
      public List<String> send(ZoneId zone, List<PendingName> names) {
        return batches.send(zone, names, now.plusSeconds(20)).troubles();
      }
    };
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
    return register(id, new SiteEntry(Duration.ofHours(1), allow, false), names, live);
  }

  private World register(String id, SiteEntry entry, List<String> names, List<KeyGeneration> live) {
    List<Fqdn> fed = names.stream().map(World::fqdn).toList();
    state.register(new Site(new SiteId(id), entry, fed, List.of(ZONE), live));
    return this;
  }

  /** Registers a site whose router may call, with one key that feeds these names, alone. */
  public World router(String id, Allow allow, String... names) {
    return router(id, allow, List.of(FIRST_KEY), names);
  }

  /** The same with these live keys. */
  public World router(String id, Allow allow, List<KeyGeneration> live, String... names) {
    for (String name : names) {
      name(name, id);
    }
    return register(id, new SiteEntry(Duration.ofHours(1), allow, true), List.of(names), live);
  }

  /** The password of a site's router. */
  public String token(String site, KeyGeneration generation) {
    return keys.derive(new SiteId(site), generation, SiteKeys.Purpose.ROUTER);
  }

  /** Registers a name of which the first of these sites that has an address is published. */
  public World name(String name, String... sites) {
    List<Member> members =
        Stream.of(sites).<Member>map(site -> new Member.OfSite(new SiteId(site))).toList();
    state.register(registered(fqdn(name), members));
    return this;
  }

  /** A name in {@link #ZONE}, of which the first healthy member is published. */
  public static Name registered(Fqdn name, List<Member> members) {
    return new Name(
        name,
        REGISTERED,
        ZONE,
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        members,
        Name.OnDrift.ALERT,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
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
        state.siteReads(), state.nameReads(), state.writes(), records.reads(), records.changes());
  }

  /** How often each service was asked. */
  public record Calls(int siteReads, int nameReads, int writes, int zoneReads, int changes) {

    public Calls since(Calls before) {
      return new Calls(
          siteReads - before.siteReads,
          nameReads - before.nameReads,
          writes - before.writes,
          zoneReads - before.zoneReads,
          changes - before.changes);
    }

    /** Whether nothing was written anywhere. */
    public boolean wroteNothing() {
      return writes == 0 && changes == 0;
    }
  }
}
