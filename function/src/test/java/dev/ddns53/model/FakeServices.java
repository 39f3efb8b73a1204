package dev.ddns53.model;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeState;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Tables and zones in memory. */
final class FakeServices implements Services {

  private final FakeState state = new FakeState();
  private final FakeRecords records = new FakeRecords();
  private int zones;

  @Override
  public void clock(InstantSource source) {
    records.clock(source);
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public Traffic traffic() {
    return state;
  }

  @Override
  public Records records() {
    return records;
  }

  @Override
  public Records hands() {
    return records;
  }

  @Override
  public Registry registry() {
    return state.registry();
  }

  @Override
  public ZoneId createZone(Fqdn apex) {
    ZoneId id = new ZoneId("ZONE" + zones++);
    records.zone(id, apex);
    return id;
  }

  @Override
  public void deleteZone(ZoneId zone) {
    records.removeZone(zone);
  }

  @Override
  public NameState stored(Fqdn name) {
    return state.stored(name);
  }

  @Override
  public boolean isStored(SiteState row) {
    return state.stored(row.id()).version() == row.version();
  }

  @Override
  public boolean deny(Set<Fqdn> names) {
    return false;
  }

  @Override
  public boolean provoke(Plan.Call kind, Plan.Fault fault, RandomGenerator random) {
    return false;
  }

  @Override
  public void recover() {}
}
