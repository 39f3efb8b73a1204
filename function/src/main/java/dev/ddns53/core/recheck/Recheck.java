package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Probes;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.publish.PendingName;
import dev.ddns53.core.publish.SideBySide;
import dev.ddns53.core.recheck.RecheckResult.Line;
import dev.ddns53.core.record.SiteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One look at everything: does Route 53 hold what was published, is everybody alive, must another
 * member take over? Whatever cannot be read is left as it is, and the result says so.
 *
 * <p>Each transition is one conditional write, so overlapping runs find and tell it once.
 */
public final class Recheck {

  private static final int ZONES_AT_ONCE = 4;
  private static final int ROWS_PER_READ = 100;

  private final Parts parts;

  /**
   * What a run works with.
   *
   * @param publishing brings what is due to Route 53
   * @param following lets sites report that do not call
   * @param workers run zones, reads and steps, side by side or not
   * @param time a run may last for minutes, and what it writes says when that was
   */
  public record Parts(
      Registry registry,
      State state,
      Records records,
      Probes probes,
      Publishing publishing,
      Following following,
      Executor workers,
      Time time) {

    /** For fleets without instances. */
    public Parts(
        Registry registry,
        State state,
        Records records,
        Probes probes,
        Publishing publishing,
        Executor workers,
        Time time) {
      this(registry, state, records, probes, publishing, sites -> List.of(), workers, time);
    }
  }

  /** Lets sites that are EC2 instances report what EC2 says of them. */
  public interface Following {

    /** Follows these; what kept it from that is told. */
    List<String> follow(Collection<Site> sites);
  }

  /** Brings records to Route 53. What does not succeed stays due, with a reason. */
  public interface Publishing {

    /** Publishes what is due of these names, as their rows say. */
    List<String> publish(Collection<Fqdn> names);

    /** Sends what was judged. */
    List<String> send(ZoneId zone, List<PendingName> names);
  }

  public Recheck(Parts parts) {
    this.parts = parts;
  }

  /**
   * Looks at one zone's names and their members, or at all there is.
   *
   * @throws Unavailable when the registry cannot be read
   */
  public RecheckResult run(Optional<ZoneId> only) {
    Fleet fleet = parts.registry.read();
    Map<ZoneId, List<NameDocument>> zones = zones(fleet, only);
    List<String> troubles = Collections.synchronizedList(new ArrayList<>());
    Map<SiteId, Site> sites = sites(fleet, only, zones.values());
    List<Site> instances =
        sites.values().stream().filter(site -> site.instance().isPresent()).toList();
    if (!instances.isEmpty()) {
      troubles.addAll(parts.following.follow(instances));
    }
    Instant now = parts.time.now();
    Map<SiteId, Boolean> stale = stale(sites, now, troubles);
    List<Supplier<List<Line>>> checks = new ArrayList<>();
    zones.forEach(
        (zone, names) ->
            checks.add(
                () ->
                    new ZoneCheck(parts, new Zone(zone, names, sites), stale, now, troubles)
                        .run()));
    List<Line> lines =
        new SideBySide(parts.workers, ZONES_AT_ONCE)
            .all(checks).stream().flatMap(List::stream).toList();
    return RecheckResult.of(
        lines,
        sites.size(),
        Math.toIntExact(stale.values().stream().filter(Boolean.TRUE::equals).count()),
        troubles.stream());
  }

  /** The names that are registered in each zone, or were. */
  private static Map<ZoneId, List<NameDocument>> zones(Fleet fleet, Optional<ZoneId> only) {
    Map<ZoneId, List<NameDocument>> zones = new TreeMap<>();
    for (NameDocument document : fleet.documents()) {
      Set<ZoneId> theirs = new TreeSet<>();
      document.name().ifPresent(name -> theirs.add(name.zone()));
      document.former().forEach(former -> theirs.add(former.zone()));
      theirs.stream()
          .filter(zone -> only.isEmpty() || only.get().equals(zone))
          .forEach(zone -> zones.computeIfAbsent(zone, z -> new ArrayList<>()).add(document));
    }
    return zones;
  }

  /**
   * A zone's names.
   *
   * @param documents of names that are registered in it, or were
   * @param sites those that feed them, among others
   */
  record Zone(ZoneId id, List<NameDocument> documents, Map<SiteId, Site> sites) {
    Zone {
      documents = List.copyOf(documents);
      sites = Map.copyOf(sites);
    }
  }

  /** The sites that feed these names; without a zone, all. */
  private static Map<SiteId, Site> sites(
      Fleet fleet, Optional<ZoneId> only, Collection<List<NameDocument>> zones) {
    Set<SiteId> wanted = new LinkedHashSet<>();
    for (List<NameDocument> documents : zones) {
      for (NameDocument document : documents) {
        for (Member member : document.name().map(Name::members).orElse(List.of())) {
          member.follows().ifPresent(wanted::add);
        }
      }
    }
    Map<SiteId, Site> sites = new HashMap<>();
    fleet.sites().stream()
        .filter(site -> only.isEmpty() || wanted.contains(site.id()))
        .forEach(site -> sites.put(site.id(), site));
    return sites;
  }

  /** Whether each site is stale, as far as that can be read; what is new is written down. */
  private Map<SiteId, Boolean> stale(Map<SiteId, Site> sites, Instant now, List<String> troubles) {
    Map<SiteId, Boolean> stale = new HashMap<>();
    for (List<SiteId> chunk : chunks(sites.keySet().stream().sorted().toList(), ROWS_PER_READ)) {
      try {
        for (SiteState state : parts.state.recentSites(chunk)) {
          Site site = Optional.ofNullable(sites.get(state.id())).orElseThrow();
          stale.put(site.id(), settled(site, state, now, troubles));
        }
      } catch (Unavailable e) {
        troubles.add(
            "sites " + chunk.getFirst() + " to " + chunk.getLast() + ": " + e.getMessage());
      }
    }
    return stale;
  }

  /** Looks twice before a site is called stale: the first look may be a moment old. */
  private boolean settled(Site site, SiteState recent, Instant now, List<String> troubles) {
    if (SiteCheck.step(site, recent, now).isEmpty()) {
      return SiteCheck.isStale(site, recent, now);
    }
    SiteState state = parts.state.site(site.id()).state();
    Optional<Rows> step = SiteCheck.step(site, state, now);
    if (step.isPresent()) {
      try {
        parts.state.replace(step.get());
      } catch (Unavailable | Unconfirmed e) {
        troubles.add(site.id() + ": " + e.getMessage());
      }
    }
    return SiteCheck.isStale(site, state, now);
  }

  static <T> List<List<T>> chunks(List<T> all, int size) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      chunks.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return chunks;
  }
}
