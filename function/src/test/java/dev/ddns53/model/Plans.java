package dev.ddns53.model;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Name.OnGone;
import dev.ddns53.core.fleet.Name.Policy;
import dev.ddns53.core.fleet.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random plans: small fleets, so that everything meets. Each has its own mix of what happens. */
final class Plans {

  static final Fqdn APEX = World.fqdn("example.com");

  /** Where sites are stale, it is soon; elsewhere never. */
  static final Duration SOON = Duration.ofSeconds(40);

  static final Duration NEVER = Duration.ofDays(30);

  private static final int ROGUE_REPORTS = 40;

  private final RandomGenerator random;
  private final List<Plan.Step> steps = new ArrayList<>();
  private final Plan.Fleet fleet;

  private Plans(long seed) {
    random = new SplittableRandom(seed);
    fleet = fleet();
  }

  static Plan of(long seed) {
    Plans plans = new Plans(seed);
    plans.reports();
    new Mischief(plans.random, plans.fleet, plans.steps).add();
    return new Plan(seed, plans.fleet, plans.steps);
  }

  private Plan.Fleet fleet() {
    int zones = 1 + random.nextInt(2);
    List<SiteId> sites =
        IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> new SiteId("site" + i)).toList();
    List<Plan.Entry> names = new ArrayList<>();
    int many = 1 + random.nextInt(random.nextInt(4) == 0 ? 5 : 3);
    for (int i = 0; i < many; i++) {
      names.add(
          new Plan.Entry(
              World.fqdn("n" + i + "." + APEX),
              random.nextInt(zones),
              one(Policy.values()),
              members(random, sites),
              one(OnDrift.values()),
              one(OnGone.values())));
    }
    return new Plan.Fleet(zones, sites, random.nextInt(6) == 0 ? SOON : NEVER, names);
  }

  private <T> T one(T[] all) {
    return all[random.nextInt(all.length)];
  }

  /** At least one site, now and then an address that never changes. */
  static List<Member> members(RandomGenerator random, List<SiteId> sites) {
    List<Member> members = new ArrayList<>();
    int first = random.nextInt(sites.size());
    for (int i = 0; i < sites.size(); i++) {
      if (members.isEmpty() || random.nextInt(3) == 0) {
        members.add(new Member.OfSite(sites.get((first + i) % sites.size())));
      }
    }
    if (random.nextInt(8) == 0) {
      members.add(random.nextInt(members.size() + 1), new Member.Fixed(address("198.51.100.77")));
    }
    return members;
  }

  static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private void reports() {
    Duration at = Duration.ZERO;
    boolean rogue = random.nextInt(25) == 0;
    boolean slow = random.nextInt(5) == 0;
    int reports = rogue ? ROGUE_REPORTS : 3 + random.nextInt(8);
    for (int id = 0; id < reports; id++) {
      at = at.plusMillis(rogue ? 1_000 + random.nextInt(500) : pause(slow));
      if (id > 0 && random.nextInt(6) == 0) {
        steps.add(new Plan.Resend(id, random.nextInt(id), at, random.nextInt(3)));
      } else {
        SiteId site = fleet.sites().get(rogue ? 0 : random.nextInt(fleet.sites().size()));
        steps.add(
            new Plan.Send(id, at, site, addresses(rogue ? 50 : 4), names(site), random.nextInt(3)));
      }
    }
  }

  private int pause(boolean slow) {
    int longest = slow && random.nextInt(3) == 0 ? 1_500_000 : 40_000;
    return random.nextInt(random.nextInt(4) == 0 ? longest : 4_000);
  }

  private Map<Family, Optional<IpAddress>> addresses(int many) {
    Map<Family, Optional<IpAddress>> addresses = new EnumMap<>(Family.class);
    if (random.nextInt(4) != 0) {
      addresses.put(Family.IPV4, address("198.51.100.", many));
    }
    if (addresses.isEmpty() || random.nextInt(4) == 0) {
      addresses.put(Family.IPV6, address("2600:db8::", many));
    }
    return addresses;
  }

  private Optional<IpAddress> address(String prefix, int many) {
    return random.nextInt(7) == 0
        ? Optional.empty()
        : Optional.of(address(prefix + (1 + random.nextInt(many))));
  }

  private Optional<Set<Fqdn>> names(SiteId site) {
    List<Fqdn> fed =
        fleet.names().stream()
            .filter(name -> name.members().contains(new Member.OfSite(site)))
            .map(Plan.Entry::fqdn)
            .toList();
    if (fed.isEmpty() || random.nextInt(4) != 0) {
      return Optional.empty();
    }
    Set<Fqdn> some = new TreeSet<>();
    some.add(fed.get(random.nextInt(fed.size())));
    return Optional.of(some);
  }
}
