package dev.ddns53.model;

import dev.ddns53.World;
import dev.ddns53.core.model.Allow;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random plans: small fleets, so that everything meets. */
final class Plans {

  /** No history lasts longer. */
  static final Duration LONGEST = Duration.ofMinutes(30);

  private static final int AFTER_SIEGE = 100;
  private static final List<Plan.Fault> FAULTS =
      Stream.concat(
              Stream.of(Plan.Fault.values()).filter(fault -> fault != Plan.Fault.NONE),
              Stream.of(Plan.Fault.THROTTLE, Plan.Fault.THROTTLE))
          .toList();
  private static final Plan.Call[] CALLS = {
    Plan.Call.READ, Plan.Call.WRITE, Plan.Call.WRITE, Plan.Call.UPSERT, Plan.Call.UPSERT
  };

  private final SplittableRandom random;
  private final List<ZoneId> zones;
  private final List<SiteId> ids;
  private final List<Name> names = new ArrayList<>();
  private final List<Plan.Step> steps = new ArrayList<>();
  private final Duration staleAfter;

  private Plans(long seed) {
    random = new SplittableRandom(seed);
    zones =
        IntStream.range(0, 1 + random.nextInt(2)).mapToObj(i -> new ZoneId("ZONE" + i)).toList();
    ids = IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> new SiteId("site" + i)).toList();
    staleAfter = random.nextInt(3) == 0 ? Duration.ofSeconds(40) : Duration.ofHours(1);
  }

  static Plan of(long seed) {
    Plans plans = new Plans(seed);
    plans.fleet();
    plans.reports();
    plans.faults();
    plans.looks();
    return new Plan(seed, plans.zones, plans.sites(), plans.names, plans.steps);
  }

  static Fqdn apex(ZoneId zone) {
    return World.fqdn(zone.value().toLowerCase(java.util.Locale.ROOT) + ".example.com");
  }

  private void fleet() {
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      ZoneId zone = zones.get(random.nextInt(zones.size()));
      List<Member> members = new ArrayList<>();
      for (SiteId id : ids) {
        if (members.isEmpty() || random.nextInt(3) == 0) {
          members.add(random.nextInt(members.size() + 1), new Member.OfSite(id));
        }
      }
      names.add(
          new Name(
              World.fqdn("n" + i + "." + apex(zone)),
              zone,
              Ttl.DEFAULT,
              random.nextBoolean() ? Name.Policy.FIRST_HEALTHY : Name.Policy.ALL_HEALTHY,
              members,
              random.nextBoolean() ? Name.OnDrift.REPAIR : Name.OnDrift.ALERT,
              Optional.empty(),
              random.nextInt(4) == 0));
    }
  }

  private List<Site> sites() {
    return ids.stream()
        .map(
            id ->
                new Site(
                    id,
                    staleAfter,
                    Allow.DEFAULT,
                    names.stream().filter(name -> name.isFedBy(id)).map(Name::fqdn).toList(),
                    List.of(World.FIRST_KEY)))
        .toList();
  }

  private void reports() {
    Duration at = Duration.ZERO;
    int reports = 3 + random.nextInt(8);
    for (int id = 0; id < reports; id++) {
      at = at.plusMillis(random.nextInt(random.nextInt(4) == 0 ? 40_000 : 4_000));
      if (id > 0 && random.nextInt(5) == 0) {
        steps.add(new Plan.Resend(id, random.nextInt(id), at, random.nextInt(3)));
      } else {
        SiteId site = ids.get(random.nextInt(ids.size()));
        steps.add(new Plan.Send(id, at, site, addresses(), names(site), random.nextInt(3)));
      }
    }
    if (random.nextInt(5) == 0) {
      steps.add(
          new Plan.Poison(
              Duration.ofMillis(random.nextInt((int) at.toMillis() + 1)),
              names.get(random.nextInt(names.size())).fqdn()));
    }
  }

  private Map<Family, IpAddress> addresses() {
    Map<Family, IpAddress> addresses = new EnumMap<>(Family.class);
    if (random.nextInt(4) != 0) {
      addresses.put(Family.IPV4, address("192.0.2." + (1 + random.nextInt(4))));
    }
    if (addresses.isEmpty() || random.nextInt(4) == 0) {
      addresses.put(Family.IPV6, address("2001:db8::" + (1 + random.nextInt(4))));
    }
    return addresses;
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private Optional<Set<Fqdn>> names(SiteId site) {
    List<Fqdn> fed = names.stream().filter(name -> name.isFedBy(site)).map(Name::fqdn).toList();
    if (fed.isEmpty() || random.nextInt(4) != 0) {
      return Optional.empty();
    }
    Set<Fqdn> some = new TreeSet<>();
    some.add(fed.get(random.nextInt(fed.size())));
    return Optional.of(some);
  }

  private void faults() {
    int density = random.nextInt(4);
    for (Plan.Step step : List.copyOf(steps)) {
      if (step instanceof Plan.Send send && random.nextInt(4) < density) {
        wrong("report" + send.id());
      }
      if (step instanceof Plan.Resend again && random.nextInt(4) < density) {
        wrong("report" + again.id());
      }
    }
    for (int shard = 0; shard < StreamModel.SHARDS; shard++) {
      for (int event = 0; event < 12; event++) {
        if (random.nextInt(8) < density) {
          wrong("shard" + shard + "." + event);
        }
        if (random.nextInt(20) < density) {
          steps.add(new Plan.Twice(shard, event, random.nextInt(4), random.nextBoolean()));
        }
      }
    }
  }

  /** In half of the plans the re-check runs, and others tamper with what was published. */
  private void looks() {
    if (random.nextBoolean()) {
      return;
    }
    int looks = 1 + random.nextInt(4);
    for (int id = 0; id < looks; id++) {
      steps.add(new Plan.Look(id, sometime()));
      if (random.nextBoolean()) {
        wrong("look" + id);
      }
    }
    if (steps.stream().noneMatch(Plan.Poison.class::isInstance) && random.nextBoolean()) {
      siege(looks);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      Family family = random.nextInt(4) == 0 ? Family.IPV6 : Family.IPV4;
      Optional<IpAddress> address =
          random.nextInt(3) == 0
              ? Optional.empty()
              : Optional.of(address(family == Family.IPV4 ? "192.0.2.9" : "2001:db8::9"));
      Fqdn name = names.get(random.nextInt(names.size())).fqdn();
      steps.add(new Plan.Tamper(sometime(), name, family, address));
    }
  }

  /** A name's place is taken; the re-check may take it back, late, while a site moves. */
  private void siege(int look) {
    Name name = names.get(random.nextInt(names.size()));
    Duration at = sometime();
    steps.add(new Plan.Poison(at, name.fqdn()));
    steps.add(new Plan.Look(look, at.plusMillis(random.nextInt(4_000))));
    if (random.nextBoolean()) {
      Plan.Fault late =
          random.nextBoolean() ? Plan.Fault.HANG_AND_LAND_LATE : Plan.Fault.DIE_AND_LAND_LATE;
      steps.add(new Plan.Wrong("look" + look, Plan.Call.UPSERT, 0, late));
      steps.add(new Plan.Look(look + 1, at.plusMillis(5_000 + random.nextInt(8_000))));
    }
    if (random.nextBoolean()) {
      steps.add(new Plan.Withdraw(at.plusMillis(random.nextInt(20_000)), name.fqdn()));
    }
    SiteId site = ids.get(random.nextInt(ids.size()));
    steps.add(
        new Plan.Send(
            AFTER_SIEGE, at.plusMillis(random.nextInt(12_000)), site, addresses(), names(site), 0));
  }

  /** Mostly while something happens. */
  private Duration sometime() {
    List<Plan.Send> sends =
        steps.stream().filter(Plan.Send.class::isInstance).map(Plan.Send.class::cast).toList();
    return random.nextBoolean()
        ? sends.get(random.nextInt(sends.size())).at().plusMillis(random.nextInt(2_000))
        : Duration.ofMillis(random.nextInt(120_000));
  }

  private void wrong(String actor) {
    Plan.Call kind = CALLS[random.nextInt(CALLS.length)];
    Plan.Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    steps.add(new Plan.Wrong(actor, kind, random.nextInt(random.nextInt(1, 4)), fault));
  }
}
