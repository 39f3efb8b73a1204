package dev.ddns53.model;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.route53.Permissions;
import dev.ddns53.emulator.route53.Route53;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The emulator's zones as somebody sees them who may change this and that, in simulated time. */
final class EmulatedRecords implements Records {

  private final Records adapter;
  private final Route53 route53;
  private final Supplier<Permissions> permissions;
  private final InstantSource clock;

  /**
   * Zones.
   *
   * @param permissions in force from the next change on
   * @param clock the time that changes are said to be made at
   */
  EmulatedRecords(
      Records adapter, Route53 route53, Supplier<Permissions> permissions, InstantSource clock) {
    this.adapter = adapter;
    this.route53 = route53;
    this.permissions = permissions;
    this.clock = clock;
  }

  @Override
  public Map<Fqdn, List<RecordSet>> look(ZoneId zone, Collection<Fqdn> names) {
    return adapter.look(zone, names);
  }

  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    adapter.list(zone, page);
  }

  @Override
  public Progress progress(ChangeId change) {
    return adapter.progress(change);
  }

  @Override
  public Outcome change(ZoneId zone, List<Replacement> replacements) {
    route53.permit(permissions.get());
    Outcome outcome = adapter.change(zone, replacements);
    return outcome instanceof Outcome.Applied(ChangeId change)
        ? new Outcome.Applied(new ChangeId(change.value(), Optional.of(clock.instant())))
        : outcome;
  }
}
