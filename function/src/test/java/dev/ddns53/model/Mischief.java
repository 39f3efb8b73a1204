package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.Name.OnGone;
import dev.ddns53.model.Plan.Call;
import dev.ddns53.model.Plan.Fault;
import dev.ddns53.model.Plan.Hand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What goes wrong in a plan, and what others do: some of all, all of some, or nothing. */
final class Mischief {

  private static final int FAULTY_EVENTS = 12;
  private static final Call[] CALLS = {
    Call.READ, Call.WRITE, Call.WRITE, Call.TRAFFIC, Call.CHANGE, Call.CHANGE, Call.CHANGE
  };

  private final RandomGenerator random;
  private final Plan.Fleet fleet;
  private final List<Plan.Step> steps;
  private final List<Duration> moments;
  private final List<Fault> faults;
  private final int density;

  Mischief(RandomGenerator random, Plan.Fleet fleet, List<Plan.Step> steps) {
    this.random = random;
    this.fleet = fleet;
    this.steps = steps;
    this.moments = new ArrayList<>(steps.stream().flatMap(Mischief::at).toList());
    this.faults = mix();
    this.density = faults.isEmpty() ? 0 : 1 + random.nextInt(3);
  }

  private static Stream<Duration> at(Plan.Step step) {
    return switch (step) {
      case Plan.Send send -> Stream.of(send.at());
      case Plan.Resend resend -> Stream.of(resend.at());
      default -> Stream.of();
    };
  }

  /** No faults, only one kind, some, or all. */
  private List<Fault> mix() {
    List<Fault> all = Stream.of(Fault.values()).filter(fault -> fault != Fault.NONE).toList();
    return switch (random.nextInt(5)) {
      case 0 -> List.of();
      case 1 -> List.of(all.get(random.nextInt(all.size())));
      case 2 -> all.stream().filter(fault -> random.nextInt(3) == 0).toList();
      default -> all;
    };
  }

  void add() {
    boolean edits = random.nextBoolean();
    boolean orders = random.nextBoolean();
    boolean looks = random.nextInt(4) != 0;
    if (random.nextInt(5) == 0) {
      denials();
    }
    if (edits) {
      edits(1 + random.nextInt(5));
    }
    if (orders) {
      orders(1 + random.nextInt(4));
    }
    if (random.nextInt(12) == 0) {
      int zone = random.nextInt(fleet.zones());
      steps.add(new Plan.Anew(sometime(), zone, Duration.ofMillis(random.nextInt(20_000))));
    }
    if (looks) {
      looks(1 + random.nextInt(5));
    }
    if (random.nextInt(4) == 0) {
      returning();
    }
    reportsGoWrong();
    eventsGoWrong();
  }

  private void denials() {
    Optional<Duration> until =
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(sometime().plusMillis(random.nextInt(100_000)));
    steps.add(new Plan.Deny(sometime(), name(), until));
  }

  private void edits(int many) {
    for (int i = 0; i < many; i++) {
      Duration at = random.nextInt(6) == 0 ? Duration.ZERO : sometime();
      Fqdn name = name();
      int zone = random.nextInt(4) == 0 ? random.nextInt(fleet.zones()) : fleet.name(name).zone();
      edit(at, name, zone, hand());
    }
  }

  private void edit(Duration at, Fqdn name, int zone, Hand hand) {
    Family family = random.nextInt(4) == 0 ? Family.IPV6 : Family.IPV4;
    steps.add(new Plan.Edit(at, name, zone, family, hand));
  }

  private <T> T any(T[] all) {
    return all[random.nextInt(all.length)];
  }

  private Hand hand() {
    return any(Hand.values());
  }

  private void orders(int many) {
    for (int i = 0; i < many; i++) {
      Duration at = sometime();
      Fqdn name = name();
      steps.add(new Plan.Operate(at, name, order()));
      moments.add(at);
      if (random.nextInt(3) == 0) {
        moments.add(at.plusMillis(random.nextInt(20_000)));
      }
    }
  }

  private Plan.Order order() {
    boolean withdraw = random.nextInt(4) != 0;
    return switch (random.nextInt(9)) {
      case 0, 1 -> new Plan.Move(random.nextInt(fleet.zones()), withdraw);
      case 2, 3 -> new Plan.Remove(withdraw);
      case 4 -> new Plan.Members(Plans.members(random, fleet.sites()));
      case 5 -> new Plan.Drifting(any(OnDrift.values()));
      case 6 -> new Plan.Going(any(OnGone.values()));
      default -> new Plan.Adopt();
    };
  }

  /** A name goes and comes back, to the same place or another, and things happen meanwhile. */
  private void returning() {
    Fqdn name = name();
    int zone = random.nextInt(fleet.zones());
    Duration at = sometime();
    Duration back = at.plusMillis(random.nextInt(random.nextBoolean() ? 10_000 : 120_000));
    boolean removed = random.nextBoolean();
    steps.add(
        new Plan.Operate(
            at,
            name,
            removed
                ? new Plan.Remove(random.nextInt(4) != 0)
                : new Plan.Move(random.nextInt(fleet.zones()), true)));
    steps.add(new Plan.Operate(back, name, new Plan.Move(zone, true)));
    moments.add(at);
    moments.add(back);
    if (random.nextBoolean()) {
      edit(at.plusMillis(random.nextInt(10_000)), name, fleet.name(name).zone(), hand());
    }
  }

  private void looks(int many) {
    Duration at = sometime();
    for (int id = 0; id < many; id++) {
      at = random.nextInt(3) == 0 ? at.plusMillis(random.nextInt(6_000)) : sometime();
      steps.add(new Plan.Look(id, at));
      goWrong("look" + id);
    }
  }

  private void reportsGoWrong() {
    for (Plan.Step step : List.copyOf(steps)) {
      switch (step) {
        case Plan.Send send -> goWrong("report" + send.id());
        case Plan.Resend again -> goWrong("report" + again.id());
        default -> {}
      }
    }
  }

  private void eventsGoWrong() {
    boolean twice = random.nextInt(3) == 0;
    for (int shard = 0; shard < StreamModel.SHARDS; shard++) {
      for (int event = 0; event < FAULTY_EVENTS; event++) {
        if (random.nextBoolean()) {
          goWrong("shard" + shard + "." + event);
        }
        if (twice && random.nextInt(8) == 0) {
          steps.add(new Plan.Twice(shard, event, random.nextInt(4), random.nextBoolean()));
        }
      }
    }
  }

  private void goWrong(String actor) {
    if (random.nextInt(4) < density) {
      Call kind = CALLS[random.nextInt(CALLS.length)];
      Fault fault = faults.get(random.nextInt(faults.size()));
      steps.add(new Plan.Wrong(actor, kind, random.nextInt(random.nextInt(1, 5)), fault));
    }
  }

  private Fqdn name() {
    return fleet.names().get(random.nextInt(fleet.names().size())).fqdn();
  }

  /** Mostly while something happens. */
  private Duration sometime() {
    Duration last = moments.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    return random.nextInt(4) != 0
        ? moments.get(random.nextInt(moments.size())).plusMillis(random.nextInt(3_000))
        : Duration.ofMillis(random.nextLong(last.toMillis() + 120_000));
  }
}
