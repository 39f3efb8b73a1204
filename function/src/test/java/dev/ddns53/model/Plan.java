package dev.ddns53.model;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A fleet and what happens to it. Any step may be left out; what stays then happens as before.
 *
 * @param seed of all that is not in a step: how long calls take, how clocks differ
 */
record Plan(long seed, Fleet fleet, List<Step> steps) {

  Plan {
    steps = List.copyOf(steps);
  }

  /**
   * What is registered at first.
   *
   * @param zones how many hosted zones there are, all of the same apex
   * @param staleAfter how long sites may stay silent
   */
  record Fleet(int zones, List<SiteId> sites, Duration staleAfter, List<Entry> names) {
    Fleet {
      sites = List.copyOf(sites);
      names = List.copyOf(names);
    }

    Entry name(Fqdn fqdn) {
      return names.stream().filter(name -> name.fqdn.equals(fqdn)).findFirst().orElseThrow();
    }
  }

  /** A name as it is registered at first. */
  record Entry(
      Fqdn fqdn, int zone, Policy policy, List<Member> members, OnDrift onDrift, OnGone onGone) {
    Entry {
      members = List.copyOf(members);
    }
  }

  /** What a call is for. */
  enum Call {
    READ,
    WRITE,
    TRAFFIC,
    CHANGE
  }

  /** What may go wrong with one call. Where it does not fit the call, nothing goes wrong. */
  enum Fault {
    NONE,
    THROTTLE,
    BUSY,
    DENY,
    ERROR,
    SLOW,
    COMMIT_THEN_DROP,
    HANG,
    HANG_AND_LAND_LATE,
    DIE_BEFORE,
    DIE_AND_LAND_LATE,
    DIE_AND_LAND_MUCH_LATER,
    DIE_AFTER
  }

  /** Something that happens. */
  sealed interface Step {}

  /** A site reports addresses for names, or that it has none; the id tells it from all others. */
  record Send(
      int id,
      Duration at,
      SiteId site,
      Map<Family, Optional<IpAddress>> addresses,
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

  /** An actor's call of a kind goes wrong, counted from 0. */
  record Wrong(String actor, Call kind, int call, Fault fault) implements Step {}

  /** An event of the stream holds records that were there before, or in another order. */
  record Twice(int shard, int event, int back, boolean shuffled) implements Step {}

  /** The re-check looks at everything. */
  record Look(int id, Duration at) implements Step {}

  /** What somebody does to a record by hand. */
  enum Hand {
    VALUE,
    TTL,
    CNAME,
    WEIGHTED,
    ALIAS,
    DELETE,
    /** Makes just what is wanted there. */
    SAME,
    /** Makes just what was wanted there at first. */
    FIRST
  }

  /** Somebody makes, edits or deletes record sets of a name in a zone. */
  record Edit(Duration at, Fqdn name, int zone, Family family, Hand hand) implements Step {}

  /** IAM permits us no change of a name for a while, or until the very end. */
  record Deny(Duration at, Fqdn name, Optional<Duration> until) implements Step {}

  /** An operator changes what is registered of a name. */
  record Operate(Duration at, Fqdn name, Order order) implements Step {}

  /** What operators do. Where it does not fit what is registered, nothing happens. */
  sealed interface Order {}

  /** The name goes to another zone, or comes back to one. */
  record Move(int zone, boolean withdraw) implements Order {}

  record Remove(boolean withdraw) implements Order {}

  record Members(List<Member> members) implements Order {
    Members {
      members = List.copyOf(members);
    }
  }

  record Drifting(OnDrift onDrift) implements Order {}

  record Going(OnGone onGone) implements Order {}

  /** All that stands at the name may be replaced. */
  record Adopt() implements Order {}

  /** A zone is deleted and made anew; a while later its names are registered in the new one. */
  record Anew(Duration at, int zone, Duration applied) implements Step {}

  Plan with(List<Step> others) {
    return new Plan(seed, fleet, others);
  }

  Optional<Fault> fault(String actor, Call kind, int call) {
    return steps(Wrong.class).stream()
        .filter(wrong -> wrong.actor.equals(actor) && wrong.kind == kind && wrong.call == call)
        .map(Wrong::fault)
        .findFirst();
  }

  Optional<Twice> twice(int shard, int event) {
    return steps(Twice.class).stream()
        .filter(twice -> twice.shard == shard && twice.event == event)
        .findFirst();
  }

  <T extends Step> List<T> steps(Class<T> kind) {
    return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** A random source for one purpose, the same whatever steps are left out. */
  RandomGenerator random(String purpose) {
    return new SplittableRandom(seed * 1_000_003 + purpose.hashCode());
  }

  /** The plan with as few steps as fail, as far as leaving some out goes. */
  Plan shrunk(Predicate<Plan> fails) {
    Plan smallest = this;
    for (int size = Math.max(1, steps.size() / 2); size >= 1; size /= 2) {
      Optional<Plan> smaller = smallest.without(size, fails);
      while (smaller.isPresent()) {
        smallest = smaller.get();
        smaller = smallest.without(size, fails);
      }
    }
    return smallest;
  }

  private Optional<Plan> without(int size, Predicate<Plan> fails) {
    for (int from = 0; from < steps.size(); from += size) {
      List<Step> fewer = new ArrayList<>(steps);
      fewer.subList(from, Math.min(from + size, fewer.size())).clear();
      Plan candidate = with(fewer);
      if (fails.test(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
