package dev.ddns53.model;

import dev.ddns53.aws.DynamoState;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state table over the wire. What judges and re-checks want to know, and who waits for a turn,
 * is asked for only after somebody has written.
 */
final class EmulatedTables implements State, Traffic {

  private final DynamoState plain;
  private final State faulty;
  private final Map<Fqdn, NameState> names = new HashMap<>();
  private final Map<ZoneId, Traffic.Rows> traffic = new HashMap<>();
  private final Map<ZoneId, Turn> turns = new HashMap<>();
  private final Map<SiteId, SiteState> sites = new HashMap<>();
  private final Map<List<SiteId>, List<SiteState>> recentSites = new HashMap<>();
  private final Map<List<Fqdn>, List<NameState>> recentNames = new HashMap<>();
  private boolean fails;

  /**
   * A table.
   *
   * @param faulty how it is written while calls go wrong
   */
  EmulatedTables(DynamoState plain, State faulty) {
    this.plain = plain;
    this.faulty = faulty;
  }

  /** Says whether the next write goes wrong. */
  void fails(boolean next) {
    fails = next;
  }

  /** As it was last read, after the last write. */
  NameState stored(Fqdn name) {
    NameState known = names.get(name);
    return known == null ? names(List.of(name)).getFirst().state() : known;
  }

  /** As it was last read, after the last write. */
  SiteState stored(SiteId site) {
    SiteState known = sites.get(site);
    return known == null ? site(site).state() : known;
  }

  @Override
  public Traffic.Rows rows(ZoneId zone) {
    return traffic.computeIfAbsent(zone, plain::rows);
  }

  @Override
  public Turn turn(ZoneId zone) {
    return turns.computeIfAbsent(zone, plain::turn);
  }

  @Override
  public boolean replace(Turn next) {
    traffic.clear();
    turns.remove(next.zone());
    return plain.replace(next);
  }

  @Override
  public boolean replace(Bucket next) {
    traffic.clear();
    return plain.replace(next);
  }

  /** What became of a write is read, and not believed. */
  @Override
  public boolean replace(State.Rows rows) {
    recentSites.clear();
    recentNames.clear();
    rows.names().forEach(row -> names.remove(row.name()));
    rows.sites().forEach(row -> sites.remove(row.id()));
    return (fails ? faulty : plain).replace(rows);
  }

  @Override
  public SiteRows site(SiteId id) {
    SiteRows rows = plain.site(id);
    sites.put(id, rows.state());
    return rows;
  }

  @Override
  public List<NameRows> names(Collection<Fqdn> some) {
    return read(plain.names(some));
  }

  private List<NameRows> read(List<NameRows> rows) {
    rows.forEach(row -> names.put(row.state().name(), row.state()));
    return rows;
  }

  @Override
  public Reading names(Collection<Fqdn> some, ZoneId zone) {
    Reading reading = plain.names(some, zone);
    return new Reading(read(reading.names()), reading.traffic());
  }

  @Override
  public List<SiteState> recentSites(Collection<SiteId> ids) {
    return recentSites.computeIfAbsent(List.copyOf(ids), plain::recentSites);
  }

  @Override
  public List<NameState> recentNames(Collection<Fqdn> some) {
    return recentNames.computeIfAbsent(List.copyOf(some), plain::recentNames);
  }

  @Override
  public List<HistoryEntry> history(Fqdn name, int most) {
    return plain.history(name, most);
  }
}
