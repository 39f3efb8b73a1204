package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static software.amazon.awssdk.services.route53.model.ChangeAction.CREATE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.DELETE;

import dev.ddns53.emulator.route53.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Routing policies are kept as they came. */
class PolicyKeptIT extends WithEmulator {

  static List<Consumer<ResourceRecordSet.Builder>> policies() {
    return List.of(
        set -> set.geoProximityLocation(g -> g.awsRegion("eu-west-1").bias(10)),
        set ->
            set.geoProximityLocation(
                g -> g.coordinates(c -> c.latitude("49.22").longitude("-74.01")).bias(-3)),
        set ->
            set.cidrRoutingConfig(
                c -> c.collectionId("9d2f4a7e-0000-4000-8000-000000000001").locationName("*")),
        set -> set.geoLocation(g -> g.countryCode("US").subdivisionCode("CA")),
        set -> set.multiValueAnswer(true));
  }

  private static ResourceRecordSet routed(Consumer<ResourceRecordSet.Builder> policy) {
    return set("a.example.com.", RRType.A, "192.0.2.1")
        .copy(set -> set.setIdentifier("one").applyMutation(policy));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void policy_isListedAsItCame(Consumer<ResourceRecordSet.Builder> policy) {
    String zone = zone("example.com");
    ResourceRecordSet routed = routed(policy);
    send(zone, change(CREATE, routed));
    assertEquals(List.of(routed), made(zone));
    send(zone, change(DELETE, routed));
    assertEquals(List.of(), made(zone));
  }

  @Test
  void geoSetsOfAContinentAndACountry_standBesideEachOther() {
    String zone = zone("example.com");
    ResourceRecordSet continent = routed(set -> set.geoLocation(g -> g.continentCode("EU")));
    ResourceRecordSet country =
        routed(set -> set.geoLocation(g -> g.countryCode("JP"))).copy(s -> s.setIdentifier("two"));
    send(zone, change(CREATE, continent), change(CREATE, country));
    assertEquals(List.of(continent, country), made(zone));
  }

  @Test
  void restart_keepsThePolicy(@TempDir Path data) throws IOException {
    ResourceRecordSet routed = routed(policies().getFirst());
    String zone;
    try (Emulator first = Emulator.at(data, Emulator.Ports.ANY, Settings.UNLIMITED);
        AwsClients clients = AwsClients.of(first)) {
      zone =
          clients
              .route53()
              .createHostedZone(z -> z.name("example.com").callerReference("1"))
              .hostedZone()
              .id();
      Change create = change(CREATE, routed);
      clients
          .route53()
          .changeResourceRecordSets(
              r -> r.hostedZoneId(zone).changeBatch(batch -> batch.changes(create)));
    }
    try (Emulator second = Emulator.at(data, Emulator.Ports.ANY, Settings.UNLIMITED);
        AwsClients clients = AwsClients.of(second)) {
      assertEquals(
          routed,
          clients
              .route53()
              .listResourceRecordSets(list -> list.hostedZoneId(zone))
              .resourceRecordSets()
              .getLast());
    }
  }
}
