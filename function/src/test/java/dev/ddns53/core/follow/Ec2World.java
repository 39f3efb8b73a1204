package dev.ddns53.core.follow;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.fleet.InstanceSelector.By;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.fleet.InstanceSelector.Which;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.instance.InstanceEvent;
import dev.ddns53.core.instance.InstanceState;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.publish.DirectPath;
import dev.ddns53.core.recheck.Recheck;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.report.UpdateService;
import dev.ddns53.fake.FakeInstances;
import dev.ddns53.fake.FakeProbes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A world whose sites are instances: {@code web-1.example.com} is that of the site {@code web-1}.
 */
final class Ec2World {

  static final String KEY = "ddns53:site";
  static final String NAME = "web-1.example.com";

  final World world = new World();
  final FakeInstances ec2 = new FakeInstances();
  final InstanceFollower follower;
  final Recheck recheck;

  Ec2World() {
    UpdateService updates = new UpdateService(world.state, new DirectPath(world.parts), world.time);
    follower = new InstanceFollower(world.state.registry(), world.state, ec2, updates, world.time);
    recheck =
        new Recheck(
            new Recheck.Parts(
                world.state.registry(),
                world.state,
                world.records,
                new FakeProbes(),
                world.publishing(),
                new InstanceReconciler(world.state, ec2, updates, world.time),
                Runnable::run,
                world.time));
    world.records.clock(world::now);
  }

  /** With the site {@code web-1}: the newest instance that is tagged so. */
  static Ec2World web() {
    Ec2World ec2 = new Ec2World();
    ec2.site("web-1", tagged("web-1", Which.NEWEST), NAME);
    ec2.world.name(NAME, "web-1");
    return ec2;
  }

  /** An instance runs, and its site's name follows it. */
  static Ec2World running() {
    Ec2World ec2 = web();
    ec2.launch(1);
    ec2.ec2.run(1);
    ec2.tell(1, InstanceState.RUNNING);
    ec2.pass(Duration.ofMinutes(10));
    return ec2;
  }

  static InstanceSelector tagged(String value, Which which) {
    return new InstanceSelector(
        new By.ByTag(new Tag(KEY, value)), Optional.empty(), Address.PUBLIC, which);
  }

  void site(String id, InstanceSelector selector, String... names) {
    List<Fqdn> fed = Stream.of(names).map(World::fqdn).toList();
    SiteEntry entry =
        new SiteEntry(Duration.ofHours(1), Allow.DEFAULT, false, Optional.of(selector));
    world.state.register(new Site(new SiteId(id), entry, fed, List.of(World.ZONE), List.of()));
  }

  /** Launches an instance that is tagged with {@code web-1}. */
  void launch(int number) {
    launch(number, "web-1");
  }

  void launch(int number, String value) {
    ec2.launch(number, world.now(), KEY, value);
  }

  static InstanceEvent event(int number, InstanceState state) {
    return new InstanceEvent(FakeInstances.HOME, FakeInstances.id(number), state, Optional.empty());
  }

  /** AWS tells of an instance. */
  Followed tell(int number, InstanceState state) {
    return follower.follow(event(number, state));
  }

  RecheckResult look() {
    return recheck.run(Optional.of(World.ZONE));
  }

  void pass(Duration time) {
    world.pass(time);
  }

  /** What the name answers with; empty for nothing. */
  String published() {
    return published(NAME, Family.IPV4);
  }

  String published(String name, Family family) {
    return world.records.published(World.fqdn(name), family).map(Publication::target).orElse("");
  }

  List<String> told() {
    return world.state.notices().stream().map(Notice::kind).map(Notice.Kind::slug).toList();
  }

  /** The name withdraws what nobody has an address for any more. */
  void withdraws() {
    Name name = World.registered(World.fqdn(NAME), List.of(new Member.OfSite(new SiteId("web-1"))));
    world.state.register(
        new Name(
            name.fqdn(),
            name.registered(),
            name.zone(),
            name.ttl(),
            name.policy(),
            name.members(),
            name.onDrift(),
            Name.OnGone.WITHDRAW,
            name.probe(),
            name.adoption()));
  }
}
