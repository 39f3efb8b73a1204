package dev.ddns53.model;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.FakeState;
import dev.ddns53.fake.Planted;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A plan's fleet in memory. */
final class FakeServices implements Services {

  private final FakeState state = new FakeState();
  private final FakeRecords records = new FakeRecords();

  FakeServices(Plan plan) {
    plan.zones().forEach(zone -> records.zone(zone, Plans.apex(zone)));
    plan.sites().forEach(state::register);
    plan.names().forEach(state::register);
  }

  @Override
  public void clock(InstantSource source) {
    records.clock(source);
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public Records records() {
    return records;
  }

  @Override
  public Registry registry() {
    return state.registry();
  }

  @Override
  public NameState stored(Fqdn name) {
    return state.stored(name);
  }

  @Override
  public Optional<Publication> published(Fqdn name, Family family) {
    return records.published(name, family);
  }

  @Override
  public void seize(Fqdn name) {
    records.seize(name, Planted.weighted("A", "blue", "203.0.113.1"));
  }

  @Override
  public void withdraw(Fqdn name) {
    records.withdraw(name);
  }

  @Override
  public void tamper(Fqdn name, Family family, Optional<IpAddress> address) {
    address.ifPresentOrElse(
        other -> records.edit(name, Publication.of(family, Ttl.DEFAULT, List.of(other))),
        () -> records.delete(name, family));
  }

  @Override
  public boolean isSeized(Fqdn name) {
    return !records.planted(name).isEmpty();
  }

  @Override
  public boolean provoke(Plan.Call kind, Plan.Fault fault, RandomGenerator random) {
    return false;
  }

  @Override
  public void recover() {}
}
