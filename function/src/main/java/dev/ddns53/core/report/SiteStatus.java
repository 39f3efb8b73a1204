package dev.ddns53.core.report;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.auth.Authentication.Authenticated;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.SiteState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the service knows of a site and its names.
 *
 * @param at our time
 * @param source the address that the caller has for us
 * @param names that the site feeds
 * @param records that are published for them, or will be
 */
public record SiteStatus(
    SiteState site, Instant at, IpAddress source, List<Fqdn> names, List<Line> records) {

  /** One record set of a name. */
  public record Line(Fqdn name, Family family, RecordState record) {}

  public SiteStatus {
    names = List.copyOf(names);
    records = List.copyOf(records);
  }

  /**
   * Reads what is known.
   *
   * @throws dev.ddns53.core.port.Unavailable when it cannot be read
   */
  public static SiteStatus of(Authenticated caller, State state, IpAddress source, Instant now) {
    List<Fqdn> names = caller.site().names().stream().sorted().toList();
    List<NameRows> rows = names.isEmpty() ? List.of() : state.names(names);
    return new SiteStatus(
        caller.state(), now, source, names, rows.stream().flatMap(SiteStatus::lines).toList());
  }

  private static Stream<Line> lines(NameRows rows) {
    return rows.state().records().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> new Line(rows.state().name(), each.getKey(), each.getValue()));
  }
}
