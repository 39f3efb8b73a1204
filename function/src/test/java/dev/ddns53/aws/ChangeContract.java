package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static software.amazon.awssdk.services.route53.model.ChangeAction.CREATE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.DELETE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.UPSERT;

import dev.ddns53.fake.Difference;
import dev.ddns53.fake.FailsWhere;
import dev.ddns53.fake.OnAnyEndpoint;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/**
 * What replacing by content rests on: how Route 53 carries out the changes of a batch, and what it
 * says of those it refuses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html">ChangeResourceRecordSets</a>
 */
abstract class ChangeContract implements OnAnyEndpoint {

  private static final String NAME = "a.example.com.";
  private static final String QUOTED = "resource record set [name='a.example.com.', type='A']";

  private Route53Client route53;
  private String zone;

  /** A client of the endpoint. */
  abstract Route53Client route53();

  /** A new and empty hosted zone example.com. */
  abstract String freshZone();

  @BeforeEach
  void start() {
    zone = freshZone();
    route53 = route53();
  }

  private static ResourceRecordSet a(String... values) {
    return set(NAME, RRType.A, values);
  }

  private static ResourceRecordSet set(String name, RRType type, String... values) {
    return ResourceRecordSet.builder()
        .name(name)
        .type(type)
        .ttl(60L)
        .resourceRecords(
            Stream.of(values).map(value -> ResourceRecord.builder().value(value).build()).toList())
        .build();
  }

  private static Change change(ChangeAction action, ResourceRecordSet set) {
    return Change.builder().action(action).resourceRecordSet(set).build();
  }

  private void send(Change... changes) {
    route53.changeResourceRecordSets(
        request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
  }

  private void assertRefusedWith(String fault, Change... changes) {
    Route53Exception refused = assertThrows(Route53Exception.class, () -> send(changes));
    assertEquals(400, refused.statusCode());
    if (!differences().contains(Difference.OWN_WORDS)) {
      AwsErrorDetails details = refused.awsErrorDetails();
      assertEquals(fault, details.errorCode() + ": " + details.errorMessage());
    }
  }

  private void assertRejectedWith(String faults, Change... changes) {
    assertRefusedWith("InvalidChangeBatch: [" + faults + "]", changes);
  }

  private void assertStands(ResourceRecordSet... sets) {
    assertEquals(
        List.of(sets),
        route53
            .listResourceRecordSets(list -> list.hostedZoneId(zone))
            .resourceRecordSets()
            .stream()
            .filter(set -> !set.name().equals("example.com."))
            .toList());
  }

  @Test
  void deleteOfWhatStands_deletes() {
    send(change(CREATE, a("192.0.2.1", "192.0.2.2")));
    send(change(DELETE, a("192.0.2.1", "192.0.2.2")));
    assertStands();
  }

  @Test
  @FailsWhere(Difference.VALUES_IN_ORDER)
  void deleteWithValuesInAnotherOrder_deletes() {
    send(change(CREATE, a("192.0.2.1", "192.0.2.2")));
    send(change(DELETE, a("192.0.2.2", "192.0.2.1")));
    assertStands();
  }

  static List<Consumer<ResourceRecordSet.Builder>> otherContents() {
    return List.of(
        set -> set.ttl(61L),
        set -> set.resourceRecords(a("192.0.2.1").resourceRecords()),
        set -> set.resourceRecords(a("192.0.2.3").resourceRecords()));
  }

  @ParameterizedTest
  @MethodSource("otherContents")
  void deleteOfAnotherContent_refused(Consumer<ResourceRecordSet.Builder> other) {
    ResourceRecordSet standing = a("192.0.2.1", "192.0.2.2");
    send(change(CREATE, standing));
    assertRejectedWith(
        "Tried to delete " + QUOTED + " but the values provided do not match the current values",
        change(DELETE, standing.copy(other)));
    assertStands(standing);
  }

  @Test
  @FailsWhere(Difference.DELETES_BY_WHAT_STOOD_ONCE)
  void deleteOfWhatStoodBefore_refused() {
    send(change(CREATE, a("192.0.2.1")));
    send(change(DELETE, a("192.0.2.1")), change(CREATE, a("192.0.2.2")));
    assertRejectedWith(
        "Tried to delete " + QUOTED + " but the values provided do not match the current values",
        change(DELETE, a("192.0.2.1")));
    assertStands(a("192.0.2.2"));
  }

  @Test
  void deleteOfNothing_refused() {
    assertRejectedWith(
        "Tried to delete " + QUOTED + " but it was not found", change(DELETE, a("192.0.2.1")));
  }

  @Test
  void deleteWithoutContent_invalidInput() {
    send(change(CREATE, a("192.0.2.1")));
    assertRefusedWith(
        "InvalidInput: Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
            + " ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with"
            + " [Action=DELETE, Name=a.example.com., Type=A, SetIdentifier=null]",
        change(DELETE, ResourceRecordSet.builder().name(NAME).type(RRType.A).build()));
    assertStands(a("192.0.2.1"));
  }

  @Test
  @FailsWhere(Difference.NO_VALUE_CHECKS)
  void valueThatIsNoAddress_refused() {
    assertThrows(Route53Exception.class, () -> send(change(CREATE, a("999.1.1.1"))));
    assertStands();
  }

  @Test
  @FailsWhere(Difference.OWN_WORDS)
  void allFaults_eachInRoute53sWords() {
    Route53Exception refused =
        assertThrows(
            Route53Exception.class,
            () ->
                send(
                    change(DELETE, a("192.0.2.1")),
                    change(DELETE, set("b.example.com.", RRType.A, "192.0.2.1"))));
    assertEquals(
        "[Tried to delete "
            + QUOTED
            + " but it was not found, Tried to delete resource record set"
            + " [name='b.example.com.', type='A'] but it was not found]",
        refused.awsErrorDetails().errorMessage());
  }

  @Test
  void createOfTheSame_refused() {
    send(change(CREATE, a("192.0.2.1")));
    assertRejectedWith(
        "Tried to create " + QUOTED + " but it already exists", change(CREATE, a("192.0.2.1")));
    assertStands(a("192.0.2.1"));
  }

  @Test
  @FailsWhere(Difference.CREATES_OVER_OTHERS)
  void createWhereAnotherContentStands_refused() {
    send(change(CREATE, a("192.0.2.1")));
    assertRejectedWith(
        "Tried to create " + QUOTED + " but it already exists", change(CREATE, a("192.0.2.2")));
    assertStands(a("192.0.2.1"));
  }

  @Test
  void deleteThenCreateOfAnotherContent_replaces() {
    send(change(CREATE, a("192.0.2.1")));
    send(change(DELETE, a("192.0.2.1")), change(CREATE, a("192.0.2.2")));
    assertStands(a("192.0.2.2"));
  }

  @Test
  @FailsWhere(Difference.NO_SAME_AGAIN)
  void deleteThenCreateOfTheSame_leavesIt() {
    send(change(CREATE, a("192.0.2.1")));
    send(change(DELETE, a("192.0.2.1")), change(CREATE, a("192.0.2.1")));
    assertStands(a("192.0.2.1"));
  }

  @Test
  void deleteThenCreateOfAnotherType_replaces() {
    ResourceRecordSet cname = set(NAME, RRType.CNAME, "www.example.net");
    send(change(CREATE, cname));
    send(change(DELETE, cname), change(CREATE, a("192.0.2.1")));
    assertStands(a("192.0.2.1"));
  }

  @Test
  @FailsWhere(Difference.NO_CNAME_CONFLICTS)
  void createBesideACname_refused() {
    send(change(CREATE, set(NAME, RRType.CNAME, "www.example.net")));
    assertRejectedWith(
        "RRSet of type A with DNS name a.example.com. is not permitted because a conflicting"
            + " RRSet of type CNAME with the same DNS name already exists in zone example.com.",
        change(CREATE, a("192.0.2.1")));
  }

  @Test
  void staleDelete_keepsTheWholeBatchFromBeingDone() {
    ResourceRecordSet other = set("b.example.com.", RRType.A, "192.0.2.1");
    send(change(CREATE, a("192.0.2.1")), change(CREATE, other));
    assertThrows(
        Route53Exception.class,
        () ->
            send(
                change(DELETE, other),
                change(CREATE, set("b.example.com.", RRType.A, "192.0.2.2")),
                change(DELETE, a("192.0.2.9")),
                change(CREATE, a("192.0.2.2"))));
    assertStands(a("192.0.2.1"), other);
  }

  @Test
  void allFaults_namedInOne() {
    send(change(CREATE, a("192.0.2.1")));
    assertRejectedWith(
        "Tried to create "
            + QUOTED
            + " but it already exists, Tried to delete resource record set"
            + " [name='b.example.com.', type='A'] but it was not found",
        change(CREATE, a("192.0.2.2")),
        change(DELETE, set("b.example.com.", RRType.A, "192.0.2.1")));
    assertStands(a("192.0.2.1"));
  }

  static List<List<ChangeAction>> repetitions() {
    return List.of(List.of(DELETE, DELETE), List.of(UPSERT, UPSERT), List.of(CREATE, CREATE));
  }

  @ParameterizedTest
  @MethodSource("repetitions")
  @FailsWhere(Difference.NO_DUPLICATE_CHECKS)
  void sameSetTwice_refused(List<ChangeAction> actions) {
    Change standing = change(CREATE, a("192.0.2.1"));
    if (actions.contains(DELETE)) {
      send(standing);
    }
    assertRejectedWith(
        "The request contains an invalid set of changes for a resource record set 'A"
            + " a.example.com.'",
        actions.stream().map(action -> change(action, a("192.0.2.1"))).toArray(Change[]::new));
  }

  private static ResourceRecordSet weighted(String identifier, long weight) {
    return a("192.0.2.1").copy(set -> set.setIdentifier(identifier).weight(weight));
  }

  @Test
  @FailsWhere(Difference.DELETES_UNDER_ANY_POLICY)
  void deleteOfAnotherWeight_refused() {
    send(change(CREATE, weighted("blue", 1)), change(CREATE, weighted("green", 2)));
    assertRejectedWith(
        "Tried to delete resource record set [name='a.example.com.', type='A',"
            + " set-identifier='blue'] but the values provided do not match the current values",
        change(DELETE, weighted("blue", 2)));
    send(change(DELETE, weighted("blue", 1)));
    assertStands(weighted("green", 2));
  }
}
