package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.route53.model.ChangeAction.CREATE;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.NoSuchChangeException;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceTagSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;
import software.amazon.awssdk.services.route53.model.TagResourceType;
import software.amazon.awssdk.services.route53.model.VPCRegion;

/** Hosted zones, public and private, and lists of what there is. */
class ZonesIT extends WithEmulator {

  @Test
  void newZone_hasItsApexRecordsAndIsFoundByName() {
    String id = zone("Found.Example");
    assertEquals(
        List.of("NS", "SOA"), records(id).stream().map(ResourceRecordSet::typeAsString).toList());
    assertEquals(
        id,
        aws.route53()
            .listHostedZonesByName(list -> list.dnsName("found.example").maxItems("1"))
            .hostedZones()
            .getFirst()
            .id()
            .replace("/hostedzone/", ""));
    GetHostedZoneResponse got = aws.route53().getHostedZone(g -> g.id(id));
    assertEquals("found.example.", got.hostedZone().name());
    assertFalse(got.hostedZone().config().privateZone());
    assertFalse(got.hasVpCs());
  }

  @Test
  void privateZone_saysSoWithItsNetwork() {
    CreateHostedZoneResponse created =
        aws.route53()
            .createHostedZone(
                z ->
                    z.name("private.example")
                        .callerReference("private")
                        .hostedZoneConfig(c -> c.privateZone(true))
                        .vpc(v -> v.vpcId("vpc-1").vpcRegion(VPCRegion.EU_WEST_1)));
    assertTrue(created.hostedZone().config().privateZone());
    assertEquals("vpc-1", created.vpc().vpcId());
    assertNull(created.delegationSet());
    GetHostedZoneResponse got =
        aws.route53().getHostedZone(get -> get.id(created.hostedZone().id()));
    assertTrue(got.hostedZone().config().privateZone());
    assertEquals(List.of(created.vpc()), got.vpCs());
    assertTrue(
        aws.route53().listHostedZonesPaginator().hostedZones().stream()
            .anyMatch(
                zone -> zone.name().equals("private.example.") && zone.config().privateZone()));
  }

  @Test
  void privateZoneWithoutNetwork_refused() {
    Route53Exception refused =
        assertThrows(
            Route53Exception.class,
            () ->
                aws.route53()
                    .createHostedZone(
                        z ->
                            z.name("private.example")
                                .callerReference("no network")
                                .hostedZoneConfig(c -> c.privateZone(true))));
    assertEquals("InvalidInput", refused.awsErrorDetails().errorCode());
  }

  @Test
  void recordsOfManyPages_areListedOnceEachInOrder() {
    String id = zone("pages.example");
    send(
        id,
        IntStream.range(0, 800)
            .mapToObj(n -> change(CREATE, "n" + n + ".pages.example", "192.0.2." + n % 250))
            .toList());
    emulator.calls().reset();
    List<String> names = records(id).stream().map(ResourceRecordSet::name).toList();
    assertEquals(802, names.size());
    assertEquals(3, emulator.calls().count("route53", "ListResourceRecordSets"));
    assertEquals(names.stream().skip(2).sorted().toList(), names.stream().skip(2).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a b.example.com", "a..example.com"})
  void startNameThatIsNone_invalidInput(String name) {
    String zone = zone("example.com");
    Route53Exception refused =
        assertThrows(
            Route53Exception.class,
            () ->
                aws.route53()
                    .listResourceRecordSets(list -> list.hostedZoneId(zone).startRecordName(name)));
    assertEquals("InvalidInput", refused.awsErrorDetails().errorCode());
  }

  @Test
  void unknownZoneAndChange_haveTheirOwnErrors() {
    assertThrows(
        NoSuchHostedZoneException.class, () -> aws.route53().getHostedZone(g -> g.id("Z0")));
    assertThrows(NoSuchChangeException.class, () -> aws.route53().getChange(g -> g.id("C0")));
  }

  @Test
  void healthChecksAndTags_areEmptyLists() {
    assertEquals(List.of(), aws.route53().listHealthChecks().healthChecks());
    assertFalse(aws.route53().listHealthChecks().isTruncated());
    String id = zone("tags.example");
    ResourceTagSet none =
        ResourceTagSet.builder()
            .resourceType(TagResourceType.HOSTEDZONE)
            .resourceId(id)
            .tags(List.of())
            .build();
    assertEquals(
        none,
        aws.route53()
            .listTagsForResource(t -> t.resourceType(TagResourceType.HOSTEDZONE).resourceId(id))
            .resourceTagSet());
    assertEquals(
        List.of(none),
        aws.route53()
            .listTagsForResources(t -> t.resourceType(TagResourceType.HOSTEDZONE).resourceIds(id))
            .resourceTagSets());
  }

  @Test
  void tagsOfWhatIsNotThere_haveTheirOwnErrors() {
    assertThrows(
        NoSuchHostedZoneException.class,
        () ->
            aws.route53()
                .listTagsForResource(
                    t -> t.resourceType(TagResourceType.HOSTEDZONE).resourceId("Z0")));
    assertThrows(
        NoSuchHealthCheckException.class,
        () ->
            aws.route53()
                .listTagsForResource(
                    t -> t.resourceType(TagResourceType.HEALTHCHECK).resourceId("x")));
  }
}
