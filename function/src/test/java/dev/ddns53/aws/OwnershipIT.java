package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Answer;
import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** What was there before is left alone until an operator says otherwise. */
class OwnershipIT extends OnEmulator {

  private static final String SITE = "tokyo";
  private static final String NAME = "vpn.tokyo.example.com";
  private static final Fqdn FQDN = World.fqdn(NAME);
  private static final String REPORT = "{\"ipv4\":\"198.51.100.7\"}";

  @BeforeEach
  void register() {
    backend.site(SITE, NAME);
    backend.signer(SITE, World.FIRST_KEY);
  }

  static List<List<Planted>> theirs() {
    return List.of(
        List.of(Planted.simple("A", "192.0.2.1")),
        List.of(Planted.simple("A", "198.51.100.7")),
        List.of(Planted.simple("A", "198.51.100.7", "198.51.100.8")),
        List.of(Planted.alias("A", "www.example.com")),
        List.of(Planted.simple("CNAME", "www.example.net")),
        List.of(Planted.weighted("A", "blue", "198.51.100.7")),
        List.of(
            Planted.weighted("A", "blue", "192.0.2.1"),
            Planted.weighted("A", "green", "192.0.2.2")));
  }

  @ParameterizedTest
  @MethodSource("theirs")
  void notOurs_refusedAndUntouchedThenReplacedInOneBatchOnceAdopted(List<Planted> theirs) {
    theirs.forEach(set -> backend.plant(FQDN, set));
    List<ResourceRecordSet> before = backend.sets(FQDN);
    Answer refused = function.update(SITE, REPORT);
    refused.assertProblem(409, "not-ours");
    assertEquals("refused", refused.recordStatus());
    assertTrue(refused.body().contains("ddns53 name adopt " + NAME), refused.body());
    assertEquals(before, backend.sets(FQDN));
    assertInstanceOf(Stage.Blocked.class, record().stage());
    assertEquals(Problem.Code.NOT_OURS, heard(SITE).refused().orElseThrow().code());

    backend.adopt(NAME, SITE, backend.listed(FQDN).toArray(RecordSet[]::new));
    backend.recheck();
    assertEquals(List.of("198.51.100.7"), values(NAME, "A"));
    assertEquals(1, backend.sets(FQDN).size());
    function.update(SITE, "{\"ipv4\":\"198.51.100.8\"}");
    function.stream(NAME);
    assertEquals(List.of("198.51.100.8"), values(NAME, "A"));
  }

  @Test
  void somethingElseStandsThanWasAdopted_leftAndAdoptionIsVoid() {
    backend.plant(FQDN, Planted.simple("A", "192.0.2.1"));
    function.update(SITE, REPORT).assertProblem(409, "not-ours");
    List<RecordSet> seen = backend.listed(FQDN);
    backend.sets(FQDN).forEach(backend::delete);
    backend.plant(FQDN, Planted.simple("CNAME", "www.example.net"));
    backend.adopt(NAME, SITE, seen.toArray(RecordSet[]::new));
    backend.recheck();
    assertEquals(List.of("CNAME"), backend.listed(FQDN).stream().map(RecordSet::type).toList());
  }

  private RecordState record() {
    return stored(NAME).record(Family.IPV4).orElseThrow();
  }

  @Test
  void otherTypesBesideIt_stay() {
    backend.plant(FQDN, Planted.simple("TXT", "\"hello\""));
    backend.plant(FQDN, Planted.simple("AAAA", "2001:db8::99"));
    backend.plant(FQDN, Planted.simple("MX", "10 mail.example.com"));
    List<ResourceRecordSet> before = backend.sets(FQDN);
    function.update(SITE, REPORT).assertRecord(200, "updated");
    function.pass(Duration.ofSeconds(2));
    function.update(SITE, "{\"ipv4\":\"198.51.100.8\"}").assertRecord(200, "updated");
    assertEquals(List.of("198.51.100.8"), values(NAME, "A"));
    assertEquals(
        before,
        backend.sets(FQDN).stream().filter(set -> !set.typeAsString().equals("A")).toList());
  }

  @Test
  void otherFamilyNotOurs_refusedOnceItIsReported() {
    backend.plant(FQDN, Planted.simple("AAAA", "2001:db8::99"));
    function.update(SITE, REPORT).assertRecord(200, "updated");
    function.pass(Duration.ofSeconds(2));
    function
        .update(SITE, "{\"ipv4\":\"198.51.100.8\",\"ipv6\":\"2001:db8::7\"}")
        .assertProblem(409, "not-ours");
    assertEquals(List.of("2001:db8::99"), values(NAME, "AAAA"));
    function.stream(NAME);
    assertEquals(List.of("198.51.100.8"), values(NAME, "A"));
  }

  @Test
  void oneNameOfTwoNotOurs_otherOneIsPublished() {
    String free = "free.tokyo.example.com";
    backend.site(SITE, NAME, free);
    backend.plant(FQDN, Planted.simple("A", "192.0.2.1"));
    Answer answer = function.update(SITE, REPORT);
    answer.assertProblem(409, "not-ours");
    assertEquals(List.of("192.0.2.1"), values(NAME, "A"));
    assertEquals(List.of("198.51.100.7"), values(free, "A"));
    assertTrue(stored(free).due().isEmpty());
    assertInstanceOf(Stage.Blocked.class, record().stage());
  }
}
