package dev.ddns53.core.recheck;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Probe;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.Publication;
import dev.ddns53.fake.FakeProbes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A world in which the re-check runs every five minutes. */
final class Runs {

  static final Fqdn NAME = fqdn("vpn.example.com");
  static final Duration PERIOD = Duration.ofMinutes(5);

  final World world;
  final FakeProbes probes = new FakeProbes();
  final Recheck recheck;
  private int told;

  Runs() {
    this(new World());
  }

  Runs(World world) {
    this.world = world;
    world.records.clock(world::now);
    this.recheck =
        new Recheck(
            new Recheck.Parts(
                world.state.registry(),
                world.state,
                world.records,
                probes,
                world.publishing(),
                task -> Thread.ofVirtual().start(task),
                world.time));
  }

  /** A site has reported {@code 198.51.100.7} for {@link #NAME}, and everybody knows it. */
  static Runs published(OnDrift onDrift) {
    Runs runs =
        new Runs()
            .sites("tokyo")
            .register(name(onDrift, Optional.empty(), Name.Policy.FIRST_HEALTHY, site("tokyo")))
            .report("tokyo", "198.51.100.7");
    assertEquals(List.of("address-changed"), runs.told());
    return runs;
  }

  /** How the only name stands. */
  static Standing standing(RecheckResult result) {
    assertEquals(1, result.names().size());
    return result.names().getFirst().standing();
  }

  /** Registers sites that feed {@link #NAME}, and no name yet. */
  Runs sites(String... ids) {
    return sites(Allow.DEFAULT, ids);
  }

  Runs sites(Allow allow, String... ids) {
    for (String id : ids) {
      world.register(id, allow, List.of(NAME.value()), List.of(World.FIRST_KEY));
    }
    return this;
  }

  static Name name(OnDrift onDrift, Optional<Probe> probe, Name.Policy policy, Member... members) {
    return new Name(
        NAME,
        World.REGISTERED,
        World.ZONE,
        Ttl.DEFAULT,
        policy,
        List.of(members),
        onDrift,
        Name.OnGone.KEEP,
        probe,
        Optional.empty());
  }

  static Member site(String id) {
    return new Member.OfSite(new SiteId(id));
  }

  static Member fixed(String address) {
    return new Member.Fixed(address(address));
  }

  static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  static Publication addresses(String... texts) {
    List<IpAddress> all = Stream.of(texts).map(Runs::address).toList();
    return Publication.of(all.getFirst().family(), Ttl.DEFAULT, all);
  }

  Runs register(Name name) {
    world.state.register(name);
    return this;
  }

  /** A site reports an address; time passes by a second. */
  Runs report(String site, String address) {
    Family family = address(address).family();
    world.update(site, "{\"" + family.field() + "\":\"" + address + "\"}");
    world.pass(Duration.ofSeconds(1));
    return this;
  }

  /** Five minutes later: a run. */
  RecheckResult run() {
    world.pass(PERIOD);
    return now();
  }

  RecheckResult now() {
    return recheck.run(Optional.of(World.ZONE));
  }

  /** What people were told since this was asked last: kinds, in order. */
  List<String> told() {
    List<String> kinds = new ArrayList<>();
    for (Notice notice : news()) {
      kinds.add(notice.kind().slug());
    }
    return kinds;
  }

  List<Notice> news() {
    List<Notice> all = world.state.notices();
    List<Notice> news = all.subList(told, all.size());
    told = all.size();
    return news;
  }

  /** What the name answers with in Route 53. */
  String published() {
    return world.records.published(NAME, Family.IPV4).map(Publication::target).orElse("");
  }
}
