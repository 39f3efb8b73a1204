package dev.ddns53.model;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.ZoneId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A fleet and what happens to it. Any step may be left out; what stays then happens as before.
 *
 * @param seed of all that is not in a step: how long calls take, how clocks differ
 */
record Plan(long seed, List<ZoneId> zones, List<Site> sites, List<Name> names, List<Step> steps) {

  Plan {
    zones = List.copyOf(zones);
    sites = List.copyOf(sites);
    names = List.copyOf(names);
    steps = List.copyOf(steps);
  }

  /** What may go wrong with one call. Where it does not fit the call, nothing goes wrong. */
  enum Fault {
    NONE,
    THROTTLE,
    DENY,
    ERROR,
    SLOW,
    COMMIT_THEN_DROP,
    HANG,
    HANG_AND_LAND_LATE,
    DIE_BEFORE,
    DIE_AND_LAND_LATE,
    DIE_AFTER
  }

  /** Something that happens. */
  sealed interface Step {}

  /** A site reports addresses for names; the id tells it from all others. */
  record Send(
      int id,
      Duration at,
      SiteId site,
      Map<Family, IpAddress> addresses,
      Optional<Set<Fqdn>> names,
      int instance)
      implements Step {
    Send {
      addresses = Map.copyOf(addresses);
      names = names.map(Set::copyOf);
    }
  }

  /** A request is sent once more, to the byte. */
  record Resend(int id, int of, Duration at, int instance) implements Step {}

  /** What a call is for. */
  enum Call {
    READ,
    WRITE,
    UPSERT
  }

  /** An actor's call of a kind goes wrong, counted from 0. */
  record Wrong(String actor, Call kind, int call, Fault fault) implements Step {}

  /** Somebody puts weighted records of type A where a name's record stands. */
  record Poison(Duration at, Fqdn name) implements Step {}

  /** What was put there is taken away again, and nothing is put in its place. */
  record Withdraw(Duration at, Fqdn name) implements Step {}

  /** Somebody edits what stands at a name, or deletes it. */
  record Tamper(Duration at, Fqdn name, Family family, Optional<IpAddress> address)
      implements Step {}

  /** The re-check looks at everything. */
  record Look(int id, Duration at) implements Step {}

  /** An event of the stream holds records that were there before, or in another order. */
  record Twice(int shard, int event, int back, boolean shuffled) implements Step {}

  /** Whether the re-check ever runs. */
  boolean looks() {
    return steps.stream().anyMatch(Look.class::isInstance);
  }

  /** A name's entry. */
  Name name(Fqdn fqdn) {
    return names.stream().filter(name -> name.fqdn().equals(fqdn)).findFirst().orElseThrow();
  }

  Plan with(List<Step> others) {
    return new Plan(seed, zones, sites, names, others);
  }

  Optional<Fault> fault(String actor, Call kind, int call) {
    return steps.stream()
        .filter(Wrong.class::isInstance)
        .map(Wrong.class::cast)
        .filter(wrong -> wrong.actor.equals(actor) && wrong.kind == kind && wrong.call == call)
        .map(Wrong::fault)
        .findFirst();
  }

  Optional<Twice> twice(int shard, int event) {
    return steps.stream()
        .filter(step -> step instanceof Twice twice && twice.shard == shard && twice.event == event)
        .map(Twice.class::cast)
        .findFirst();
  }

  /** A random source for one purpose, the same whatever steps are left out. */
  RandomGenerator random(String purpose) {
    return new SplittableRandom(seed * 1_000_003 + purpose.hashCode());
  }

  /** The plan with as few steps as fail in the same way, as far as leaving out single ones goes. */
  Plan shrunk(java.util.function.Predicate<Plan> fails) {
    Plan smallest = this;
    for (int size = Math.max(1, steps.size() / 2); size >= 1; size /= 2) {
      boolean smaller = true;
      while (smaller) {
        smaller = false;
        for (int from = 0; from < smallest.steps.size(); from += size) {
          List<Step> fewer = new ArrayList<>(smallest.steps);
          fewer.subList(from, Math.min(from + size, fewer.size())).clear();
          Plan candidate = smallest.with(fewer);
          if (fails.test(candidate)) {
            smallest = candidate;
            smaller = true;
            break;
          }
        }
      }
    }
    return smallest;
  }
}
