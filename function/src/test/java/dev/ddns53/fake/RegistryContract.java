package dev.ddns53.fake;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Registry.Change;
import dev.ddns53.core.port.Registry.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Registry} must do. */
public abstract class RegistryContract {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final Fqdn NAME = fqdn("vpn.tokyo.example.com");

  private static final ZoneId OTHER_ZONE = new ZoneId("Z0OTHER");
  private static final Registration FIRST = new Registration(World.START.minusMillis(1));
  private static final Registration SECOND = new Registration(World.START);
  private static final FormerRegistration FORMER =
      new FormerRegistration(
          FIRST, OTHER_ZONE, World.START, FormerRegistration.Remains.WITHDRAW, "bob");

  private Registry registry;

  /** A registry in which nothing is. */
  protected abstract Registry fresh() throws Exception;

  @BeforeEach
  void start() throws Exception {
    registry = fresh();
  }

  private static Site site(SiteId id, int minutes) {
    return new Site(
        id,
        new SiteEntry(Duration.ofMinutes(minutes), Allow.DEFAULT, false),
        List.of(NAME),
        List.of(World.ZONE),
        List.of(World.FIRST_KEY));
  }

  private static NameDocument name(Fqdn fqdn, int ttl) {
    return NameDocument.of(
        new Name(
            fqdn,
            FIRST,
            World.ZONE,
            new Ttl(ttl),
            Name.Policy.FIRST_HEALTHY,
            List.of(new Member.OfSite(TOKYO)),
            Name.OnDrift.ALERT,
            Name.OnGone.KEEP,
            Optional.empty(),
            Optional.empty()));
  }

  private static Change added(Site site) {
    return new Change.OfSite(site.id(), Optional.empty(), Optional.of(site));
  }

  private static Change added(NameDocument name) {
    return new Change.OfName(name.fqdn(), Optional.empty(), Optional.of(name));
  }

  private static Change changed(Site before, Site after) {
    return new Change.OfSite(before.id(), Optional.of(before), Optional.of(after));
  }

  private static Change changed(NameDocument before, NameDocument after) {
    return new Change.OfName(before.fqdn(), Optional.of(before), Optional.of(after));
  }

  private static Change removed(Site site) {
    return new Change.OfSite(site.id(), Optional.of(site), Optional.empty());
  }

  private static Change removed(NameDocument name) {
    return new Change.OfName(name.fqdn(), Optional.of(name), Optional.empty());
  }

  /** Of all rows, those of sites that are EC2 instances; one that is only called so is none. */
  @Test
  void instanceSites_foundAmongOthers() {
    InstanceSelector selector =
        new InstanceSelector(
            new InstanceSelector.By.ByTag(new InstanceSelector.Tag("\"instance\":", "web")),
            Optional.empty(),
            InstanceSelector.Address.PRIVATE,
            InstanceSelector.Which.ALL);
    SiteEntry entry =
        new SiteEntry(Duration.ofHours(1), Allow.DEFAULT, false, Optional.of(selector));
    Site web = new Site(new SiteId("web"), entry, List.of(), List.of(), List.of());
    assertTrue(
        registry.write(
            List.of(
                added(web),
                added(site(new SiteId("instance"), 5)),
                added(name(fqdn("instance.example.com"), 5)))));
    assertEquals(List.of(web), registry.instanceSites());
  }

  private void assertFleet(Set<Site> sites, Set<NameDocument> names) {
    Fleet fleet = registry.read();
    assertEquals(sites, new HashSet<>(fleet.sites()));
    assertEquals(names, new HashSet<>(fleet.documents()));
    assertEquals(sites.size() + names.size(), fleet.sites().size() + fleet.documents().size());
  }

  @Test
  void nothingRegistered_emptyFleet() {
    assertFleet(Set.of(), Set.of());
    assertEquals(Optional.empty(), registry.read().site(TOKYO));
    assertEquals(Optional.empty(), registry.read().name(NAME));
  }

  @Test
  void siteAndName_readBackWhole() {
    Site site =
        new Site(
            TOKYO,
            new SiteEntry(
                Duration.ofMinutes(15),
                new Allow(
                    List.of(Cidr.parse("203.0.113.0/24").orElseThrow()),
                    List.of(Cidr.parse("2001:db8::/32").orElseThrow()),
                    true,
                    true),
                false),
            List.of(NAME, fqdn("*.tokyo.example.com")),
            List.of(World.ZONE, OTHER_ZONE),
            List.of(World.FIRST_KEY, World.SECOND_KEY));
    Name name =
        new Name(
            NAME,
            SECOND,
            World.ZONE,
            new Ttl(300),
            Name.Policy.ALL_HEALTHY,
            List.of(
                new Member.OfSite(TOKYO),
                new Member.Fixed(IpAddress.parse("192.0.2.80").orElseThrow())),
            Name.OnDrift.HOLD,
            Name.OnGone.WITHDRAW,
            Optional.empty(),
            Optional.of(
                new Adoption(
                    SECOND,
                    List.of(Planted.weighted("A", "blue", "192.0.2.1").set().json()),
                    Set.of(Family.IPV4, Family.IPV6),
                    "alice")));
    NameDocument document = new NameDocument(NAME, Optional.of(name), List.of(FORMER));
    assertTrue(registry.write(List.of(added(site), added(document))));
    assertFleet(Set.of(site), Set.of(document));
    assertEquals(Optional.of(site), registry.read().site(TOKYO));
    assertEquals(Optional.of(name), registry.read().name(NAME));
    assertEquals(Optional.empty(), registry.read().site(new SiteId("Tokyo")));
  }

  /** The row of a removed name stays while something of it is left to do. */
  @Test
  void removedNameWithFormerRegistrations_aDocumentButNoName() {
    NameDocument gone = new NameDocument(NAME, Optional.empty(), List.of(FORMER));
    assertTrue(registry.write(List.of(added(name(NAME, 60)))));
    assertTrue(registry.write(List.of(changed(name(NAME, 60), gone))));
    assertFleet(Set.of(), Set.of(gone));
    assertEquals(Optional.empty(), registry.read().name(NAME));
    assertEquals(List.of(), registry.read().names());
    assertTrue(registry.write(List.of(removed(gone))));
    assertFleet(Set.of(), Set.of());
  }

  @Test
  void rowsChangedAndRemoved_together() {
    Site site = site(TOKYO, 60);
    NameDocument name = name(NAME, 60);
    assertTrue(registry.write(List.of(added(site), added(name))));

    NameDocument slower = name(NAME, 300);
    assertTrue(registry.write(List.of(changed(site, site(TOKYO, 15)), changed(name, slower))));
    assertFleet(Set.of(site(TOKYO, 15)), Set.of(slower));

    assertTrue(registry.write(List.of(removed(site(TOKYO, 15)), removed(slower))));
    assertFleet(Set.of(), Set.of());
  }

  @Test
  void oneRowNotAsItWasRead_nothingWritten() {
    Site site = site(TOKYO, 60);
    assertTrue(registry.write(List.of(added(site))));

    NameDocument name = name(NAME, 60);
    Site stale = site(TOKYO, 15);
    assertFalse(registry.write(List.of(added(name), added(stale))), "it is there already");
    assertFalse(registry.write(List.of(added(name), changed(stale, site))), "it is another");
    assertFalse(registry.write(List.of(added(name), removed(stale))), "it is another");
    Site unknown = site(new SiteId("osaka"), 60);
    assertFalse(registry.write(List.of(added(name), changed(unknown, unknown))), "it is gone");
    assertFalse(registry.write(List.of(added(name), removed(unknown))), "it is gone");
    assertFleet(Set.of(site), Set.of());
  }

  @Test
  void asManyChangesAsOneWriteTakes_allOrNone() {
    List<NameDocument> names =
        IntStream.range(0, Registry.CHANGES_PER_WRITE)
            .mapToObj(i -> name(fqdn("n" + i + ".example.com"), 60))
            .toList();
    assertTrue(registry.write(names.stream().map(RegistryContract::added).toList()));
    assertFleet(Set.of(), Set.copyOf(names));

    List<Change> changes = new ArrayList<>();
    names.forEach(name -> changes.add(changed(name, name(name.fqdn(), 300))));
    changes.set(99, added(names.get(99)));
    assertFalse(registry.write(changes));
    assertFleet(Set.of(), Set.copyOf(names));
  }

  @Test
  void manyAddTheSameSite_oneWins() throws InterruptedException, ExecutionException {
    List<Callable<Boolean>> writes =
        IntStream.rangeClosed(1, 8)
            .<Callable<Boolean>>mapToObj(
                minutes -> () -> registry.write(List.of(added(site(TOKYO, minutes)))))
            .toList();
    int winners = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each : threads.invokeAll(writes)) {
        winners += each.get() ? 1 : 0;
      }
    }
    assertEquals(1, winners);
    assertEquals(1, registry.read().sites().size());
  }
}
