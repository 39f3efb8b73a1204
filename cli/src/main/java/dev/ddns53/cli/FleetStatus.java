package dev.ddns53.cli;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.TextTable;
import dev.ddns53.terminal.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is known of all sites and names. */
record FleetStatus(Map<Site, SiteState> sites, List<NameRows> names) {

  private static final int READERS = 16;

  FleetStatus {
    names = List.copyOf(names);
  }

  static FleetStatus read(Stack stack, Instant now) {
    Fleet fleet = stack.registry().read();
    List<Fqdn> names = fleet.names().stream().map(Name::fqdn).sorted().toList();
    return new FleetStatus(
        sites(fleet, stack.state()),
        names.isEmpty() ? List.of() : RecordText.current(stack.state().names(names), now));
  }

  /** Whether no record has drifted, is blocked, or was refused. */
  boolean isAsItShould() {
    return names.stream()
        .flatMap(rows -> rows.state().records().values().stream())
        .allMatch(RecordText::isAsItShould);
  }

  private static Map<Site, SiteState> sites(Fleet fleet, State state) {
    List<Site> sites = fleet.sites().stream().sorted(Comparator.comparing(Site::id)).toList();
    Map<Site, SiteState> states = new LinkedHashMap<>();
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<Future<SiteState>> reads =
          sites.stream().map(site -> readers.submit(() -> state.site(site.id()).state())).toList();
      for (int i = 0; i < sites.size(); i++) {
        states.put(sites.get(i), reads.get(i).get());
      }
      return states;
    } catch (ExecutionException e) {
      throw new CliException("The state cannot be read: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("Interrupted.", e);
    }
  }

  List<String> lines(Instant now) {
    TextTable table = new TextTable("SITE", "LAST SEEN", "IPV4", "IPV6", "KEYS");
    sites.forEach(
        (site, state) ->
            table.add(
                site.id().value(),
                seen(site, state, now),
                address(state, Family.IPV4),
                address(state, Family.IPV6),
                Integer.toString(site.keys().size())));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.addAll(RecordText.table(names).lines());
    return lines;
  }

  private static String seen(Site site, SiteState state, Instant now) {
    return state
        .seen()
        .map(
            seen -> {
              Duration age = Duration.between(seen.at(), now);
              String ago = Times.ago(seen.at(), now);
              return age.compareTo(site.staleAfter()) > 0 ? ago + " (stale)" : ago;
            })
        .orElse("never");
  }

  private static String address(SiteState state, Family family) {
    return state.newest(family).flatMap(Report::address).map(IpAddress::toString).orElse("-");
  }
}
