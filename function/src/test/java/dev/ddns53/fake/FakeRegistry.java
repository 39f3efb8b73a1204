package dev.ddns53.fake;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A registry in memory, with DynamoDB's rules for a transaction. */
public final class FakeRegistry implements Registry {

  private final Map<SiteId, Site> sites = new HashMap<>();
  private final Map<Fqdn, NameDocument> names = new HashMap<>();

  synchronized void put(Site site) {
    sites.put(site.id(), site);
  }

  synchronized void put(Name name) {
    put(new NameDocument(name.fqdn(), Optional.of(name), document(name.fqdn()).former()));
  }

  synchronized void put(NameDocument document) {
    names.put(document.fqdn(), document);
  }

  synchronized void remove(SiteId site) {
    sites.remove(site);
  }

  synchronized Optional<Site> site(SiteId id) {
    return Optional.ofNullable(sites.get(id));
  }

  synchronized void remove(Fqdn name) {
    names.remove(name);
  }

  synchronized NameDocument document(Fqdn name) {
    return names.getOrDefault(name, NameDocument.none(name));
  }

  @Override
  public synchronized Fleet read() {
    return new Fleet(List.copyOf(sites.values()), List.copyOf(names.values()));
  }

  @Override
  public synchronized boolean write(List<Change> changes) {
    if (changes.isEmpty()
        || changes.size() > CHANGES_PER_WRITE
        || new HashSet<>(changes.stream().map(FakeRegistry::row).toList()).size()
            < changes.size()) {
      throw new IllegalArgumentException("a transaction has 1 to 100 items, each once");
    }
    if (!changes.stream().allMatch(this::isCurrent)) {
      return false;
    }
    changes.forEach(this::apply);
    return true;
  }

  private static Object row(Change change) {
    return switch (change) {
      case Change.OfSite(SiteId id, var before, var after) -> id;
      case Change.OfName(Fqdn name, var before, var after) -> name;
    };
  }

  private boolean isCurrent(Change change) {
    return switch (change) {
      case Change.OfSite(SiteId id, Optional<Site> before, var after) ->
          Objects.equals(sites.get(id), before.orElse(null));
      case Change.OfName(Fqdn name, Optional<NameDocument> before, var after) ->
          Objects.equals(names.get(name), before.orElse(null));
    };
  }

  private void apply(Change change) {
    switch (change) {
      case Change.OfSite(SiteId id, var before, Optional<Site> after) ->
          after.ifPresentOrElse(site -> sites.put(id, site), () -> sites.remove(id));
      case Change.OfName(Fqdn fqdn, var before, Optional<NameDocument> after) ->
          after.ifPresentOrElse(name -> names.put(fqdn, name), () -> names.remove(fqdn));
    }
  }
}
