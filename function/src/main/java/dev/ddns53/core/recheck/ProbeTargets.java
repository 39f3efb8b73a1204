package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Probe;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Probes;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.port.Probes.Target;
import dev.ddns53.core.record.Election;
import dev.ddns53.core.record.NameState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which addresses are probed for the names of a zone. */
final class ProbeTargets {

  private final Recheck.Zone zone;

  ProbeTargets(Recheck.Zone zone) {
    this.zone = zone;
  }

  /** Tries all of them. */
  Map<Target, Answer> probe(Probes probes, List<Name> names, Map<Fqdn, NameState> states) {
    Set<Target> targets = new LinkedHashSet<>();
    for (Name name : names) {
      NameState state = Optional.ofNullable(states.get(name.fqdn())).orElseThrow();
      name.probe().ifPresent(probe -> add(name, probe, state, targets));
    }
    return targets.isEmpty() ? Map.of() : probes.probe(targets);
  }

  private void add(Name name, Probe probe, NameState state, Set<Target> targets) {
    for (Member member : name.members()) {
      for (Family family : Family.values()) {
        Election.address(member, state.said(), family)
            .filter(address -> mayProbe(member, address))
            .ifPresent(address -> targets.add(new Target(name.fqdn(), address, probe.check())));
      }
    }
  }

  /**
   * An operator's own address may be anywhere. A site chooses its address itself, so it is tried
   * only where the site may report it: not in our own network, unless its operator opened that.
   */
  private boolean mayProbe(Member member, IpAddress address) {
    return switch (member) {
      case Member.OfSite(SiteId site) -> mayReport(site, address);
      case Member.OfHost(SiteId site, HostPart host) -> mayReport(site, address);
      case Member.Fixed fixed -> true;
      case Member.OfAlias alias -> false;
    };
  }

  private boolean mayReport(SiteId site, IpAddress address) {
    return Optional.ofNullable(zone.sites().get(site))
        .filter(known -> known.forbidden(address).isEmpty() && known.allow().address(address))
        .isPresent();
  }
}
