package dev.ddns53.aws;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.record.RecordSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operator of one site with one name: writes what {@code apply} and {@code adopt} write. */
final class NameOperator {

  private final Backend backend;
  private final Fqdn fqdn;
  private final SiteId site;
  private final List<FormerRegistration> former = new ArrayList<>();
  private Optional<Registration> registered = Optional.empty();
  private Registration newest = World.REGISTERED;
  private OnDrift onDrift;

  NameOperator(Backend backend, Fqdn fqdn, SiteId site, OnDrift onDrift) {
    this.backend = backend;
    this.fqdn = fqdn;
    this.site = site;
    this.onDrift = onDrift;
  }

  boolean isRegistered() {
    return registered.isPresent();
  }

  /** Registers the name, again if it was removed. */
  void register(Instant now) {
    registered = Optional.of(stamp(now));
    Set<Registration> settled =
        backend.wiring().state().names(List.of(fqdn)).getFirst().state().settled();
    former.removeIf(each -> settled.contains(each.registration()));
    write(registered.map(this::name));
  }

  /** Removes the name; what is published of it is withdrawn. */
  void remove(Instant now) {
    Registration ended = registered.orElseThrow();
    registered = Optional.empty();
    former.add(new FormerRegistration(ended, backend.zone(), now, Remains.WITHDRAW, "ops"));
    write(Optional.empty());
  }

  /** Lets exactly these sets be replaced. */
  void adopt(List<RecordSet> seen, Instant now) {
    Adoption adoption =
        new Adoption(stamp(now), seen.stream().map(RecordSet::json).toList(), "ops");
    write(registered.map(this::name).map(name -> name.adopting(adoption)));
  }

  /** Says what shall follow from drift. */
  void says(OnDrift other) {
    onDrift = other;
    write(registered.map(this::name));
  }

  private Registration stamp(Instant now) {
    newest = Registration.at(now, newest);
    return newest;
  }

  private Name name(Registration registration) {
    return new Name(
        fqdn,
        registration,
        backend.zone(),
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        List.of(new Member.OfSite(site)),
        onDrift,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  private void write(Optional<Name> name) {
    DynamoRegistry registry = backend.wiring().registry();
    Registry.Fleet fleet = registry.read();
    Site after =
        new Site(
            site,
            new SiteEntry(Duration.ofDays(2), Allow.DEFAULT, false),
            name.isPresent() ? List.of(fqdn) : List.of(),
            name.isPresent() ? List.of(backend.zone()) : List.of(),
            List.of(World.FIRST_KEY));
    NameDocument document = new NameDocument(fqdn, name, former);
    if (!registry.write(
        List.of(
            new Registry.Change.OfSite(site, fleet.site(site), Optional.of(after)),
            new Registry.Change.OfName(fqdn, fleet.document(fqdn), Optional.of(document))))) {
      throw new IllegalStateException("somebody else writes this registry");
    }
  }
}
