package dev.ddns53.model;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.record.RecordSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Those who write the registry, and what they wrote, version by version. */
final class Operators {

  private static final String BY = "an operator";

  private final Services services;
  private final Supplier<Instant> now;
  private final Plan.Fleet fleet;
  private final List<ZoneId> zones = new ArrayList<>();
  private final Set<ZoneId> gone = new HashSet<>();
  private final List<Version> versions = new ArrayList<>();
  private Registration last = Registration.NONE;

  /** The registry from some time on. */
  record Version(Instant at, Map<Fqdn, NameDocument> names, Map<SiteId, Site> sites) {
    Version {
      names = Map.copyOf(names);
      sites = Map.copyOf(sites);
    }

    Optional<Name> name(Fqdn fqdn) {
      return document(fqdn).flatMap(NameDocument::name);
    }

    Optional<NameDocument> document(Fqdn fqdn) {
      return Optional.ofNullable(names.get(fqdn));
    }
  }

  Operators(Services services, Supplier<Instant> now, Plan.Fleet fleet) {
    this.services = services;
    this.now = now;
    this.fleet = fleet;
    versions.add(new Version(Instant.EPOCH, Map.of(), Map.of()));
    for (int i = 0; i < fleet.zones(); i++) {
      zones.add(services.createZone(Plans.APEX));
    }
    Map<Fqdn, NameDocument> names = new HashMap<>();
    for (Plan.Entry entry : fleet.names()) {
      names.put(entry.fqdn(), NameDocument.of(first(entry, zone(entry.zone()))));
    }
    write(names);
  }

  private Name first(Plan.Entry entry, ZoneId zone) {
    return new Name(
        entry.fqdn(),
        stamp(),
        zone,
        Ttl.DEFAULT,
        entry.policy(),
        entry.members(),
        entry.onDrift(),
        entry.onGone(),
        Optional.empty(),
        Optional.empty());
  }

  private Registration stamp() {
    last = Registration.at(now.get(), last);
    return last;
  }

  ZoneId zone(int index) {
    return zones.get(index);
  }

  boolean isGone(ZoneId zone) {
    return gone.contains(zone);
  }

  Version current() {
    return versions.getLast();
  }

  /** The versions that somebody may have read from one time to another. */
  List<Version> between(Instant from, Instant to) {
    List<Version> some = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      boolean ended = i + 1 < versions.size() && versions.get(i + 1).at.isBefore(from);
      if (!ended && !versions.get(i).at.isAfter(to)) {
        some.add(versions.get(i));
      }
    }
    return some;
  }

  /** All versions, the oldest first. */
  List<Version> versions() {
    return List.copyOf(versions);
  }

  /** Carries out an order, where it fits. */
  void operate(Fqdn fqdn, Plan.Order order) {
    NameDocument before = current().document(fqdn).orElse(NameDocument.none(fqdn));
    switch (order) {
      case Plan.Move(int zone, boolean withdraw) -> move(before, zone(zone), withdraw);
      case Plan.Remove(boolean withdraw) ->
          put(new NameDocument(fqdn, Optional.empty(), former(before, withdraw)));
      case Plan.Members(List<Member> members) ->
          edit(before, name -> with(name, members, name.onDrift(), name.onGone()));
      case Plan.Drifting(Name.OnDrift onDrift) ->
          edit(before, name -> with(name, name.members(), onDrift, name.onGone()));
      case Plan.Going(Name.OnGone onGone) ->
          edit(before, name -> with(name, name.members(), name.onDrift(), onGone));
      case Plan.Adopt() -> edit(before, this::adopting);
    }
  }

  private void edit(NameDocument before, java.util.function.UnaryOperator<Name> change) {
    if (before.name().isPresent()) {
      put(new NameDocument(before.fqdn(), before.name().map(change), former(before)));
    }
  }

  private void move(NameDocument before, ZoneId zone, boolean withdraw) {
    if (before.name().filter(name -> name.zone().equals(zone)).isPresent()) {
      return;
    }
    List<FormerRegistration> former = former(before, withdraw);
    Name model = before.name().orElseGet(() -> first(fleet.name(before.fqdn()), zone));
    Name moved =
        new Name(
            model.fqdn(),
            stamp(),
            zone,
            model.ttl(),
            model.policy(),
            model.members(),
            model.onDrift(),
            model.onGone(),
            model.probe(),
            Optional.empty());
    put(new NameDocument(before.fqdn(), Optional.of(moved), former));
  }

  /** The former registrations that are not finished, and the one that ends. */
  private List<FormerRegistration> former(NameDocument before, boolean withdraw) {
    Instant ended = now.get().truncatedTo(ChronoUnit.MILLIS);
    Remains remains = withdraw ? Remains.WITHDRAW : Remains.KEEP;
    return Stream.concat(
            former(before).stream(),
            before.name().stream()
                .filter(name -> !isGone(name.zone()))
                .map(
                    name ->
                        new FormerRegistration(name.registered(), name.zone(), ended, remains, BY)))
        .toList();
  }

  private List<FormerRegistration> former(NameDocument document) {
    Set<Registration> settled = services.stored(document.fqdn()).settled();
    return document.former().stream()
        .filter(each -> !settled.contains(each.registration()) && !isGone(each.zone()))
        .toList();
  }

  private static Name with(
      Name name, List<Member> members, Name.OnDrift onDrift, Name.OnGone onGone) {
    return new Name(
        name.fqdn(),
        name.registered(),
        name.zone(),
        name.ttl(),
        name.policy(),
        members,
        onDrift,
        onGone,
        name.probe(),
        name.adoption());
  }

  private Name adopting(Name name) {
    List<String> sets =
        isGone(name.zone())
            ? List.of()
            : services.hands().look(name.zone(), Set.of(name.fqdn())).values().stream()
                .flatMap(List::stream)
                .map(RecordSet::json)
                .toList();
    return sets.isEmpty() ? name : name.adopting(new Adoption(stamp(), sets, BY));
  }

  /** A zone is deleted, and another one of the same name made. */
  void anew(int index) {
    services.deleteZone(zone(index));
    gone.add(zone(index));
    zones.set(index, services.createZone(Plans.APEX));
  }

  /** Names of a zone that was made anew are registered in the new one; what is done is dropped. */
  void apply() {
    for (NameDocument document : current().names.values().stream().sorted(ORDER).toList()) {
      Optional<Name> lost = document.name().filter(name -> isGone(name.zone()));
      if (lost.isPresent()) {
        move(document, zones.get(fleet.name(document.fqdn()).zone()), true);
      } else if (!former(document).equals(document.former())) {
        put(new NameDocument(document.fqdn(), document.name(), former(document)));
      }
    }
  }

  private static final java.util.Comparator<NameDocument> ORDER =
      java.util.Comparator.comparing(NameDocument::fqdn);

  private void put(NameDocument document) {
    Map<Fqdn, NameDocument> names = new HashMap<>(current().names);
    if (document.name().isEmpty() && document.former().isEmpty()) {
      names.remove(document.fqdn());
    } else {
      names.put(document.fqdn(), document);
    }
    write(names);
  }

  private void write(Map<Fqdn, NameDocument> names) {
    Version before = current();
    Map<SiteId, Site> sites = new HashMap<>();
    fleet.sites().forEach(id -> sites.put(id, site(id, names)));
    List<Change> changes = new ArrayList<>();
    Set<Fqdn> all = new HashSet<>(names.keySet());
    all.addAll(before.names.keySet());
    for (Fqdn each : all) {
      Optional<NameDocument> was = before.document(each);
      Optional<NameDocument> is = Optional.ofNullable(names.get(each));
      if (!was.equals(is)) {
        changes.add(new Change.OfName(each, was, is));
      }
    }
    sites.forEach(
        (id, site) -> {
          Optional<Site> was = Optional.ofNullable(before.sites.get(id));
          if (!was.equals(Optional.of(site))) {
            changes.add(new Change.OfSite(id, was, Optional.of(site)));
          }
        });
    if (!changes.isEmpty()) {
      if (!services.registry().write(changes)) {
        throw new AssertionError("nobody else writes the registry");
      }
      versions.add(new Version(now.get(), names, sites));
    }
  }

  private Site site(SiteId id, Map<Fqdn, NameDocument> names) {
    List<Name> fed =
        names.values().stream()
            .flatMap(document -> document.name().stream())
            .filter(name -> name.isFedBy(id))
            .sorted(java.util.Comparator.comparing(Name::fqdn))
            .toList();
    return new Site(
        id,
        new SiteEntry(fleet.staleAfter(), Allow.DEFAULT, false),
        fed.stream().map(Name::fqdn).toList(),
        fed.stream().map(Name::zone).distinct().sorted().toList(),
        List.of(World.FIRST_KEY));
  }
}
