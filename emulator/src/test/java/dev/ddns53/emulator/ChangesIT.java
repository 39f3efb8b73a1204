package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static software.amazon.awssdk.services.route53.model.ChangeAction.CREATE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.DELETE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.UPSERT;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetRegion;

/** Change batches: the order, what a DELETE must say, and Route 53's own words. */
class ChangesIT extends WithEmulator {

  private static final String NAME = "a.example.com.";
  private static final String QUOTED = "resource record set [name='a.example.com.', type='A'] but ";
  private static final String TWICE =
      "[The request contains an invalid set of changes for a resource record set 'A"
          + " a.example.com.']";

  private String zone;

  @BeforeEach
  void newZone() {
    zone = zone("example.com");
  }

  private static ResourceRecordSet a(String... values) {
    return set(NAME, RRType.A, values);
  }

  private void assertStands(ResourceRecordSet... sets) {
    assertEquals(List.of(sets), made(zone));
  }

  @Test
  void deleteWithValuesInAnotherOrder_deletes() {
    send(zone, change(CREATE, a("192.0.2.1", "192.0.2.2")));
    send(zone, change(DELETE, a("192.0.2.2", "192.0.2.1")));
    assertStands();
  }

  static List<Consumer<ResourceRecordSet.Builder>> otherContents() {
    return List.of(
        set -> set.ttl(61L),
        set -> set.resourceRecords(a("192.0.2.1").resourceRecords()),
        set -> set.resourceRecords(a("192.0.2.1", "192.0.2.2", "192.0.2.3").resourceRecords()),
        set -> set.healthCheckId("11111111-2222-3333-4444-555555555555"));
  }

  @ParameterizedTest
  @MethodSource("otherContents")
  void deleteOfAnotherContent_refused(Consumer<ResourceRecordSet.Builder> other) {
    ResourceRecordSet standing = a("192.0.2.1", "192.0.2.2");
    send(zone, change(CREATE, standing));
    assertRefused(
        "InvalidChangeBatch",
        "[Tried to delete " + QUOTED + "the values provided do not match the current values]",
        zone,
        change(DELETE, standing.copy(other)));
    assertStands(standing);
  }

  private static ResourceRecordSet weighted(String identifier, long weight) {
    return a("192.0.2.1").copy(set -> set.setIdentifier(identifier).weight(weight));
  }

  static List<Consumer<ResourceRecordSet.Builder>> otherPolicies() {
    return List.of(
        set -> set.weight(2L),
        set -> set.weight(null).region(ResourceRecordSetRegion.EU_WEST_1),
        set -> set.weight(null).failover(ResourceRecordSetFailover.PRIMARY),
        set -> set.weight(null).multiValueAnswer(true),
        set -> set.weight(null).geoLocation(g -> g.countryCode("JP")));
  }

  @ParameterizedTest
  @MethodSource("otherPolicies")
  void deleteUnderAnotherPolicy_refused(Consumer<ResourceRecordSet.Builder> other) {
    send(zone, change(CREATE, weighted("blue", 1)));
    assertRefused(
        "InvalidChangeBatch",
        "[Tried to delete resource record set [name='a.example.com.', type='A',"
            + " set-identifier='blue'] but the values provided do not match the current values]",
        zone,
        change(DELETE, weighted("blue", 1).copy(other)));
    send(zone, change(DELETE, weighted("blue", 1)));
    assertStands();
  }

  @Test
  void deleteOfAnotherIdentifier_notFound() {
    send(zone, change(CREATE, weighted("blue", 1)));
    assertRefused(
        "InvalidChangeBatch",
        "[Tried to delete resource record set [name='a.example.com.', type='A',"
            + " set-identifier='green'] but it was not found]",
        zone,
        change(DELETE, weighted("green", 1)));
  }

  private static ResourceRecordSet alias(String target, boolean health) {
    return ResourceRecordSet.builder()
        .name(NAME)
        .type(RRType.A)
        .aliasTarget(
            t -> t.hostedZoneId("Z0ELSEWHERE").dnsName(target).evaluateTargetHealth(health))
        .build();
  }

  @Test
  void deleteOfAnotherAlias_refused() {
    send(zone, change(CREATE, alias("lb.example.net", false)));
    for (ResourceRecordSet other :
        List.of(alias("lb2.example.net", false), alias("lb.example.net", true), a("192.0.2.1"))) {
      assertRefused(
          "InvalidChangeBatch",
          "[Tried to delete " + QUOTED + "the values provided do not match the current values]",
          zone,
          change(DELETE, other));
    }
    send(zone, change(DELETE, alias("LB.example.net.", false)));
    assertStands();
  }

  @Test
  void deleteWithoutContent_invalidInput() {
    send(zone, change(CREATE, a("192.0.2.1")));
    assertRefused(
        "InvalidInput",
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
            + " ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with"
            + " [Action=DELETE, Name=a.example.com, Type=A, SetIdentifier=null]",
        zone,
        change(DELETE, ResourceRecordSet.builder().name("a.example.com").type(RRType.A).build()));
    assertStands(a("192.0.2.1"));
  }

  @Test
  void aliasWithTtl_invalidInput() {
    assertRefused(
        "InvalidInput",
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
            + " ResourceRecords], or TrafficPolicyInstanceId], but found more than one in Change"
            + " with [Action=UPSERT, Name=a.example.com., Type=A, SetIdentifier=null]",
        zone,
        change(UPSERT, alias("lb.example.net", false).copy(set -> set.ttl(60L))));
  }

  @Test
  void identifierOrPolicyAlone_invalidInput() {
    assertRefused(
        "InvalidInput",
        "Invalid request: Missing field 'SetIdentifier' in Change with [Action=CREATE,"
            + " Name=a.example.com., Type=A, SetIdentifier=null]",
        zone,
        change(CREATE, a("192.0.2.1").copy(set -> set.weight(1L))));
    assertRefused(
        "InvalidInput",
        "Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation,"
            + " MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig], but found none in"
            + " Change with [Action=CREATE, Name=a.example.com., Type=A, SetIdentifier=blue]",
        zone,
        change(CREATE, a("192.0.2.1").copy(set -> set.setIdentifier("blue"))));
  }

  @Test
  void deleteThenCreate_replaces() {
    send(zone, change(CREATE, a("192.0.2.1")));
    send(zone, change(DELETE, a("192.0.2.1")), change(CREATE, a("192.0.2.2")));
    assertStands(a("192.0.2.2"));
    send(zone, change(DELETE, a("192.0.2.2")), change(CREATE, a("192.0.2.2")));
    assertStands(a("192.0.2.2"));
    ResourceRecordSet cname = set(NAME, RRType.CNAME, "www.example.net");
    send(zone, change(DELETE, a("192.0.2.2")), change(CREATE, cname));
    assertStands(cname);
  }

  @Test
  void createBeforeTheDelete_refusedInThatOrder() {
    send(zone, change(CREATE, a("192.0.2.1")));
    assertRefused(
        "InvalidChangeBatch",
        "[RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts with"
            + " other records with the same DNS name in zone example.com.]",
        zone,
        change(CREATE, set(NAME, RRType.CNAME, "www.example.net")),
        change(DELETE, a("192.0.2.1")));
  }

  static List<List<Change>> pairs() {
    Change create = change(CREATE, a("192.0.2.1"));
    Change upsert = change(UPSERT, a("192.0.2.1"));
    Change delete = change(DELETE, a("192.0.2.1"));
    return List.of(
        List.of(create, create),
        List.of(upsert, upsert),
        List.of(create, upsert),
        List.of(upsert, create),
        List.of(create, delete),
        List.of(upsert, delete));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void sameSetTwice_refused(List<Change> pair) {
    assertRefused("InvalidChangeBatch", TWICE, zone, pair.toArray(Change[]::new));
    assertStands();
  }

  @Test
  void deletedTwice_refused() {
    send(zone, change(CREATE, a("192.0.2.1")));
    Change delete = change(DELETE, a("192.0.2.1"));
    assertRefused("InvalidChangeBatch", TWICE, zone, delete, delete);
    assertStands(a("192.0.2.1"));
  }

  @Test
  void allFaultsOfABatch_namedInOne() {
    send(zone, change(CREATE, a("192.0.2.1")));
    assertRefused(
        "InvalidChangeBatch",
        "[Tried to create "
            + QUOTED
            + "it already exists, Tried to delete resource record set [name='b.example.com.',"
            + " type='A'] but it was not found, RRSet with DNS name c.example.net. is not permitted"
            + " in zone example.com., Duplicate Resource Record: '192.0.2.9', RRSet of type TXT"
            + " with DNS name d.example.com. is not permitted because a conflicting RRSet of type"
            + " CNAME with the same DNS name already exists in zone example.com.]",
        zone,
        change(CREATE, a("192.0.2.2")),
        change(DELETE, "b.example.com", "192.0.2.1"),
        change(UPSERT, "c.example.net", "192.0.2.1"),
        change(CREATE, set("e.example.com", RRType.A, "192.0.2.9", "192.0.2.9")),
        change(CREATE, set("d.example.com", RRType.CNAME, "www.example.net")),
        change(CREATE, set("d.example.com", RRType.TXT, "\"text\"")));
    assertStands(a("192.0.2.1"));
  }

  @Test
  void simpleBesideWeighted_refusedBothWays() {
    send(zone, change(CREATE, weighted("blue", 1)));
    assertRefused(
        "InvalidChangeBatch",
        "[RRSet with DNS name a.example.com., type A cannot be created as other RRSets exist with"
            + " the same name and type.]",
        zone,
        change(CREATE, a("192.0.2.1")));
    send(zone, change(DELETE, weighted("blue", 1)), change(CREATE, a("192.0.2.1")));
    assertRefused(
        "InvalidChangeBatch",
        "[RRSet with DNS name a.example.com., type A, SetIdentifier blue cannot be created as a"
            + " non-weighted set exists with the same name and type.]",
        zone,
        change(CREATE, weighted("blue", 1)));
  }

  private static Change[] many(
      int count, software.amazon.awssdk.services.route53.model.ChangeAction action) {
    return IntStream.range(0, count)
        .mapToObj(n -> change(action, "n" + n + ".example.com", "192.0.2.1"))
        .toArray(Change[]::new);
  }

  @Test
  void values_countTwiceForUpsertAndOnceElse() {
    String tooMany = "[Number of records limit of 1000 exceeded.]";
    send(zone, many(500, UPSERT));
    assertRefused("InvalidChangeBatch", tooMany, zone, many(501, UPSERT));
    send(zone, many(500, DELETE));
    send(zone, many(1000, CREATE));
    assertRefused("InvalidChangeBatch", tooMany, zone, many(1001, DELETE));
    send(zone, many(1000, DELETE));
    assertStands();
  }

  @Test
  void characters_countTwiceForUpsertAndOnceElse() {
    String tooMany = "[RDATA character limit of 32000 exceeded.]";
    List<ResourceRecordSet> texts = texts(160);
    List<Change> upserts = texts.stream().map(set -> change(UPSERT, set)).toList();
    send(zone, upserts.subList(0, 80));
    assertRefused(
        "InvalidChangeBatch", tooMany, zone, upserts.subList(0, 81).toArray(Change[]::new));
    send(zone, texts.subList(0, 80).stream().map(set -> change(DELETE, set)).toList());
    send(zone, texts.stream().map(set -> change(CREATE, set)).toList());
    assertEquals(160, made(zone).size());
  }

  /** Of 200 characters each. */
  private static List<ResourceRecordSet> texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> set("n" + n + ".example.com", RRType.TXT, "\"" + "x".repeat(198) + "\""))
        .toList();
  }
}
