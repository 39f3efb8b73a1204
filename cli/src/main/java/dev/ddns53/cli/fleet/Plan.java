package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.Registry.Change.OfName;
import dev.ddns53.core.port.Registry.Change.OfSite;
import dev.ddns53.core.port.Registry.Fleet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must change in the registry to make it what a file says. Keys stay, and so do the
 * registration and the adoption of a name that stays in its zone.
 *
 * <p>A site may never feed a name whose row does not list it, or the site's updates would fail.
 * Changes that one transaction cannot hold are therefore written in this order:
 *
 * <pre>
 *  step   rows                              so that
 *  ────   ────────────────────────────────  ─────────────────────────────────────
 *  1      sites that go or stop feeding     no site feeds a name that drops it
 *  2      names                             each lists the members that it will have
 *  3      sites that come, change or begin  each feeds names that list it already
 *         to feed
 * </pre>
 */
public record Plan(List<OfSite> sites, List<OfName> names) {

  public Plan {
    sites = List.copyOf(sites);
    names = List.copyOf(names);
  }

  /**
   * Compares what is registered with a file.
   *
   * @param file with zones called by their ids
   * @param registrations how names' registrations begin and end
   */
  public static Plan of(Fleet now, FleetFile file, Registrations registrations) {
    return new Plan(sites(now, file), names(now, file, registrations));
  }

  private static List<OfSite> sites(Fleet now, FleetFile file) {
    Map<SiteId, Site> sites = byKey(now.sites(), Site::id);
    Map<SiteId, List<Fqdn>> fed = file.fed();
    return union(sites.keySet(), file.sites().keySet())
        .map(
            id -> {
              Optional<Site> before = Optional.ofNullable(sites.get(id));
              List<Fqdn> feeds = fed.getOrDefault(id, List.of());
              return new OfSite(
                  id,
                  before,
                  Optional.ofNullable(file.sites().get(id))
                      .map(entry -> site(id, entry, feeds, file.zones(feeds), before)));
            })
        .filter(change -> !change.before().equals(change.after()))
        .toList();
  }

  private static List<OfName> names(Fleet now, FleetFile file, Registrations registrations) {
    Map<Fqdn, NameDocument> documents = byKey(now.documents(), NameDocument::fqdn);
    return union(documents.keySet(), file.names().keySet())
        .map(
            fqdn -> {
              Optional<NameDocument> before = Optional.ofNullable(documents.get(fqdn));
              return new OfName(
                  fqdn,
                  before,
                  registrations.next(
                      before.orElseGet(() -> NameDocument.none(fqdn)),
                      Optional.ofNullable(file.names().get(fqdn))));
            })
        .filter(change -> !change.before().equals(change.after()))
        .toList();
  }

  private static <K> Stream<K> union(Set<K> a, Set<K> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().sorted();
  }

  private static <K, V> Map<K, V> byKey(List<V> values, Function<V, K> key) {
    return values.stream().collect(Collectors.toMap(key, Function.identity()));
  }

  private static Site site(
      SiteId id, SiteEntry entry, List<Fqdn> fed, List<ZoneId> zones, Optional<Site> before) {
    List<KeyGeneration> keys = before.map(Site::keys).orElse(List.of());
    List<Fqdn> names =
        before
            .map(Site::names)
            .filter(old -> new HashSet<>(old).equals(new HashSet<>(fed)))
            .orElse(fed);
    return new Site(id, entry, names, zones, keys);
  }

  /** The zones in which the plan gives the re-check something to do: old ones and new ones. */
  public NavigableSet<ZoneId> zones() {
    NavigableSet<ZoneId> zones = new TreeSet<>();
    names.stream()
        .filter(change -> !name(change.before()).equals(name(change.after())))
        .flatMap(change -> Stream.of(name(change.before()), name(change.after())))
        .flatMap(Optional::stream)
        .map(Name::zone)
        .forEach(zones::add);
    return zones;
  }

  /** The names that come, change, or move. */
  List<Name> published() {
    return names.stream()
        .filter(change -> !name(change.before()).equals(name(change.after())))
        .flatMap(change -> name(change.after()).stream())
        .toList();
  }

  /** The names that go. */
  List<Name> removed() {
    return names.stream()
        .filter(change -> name(change.after()).isEmpty())
        .flatMap(change -> name(change.before()).stream())
        .toList();
  }

  static Optional<Name> name(Optional<NameDocument> document) {
    return document.flatMap(NameDocument::name);
  }

  public boolean isEmpty() {
    return sites.isEmpty() && names.isEmpty();
  }

  /** The transactions that carry it out, in this order. */
  public List<List<Change>> transactions() {
    if (sites.size() + names.size() <= Registry.CHANGES_PER_WRITE) {
      return chunks(Stream.concat(sites.stream(), names.stream()));
    }
    List<List<Change>> all = new ArrayList<>();
    all.addAll(chunks(sites.stream().map(Plan::release).flatMap(Optional::stream)));
    all.addAll(chunks(names.stream()));
    all.addAll(chunks(sites.stream().map(Plan::engage).flatMap(Optional::stream)));
    return List.copyOf(all);
  }

  /** A site's first step: it goes, or feeds only names that it will go on feeding. */
  private static Optional<OfSite> release(OfSite change) {
    if (change.before().isEmpty() || change.after().isEmpty()) {
      return Optional.of(change).filter(each -> each.after().isEmpty());
    }
    Site before = change.before().get();
    Site kept = released(before, change.after().get());
    return kept.names().size() < before.names().size()
        ? Optional.of(new OfSite(change.id(), change.before(), Optional.of(kept)))
        : Optional.empty();
  }

  /** A site's last step: all that it shall be. */
  private static Optional<OfSite> engage(OfSite change) {
    if (change.after().isEmpty()) {
      return Optional.empty();
    }
    Optional<Site> before = release(change).map(OfSite::after).orElse(change.before());
    return before.equals(change.after())
        ? Optional.empty()
        : Optional.of(new OfSite(change.id(), before, change.after()));
  }

  private static Site released(Site before, Site after) {
    List<Fqdn> kept = before.names().stream().filter(after.names()::contains).toList();
    return new Site(after.id(), after.entry(), kept, after.zones(), after.keys());
  }

  private static List<List<Change>> chunks(Stream<? extends Change> changes) {
    List<List<Change>> chunks = new ArrayList<>();
    List<Change> all = List.copyOf(changes.toList());
    for (int from = 0; from < all.size(); from += Registry.CHANGES_PER_WRITE) {
      chunks.add(all.subList(from, Math.min(all.size(), from + Registry.CHANGES_PER_WRITE)));
    }
    return chunks;
  }
}
