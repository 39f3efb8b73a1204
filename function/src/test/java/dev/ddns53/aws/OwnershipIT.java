package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Answer;
import dev.ddns53.World;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Problem;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.fake.Planted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** A record set of somebody else, and whether Route 53 lets an UPSERT replace it. */
  record Theirs(List<Planted> sets, boolean replaceable) {}

  static List<Theirs> theirs() {
    return List.of(
        new Theirs(List.of(Planted.simple("A", "192.0.2.1")), true),
        new Theirs(List.of(Planted.simple("A", "198.51.100.7", "198.51.100.8")), true),
        new Theirs(List.of(Planted.alias("A", "www.example.com")), true),
        new Theirs(List.of(Planted.simple("CNAME", "www.example.net")), false),
        new Theirs(List.of(Planted.weighted("A", "blue", "198.51.100.7")), false),
        new Theirs(
            List.of(
                Planted.weighted("A", "blue", "192.0.2.1"),
                Planted.weighted("A", "green", "192.0.2.2")),
            false));
  }

  @ParameterizedTest
  @MethodSource("theirs")
  void notOurs_refusedAndUntouchedThenTakenOverOnceAdopted(Theirs theirs) {
    theirs.sets().forEach(set -> backend.plant(FQDN, set));
    List<ResourceRecordSet> before = backend.sets(FQDN);
    assertCalls(
        Map.of(READ, 3, MASTER_KEY, 1, LIST, 1, TRANSACT, 1), // the owner is told
        () -> {
          Answer refused = function.update(SITE, REPORT);
          refused.assertProblem(409, "not-ours");
          assertEquals("refused", refused.recordStatus());
          assertTrue(refused.body().contains("ddns53 name adopt " + NAME), refused.body());
        });
    assertEquals(before, backend.sets(FQDN));
    assertEquals(NameState.unpublished(FQDN), stored(NAME));
    SiteState site = heard(SITE);
    assertEquals(Problem.Code.NOT_OURS, site.refused().orElseThrow().code());
    assertEquals(Map.of(), site.newest());
    assertEquals(Optional.empty(), site.seen());

    adopt(theirs);
    assertCalls(
        Map.of(READ, 2, TRANSACT, 1, CHANGE, 1, PUT, 1),
        () -> function.update(SITE, REPORT).assertRecord(200, "updated"));
    assertEquals(List.of("198.51.100.7"), values(NAME, "A"));
    assertEquals(1, backend.sets(FQDN).size());
  }

  /** As {@code ddns53 name adopt} does: what an UPSERT cannot replace is deleted. */
  private void adopt(Theirs theirs) {
    if (!theirs.replaceable()) {
      backend.sets(FQDN).forEach(backend::delete);
    }
    backend.adopt(NAME, SITE);
  }

  @Test
  void sameAddressThere_takenOverSilently() {
    backend.plant(FQDN, Planted.simple("A", "198.51.100.7"));
    function.update(SITE, REPORT).assertRecord(200, "updated");
    function.update(SITE, "{\"ipv4\":\"198.51.100.8\"}").assertRecord(200, "updated");
    assertEquals(List.of("198.51.100.8"), values(NAME, "A"));
  }

  @Test
  void otherTypesBesideIt_stay() {
    backend.plant(FQDN, Planted.simple("TXT", "\"hello\""));
    backend.plant(FQDN, Planted.simple("AAAA", "2001:db8::99"));
    backend.plant(FQDN, Planted.simple("MX", "10 mail.example.com"));
    List<ResourceRecordSet> before = backend.sets(FQDN);
    function.update(SITE, REPORT).assertRecord(200, "updated");
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
    function
        .update(SITE, "{\"ipv4\":\"198.51.100.8\",\"ipv6\":\"2001:db8::7\"}")
        .assertProblem(409, "not-ours");
    assertEquals(List.of("2001:db8::99"), values(NAME, "AAAA"));
    assertEquals(List.of("198.51.100.7"), values(NAME, "A"));
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
    assertTrue(stored(free).pending().isEmpty());
    assertEquals(NameState.unpublished(FQDN), stored(NAME));
  }
}
