package dev.ddns53.cli.local;

import dev.ddns53.Wiring;
import dev.ddns53.cli.fleet.FleetFile;
import dev.ddns53.cli.fleet.FleetReader;
import dev.ddns53.cli.fleet.Plan;
import dev.ddns53.cli.fleet.PlanWriter;
import dev.ddns53.cli.fleet.Registrations;
import dev.ddns53.cli.fleet.Zones;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.port.Registry;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.route53.Route53Client;

/** What a local instance has registered when it starts. */
public final class LocalFleet {

  /**
   * One site that may report what it likes, 127.0.0.1 among it, since on one machine that is where
   * it calls from.
   */
  private static final String DEMO =
      """
      sites:
        tokyo:
          staleAfter: 15m
          allow:
            addresses: [127.0.0.0/8, 0.0.0.0/0, "::/0"]
      names:
        vpn.tokyo.example.com: { zone: example.com, ttl: 60, members: [tokyo] }
      """;

  private LocalFleet() {}

  /**
   * Makes the registry what the file says, and the zones that it names. Without a file an empty
   * registry gets the demo site, and any other stays as it is.
   */
  public static void apply(Optional<FleetFile> file, Wiring wiring) {
    Registry registry = wiring.registry();
    Optional<FleetFile> wanted =
        file.isPresent() || !isEmpty(registry.read())
            ? file
            : Optional.of(FleetReader.parse("the demo fleet", DEMO));
    wanted.ifPresent(fleet -> apply(fleet, registry, wiring.clients().route53()));
  }

  private static boolean isEmpty(Registry.Fleet fleet) {
    return fleet.sites().isEmpty() && fleet.names().isEmpty();
  }

  private static void apply(FleetFile file, Registry registry, Route53Client route53) {
    Zones zones = new Zones(route53);
    file.zones().stream()
        .flatMap(zone -> Fqdn.parse(zone).stream())
        .filter(apex -> zones.named(apex).isEmpty())
        .forEach(apex -> create(route53, apex));
    Registrations registrations =
        new Registrations(
            Instant.now(), Remains.WITHDRAW, "the fleet file", Registrations.Finished.NONE);
    PlanWriter.write(Plan.of(registry.read(), zones.resolve(file), registrations), registry);
  }

  private static void create(Route53Client route53, Fqdn apex) {
    String reference = "ddns53-local-" + UUID.randomUUID();
    route53.createHostedZone(zone -> zone.name(apex.value()).callerReference(reference));
  }
}
