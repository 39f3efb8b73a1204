package dev.ddns53.core.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found in a fleet by its id or name. */
final class FleetOfRegistryTest {

  private static Site site(String id) {
    return new Site(new SiteId(id), SiteEntry.DEFAULT, List.of(), List.of(), List.of());
  }

  private static Name name(String fqdn) {
    return World.registered(new Fqdn(fqdn), List.of(new Member.OfSite(new SiteId("tokyo"))));
  }

  @Test
  void found_byIdAndName() {
    Fqdn removed = new Fqdn("gone.example.com");
    Registry.Fleet fleet =
        new Registry.Fleet(
            List.of(site("osaka"), site("tokyo")),
            List.of(
                NameDocument.none(removed),
                NameDocument.of(name("a.example.com")),
                NameDocument.of(name("b.example.com"))));
    assertEquals(Optional.of(site("tokyo")), fleet.site(new SiteId("tokyo")));
    assertEquals(Optional.empty(), fleet.site(new SiteId("Tokyo")));
    assertEquals(List.of(name("a.example.com"), name("b.example.com")), fleet.names());
    assertEquals(Optional.of(name("b.example.com")), fleet.name(new Fqdn("b.example.com")));
    assertEquals(Optional.empty(), fleet.name(removed));
    assertEquals(Optional.of(NameDocument.none(removed)), fleet.document(removed));
    assertEquals(Optional.empty(), fleet.document(new Fqdn("c.example.com")));
  }
}
