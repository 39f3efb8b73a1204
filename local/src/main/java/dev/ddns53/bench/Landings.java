package dev.ddns53.bench;

import dev.ddns53.aws.Route53Names;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Landed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What stood in Route 53 since when, from the emulator's journal. */
final class Landings {

  private final Emulator emulator;
  private final Map<String, List<Landed>> bySet = new ConcurrentHashMap<>();

  Landings(Emulator emulator) {
    this.emulator = emulator;
    emulator.route53().watch(batch -> batch.forEach(this::add));
  }

  private void add(Landed landed) {
    if (!landed.deleted()) {
      bySet
          .computeIfAbsent(landed.name() + landed.type(), set -> new CopyOnWriteArrayList<>())
          .add(landed);
    }
  }

  /** Every time that something was put there. */
  List<Landed> of(Fqdn fqdn, Family family) {
    return bySet.getOrDefault(Route53Names.wire(fqdn) + family.recordType(), List.of());
  }

  /** When an address came to stand there first. */
  Optional<Instant> first(Fqdn fqdn, Family family, IpAddress address) {
    return of(fqdn, family).stream()
        .filter(landed -> landed.values().equals(List.of(address.toString())))
        .map(Landed::at)
        .findFirst();
  }

  /** Whether an address stands there now. */
  boolean stands(Fqdn fqdn, Family family, IpAddress address) {
    String name = Route53Names.wire(fqdn);
    return emulator.route53().zones().zoneFor(name).stream()
        .flatMap(zone -> zone.at(name).stream())
        .filter(set -> set.type().equals(family.recordType()))
        .anyMatch(set -> set.values().equals(List.of(address.toString())));
  }
}
