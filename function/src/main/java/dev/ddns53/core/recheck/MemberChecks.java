package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Probe;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.port.Probes.Target;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.Health.Probed;
import dev.ddns53.core.record.NameState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run saw of members.
 *
 * @param stale whether each site is stale; sites whose rows could not be read are left out
 * @param answers to probes
 */
record MemberChecks(Map<SiteId, Boolean> stale, Map<Target, Answer> answers) {

  MemberChecks {
    stale = Map.copyOf(stale);
    answers = Map.copyOf(answers);
  }

  /** The health of a name's members after what was seen. */
  Health health(Name name, NameState before) {
    Health health = before.health().only(Set.copyOf(name.members()));
    boolean choice = name.members().size() > 1;
    for (Member member : name.members()) {
      Optional<SiteId> site = member.follows().filter(stale::containsKey);
      if (choice && site.isPresent()) {
        health = health.stale(site.get(), Boolean.TRUE.equals(stale.get(site.get())));
      }
      for (Family family : Family.values()) {
        Optional<IpAddress> address = Election.address(member, before.said(), family);
        if (address.isPresent()) {
          health = probed(health, name, member, address.get());
        }
      }
    }
    return health;
  }

  private Health probed(Health health, Name name, Member member, IpAddress address) {
    Probed before = health.probed(member, address.family()).orElseGet(() -> Probed.fresh(address));
    if (name.probe().isEmpty()) {
      return health.with(member, Probed.fresh(address));
    }
    Probe probe = name.probe().get();
    return answer(name, address)
        .map(answer -> health.with(member, ProbeCount.after(before, address, answer, probe)))
        .orElse(health);
  }

  private Optional<Answer> answer(Name name, IpAddress address) {
    return name.probe()
        .flatMap(
            probe ->
                Optional.ofNullable(answers.get(new Target(name.fqdn(), address, probe.check()))));
  }

  /** Why members of one family are not healthy, for people. */
  List<String> reasons(Name name, NameState after, Family family) {
    List<String> reasons = new ArrayList<>();
    for (Member member : name.members()) {
      Election.address(member, after.said(), family)
          .filter(address -> after.health().of(member, address) == Health.Verdict.DOWN)
          .map(address -> member.text() + " (" + reason(name, after, member, address) + ")")
          .ifPresent(reasons::add);
    }
    return reasons;
  }

  private String reason(Name name, NameState after, Member member, IpAddress address) {
    if (member.follows().filter(after.health()::isStale).isPresent()) {
      return "stale";
    }
    return answer(name, address)
        .map(
            answer ->
                switch (answer) {
                  case Answer.Down(String reason) -> address + ": " + reason;
                  case Answer.NotProbed(String reason) -> "not probed: " + reason;
                  case Answer.Up() -> "not yet up";
                })
        .orElse("down");
  }
}
