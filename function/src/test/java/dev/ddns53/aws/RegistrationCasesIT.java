package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.core.recheck.RecheckResult.Standing;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.Stage;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Permissions;
import dev.ddns53.fake.Planted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Small inputs that went wrong, over the wire: the life of a record. */
class RegistrationCasesIT extends OnEmulator {

  private static final String A = "tokyo";
  private static final String B = "osaka";
  private static final String NAME = "vpn.tokyo.example.com";
  private static final Fqdn FQDN = World.fqdn(NAME);

  @BeforeEach
  void register() {
    backend.site(A, NAME);
    backend.site(B, List.of(World.FIRST_KEY), NAME);
    backend.signer(A, World.FIRST_KEY);
    backend.signer(B, World.FIRST_KEY);
  }

  private static Registration registration(int number) {
    return new Registration(World.REGISTERED.stamp().plusSeconds(number));
  }

  private static Name name(ZoneId zone, int number, OnDrift onDrift, String... sites) {
    return new Name(
        FQDN,
        registration(number),
        zone,
        Ttl.DEFAULT,
        Name.Policy.FIRST_HEALTHY,
        Stream.of(sites).<Member>map(site -> new Member.OfSite(new SiteId(site))).toList(),
        onDrift,
        Name.OnGone.KEEP,
        Optional.empty(),
        Optional.empty());
  }

  private Name name(int number, String... sites) {
    return name(backend.zone(), number, OnDrift.ALERT, sites);
  }

  private FormerRegistration former(ZoneId zone, int number) {
    return new FormerRegistration(
        registration(number), zone, function.now(), Remains.WITHDRAW, "ops");
  }

  private void remove() {
    backend.register(new NameDocument(FQDN, Optional.empty(), List.of(former(backend.zone(), 0))));
  }

  private void returnName() {
    backend.register(
        new NameDocument(FQDN, Optional.of(name(1, A)), List.of(former(backend.zone(), 0))));
  }

  /** A site reports, and what it changes is published at once or by the stream. */
  private void reported(String site, String body) {
    function.pass(Duration.ofSeconds(2));
    function.update(site, body);
    function.stream(NAME);
  }

  private static String ipv4(String address) {
    return "{\"ipv4\":\"" + address + "\"}";
  }

  private void recheck() {
    function.pass(Duration.ofSeconds(2));
    function.recheck(backend.zone());
  }

  private List<String> standing() {
    return backend.listed(FQDN).stream().map(RecordSet::description).sorted().toList();
  }

  /** O1. */
  @Test
  void othersMadeTheRecordWhileTheNameWasAway_notOursWhenItIsBack() {
    reported(A, ipv4("198.51.100.1"));
    remove();
    recheck();
    assertEquals(List.of(), standing());
    backend.plant(FQDN, Planted.simple("A", "203.0.113.200"));
    returnName();
    function.pass(Duration.ofSeconds(2));
    function.update(A, ipv4("198.51.100.1")).assertProblem(409, "not-ours");
    function.update(A, ipv4("198.51.100.2")).assertProblem(409, "not-ours");
    recheck();
    assertEquals(List.of("203.0.113.200"), values(NAME, "A"));
  }

  /** O2. */
  @Test
  void othersMadeACnameWhileTheNameWasAway_untouchedThoughItSaysRepair() {
    reported(A, ipv4("198.51.100.1"));
    remove();
    recheck();
    backend.plant(FQDN, Planted.simple("CNAME", "www.example.net"));
    backend.register(
        new NameDocument(
            FQDN,
            Optional.of(name(backend.zone(), 1, OnDrift.REPAIR, A)),
            List.of(former(backend.zone(), 0))));
    reported(A, ipv4("198.51.100.1"));
    recheck();
    recheck();
    assertEquals(List.of("CNAME"), backend.listed(FQDN).stream().map(RecordSet::type).toList());
  }

  /** Somebody makes something else of the record by hand. */
  private void edited(Planted planted) {
    backend.sets(FQDN).forEach(backend::delete);
    backend.plant(FQDN, planted);
  }

  /** O1, before a re-check withdrew anything. */
  @Test
  void othersEditedTheRecordAndTheNameIsBackAtOnce_notOurs() {
    reported(A, ipv4("198.51.100.1"));
    remove();
    edited(Planted.simple("A", "203.0.113.200"));
    returnName();
    function.pass(Duration.ofSeconds(2));
    function.update(A, ipv4("198.51.100.1")).assertProblem(409, "not-ours");
    function.pass(Duration.ofSeconds(2));
    function.update(A, ipv4("198.51.100.2")).assertProblem(409, "not-ours");
    recheck();
    assertEquals(List.of("203.0.113.200"), values(NAME, "A"));
  }

  /** O2, before a re-check withdrew anything. */
  @Test
  void othersMadeACnameOfItAndTheNameIsBackAtOnce_untouchedThoughItSaysRepair() {
    reported(A, ipv4("198.51.100.1"));
    remove();
    edited(Planted.simple("CNAME", "www.example.net"));
    backend.register(
        new NameDocument(
            FQDN,
            Optional.of(name(backend.zone(), 1, OnDrift.REPAIR, A)),
            List.of(former(backend.zone(), 0))));
    recheck();
    reported(A, ipv4("198.51.100.2"));
    recheck();
    assertEquals(List.of("CNAME"), backend.listed(FQDN).stream().map(RecordSet::type).toList());
  }

  @Test
  void nameIsBackBeforeItsRecordWasWithdrawn_itIsTakenOver() {
    reported(A, ipv4("198.51.100.1"));
    remove();
    returnName();
    function.pass(Duration.ofSeconds(2));
    function.update(A, ipv4("198.51.100.1"));
    recheck();
    function.pass(Duration.ofSeconds(2));
    function.update(A, ipv4("198.51.100.1")).assertRecord(200, "unchanged");
    function.pass(Duration.ofSeconds(2));
    function.update(A, ipv4("198.51.100.2")).assertRecord(200, "updated");
    assertEquals(List.of("198.51.100.2"), values(NAME, "A"));
  }

  private ZoneId zoneMadeAnew() {
    return ZoneId.parse(
            backend
                .wiring()
                .clients()
                .route53()
                .createHostedZone(zone -> zone.name("tokyo.example.com").callerReference("anew"))
                .hostedZone()
                .id())
        .orElseThrow();
  }

  /** O3 and O4. */
  @Test
  void sameReportAfterTheZoneIsAnother_publishedThereAndWithdrawnHere() {
    reported(A, ipv4("198.51.100.1"));
    ZoneId other = zoneMadeAnew();
    backend.register(
        new NameDocument(
            FQDN,
            Optional.of(name(other, 1, OnDrift.ALERT, A)),
            List.of(former(backend.zone(), 0))));
    reported(A, ipv4("198.51.100.1"));
    List<RecordSet> there =
        Optional.ofNullable(backend.wiring().records().look(other, List.of(FQDN)).get(FQDN))
            .orElse(List.of());
    assertEquals(1, there.size());
    assertTrue(there.getFirst().description().contains("198.51.100.1"));
    recheck();
    assertEquals(List.of(), standing());
  }

  /** O5. */
  @Test
  void membersReplacedByOneOfIpv4Alone_aaaaIsWithdrawn() {
    reported(A, "{\"ipv4\":\"198.51.100.1\",\"ipv6\":\"2001:db8::1\"}");
    backend.register(name(0, B));
    reported(B, ipv4("198.51.100.2"));
    recheck();
    assertEquals(List.of("198.51.100.2"), values(NAME, "A"));
    assertEquals(List.of(), values(NAME, "AAAA"));
  }

  /** O6. */
  @Test
  void siteSaysThatItHasNoIpv6AnyMore_aaaaIsWithdrawn() {
    reported(A, "{\"ipv4\":\"198.51.100.1\",\"ipv6\":\"2001:db8::1\"}");
    function.pass(Duration.ofSeconds(2));
    assertEquals(200, function.update(A, "{\"ipv6\":null}").status());
    assertEquals(List.of("198.51.100.1"), values(NAME, "A"));
    assertEquals(List.of(), values(NAME, "AAAA"));
  }

  /** O7. */
  @Test
  void fortyNineForeignNames_fiveLooksAtMostAndNoneAgain() {
    String[] names =
        IntStream.range(0, 49).mapToObj(i -> "n" + i + ".osaka.example.com").toArray(String[]::new);
    backend.site(B, names);
    Stream.of(names)
        .forEach(name -> backend.plant(World.fqdn(name), Planted.simple("A", "192.0.2.1")));
    function.pass(Duration.ofSeconds(2));
    Map<String, Integer> first =
        calls(() -> function.update(B, ipv4("198.51.100.2")).assertProblem(409, "not-ours"));
    assertTrue(first.getOrDefault(LIST, 0) <= 5, first.toString());
    for (int i = 0; i < 3; i++) {
      function.pass(Duration.ofSeconds(5));
      Map<String, Integer> next =
          calls(() -> function.update(B, ipv4("198.51.100.2")).assertProblem(409, "not-ours"));
      assertEquals(0, next.getOrDefault(LIST, 0) + next.getOrDefault(CHANGE, 0));
    }
  }

  /** O8. */
  @Test
  void delegationAboveTheName_recheckSaysByWhatItIsOccluded_andOfOthersNothing() {
    backend.site(B, "vpn.osaka.example.com");
    reported(A, ipv4("198.51.100.1"));
    assertEquals(List.of(), function.recheck(backend.zone()).remarkable());
    backend.plant(
        World.fqdn("tokyo.example.com"),
        new Planted.Simple("NS", List.of("ns.example.net.", "ns.example.org.")));
    function.pass(Duration.ofSeconds(2));
    assertEquals(
        List.of(
            new RecheckResult.Line(
                FQDN,
                Standing.OCCLUDED,
                "resolvers are led away by the delegation of tokyo.example.com")),
        function.recheck(backend.zone()).remarkable());
    assertEquals(List.of("198.51.100.1"), values(NAME, "A"));
  }

  /** O9. */
  @Test
  void adoptionOfACname_oneBatchTakesItOutAndPutsTheAddressIn() {
    backend.plant(FQDN, Planted.simple("CNAME", "www.example.net"));
    function.pass(Duration.ofSeconds(2));
    function.update(A, ipv4("198.51.100.1")).assertProblem(409, "not-ours");
    backend.adopt(NAME, A, backend.listed(FQDN).toArray(RecordSet[]::new));
    Map<String, Integer> calls = calls(this::recheck);
    assertEquals(1, calls.get(CHANGE));
    assertEquals(List.of("198.51.100.1"), values(NAME, "A"));
    assertEquals(1, standing().size());
  }

  /** O9: ours of both families were there before somebody put the CNAME. */
  @Test
  void adoptionOfACnameInPlaceOfBothFamilies_bothComeInOneBatch() {
    backend.register(name(backend.zone(), 0, OnDrift.HOLD, A));
    reported(A, "{\"ipv4\":\"198.51.100.1\",\"ipv6\":\"2001:db8::1\"}");
    backend.sets(FQDN).forEach(backend::delete);
    backend.plant(FQDN, Planted.simple("CNAME", "www.example.net"));
    recheck();
    Adoption adoption =
        new Adoption(
            registration(9), backend.listed(FQDN).stream().map(RecordSet::json).toList(), "ops");
    backend.register(name(backend.zone(), 0, OnDrift.HOLD, A).adopting(adoption));
    Map<String, Integer> calls = calls(this::recheck);
    assertEquals(1, calls.get(CHANGE));
    assertEquals(List.of("198.51.100.1"), values(NAME, "A"));
    assertEquals(List.of("2001:db8::1"), values(NAME, "AAAA"));
  }

  /** O10. */
  @Test
  void oneNameOfManyIsDenied_theOthersArePublishedAndItIsTold() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      names.add("n" + i + ".osaka.example.com");
    }
    names.add("denied.example.com");
    backend.site(B, names.toArray(String[]::new));
    backend.emulator().route53().permit(Permissions.ofNames("*.osaka.example.com"));
    function.pass(Duration.ofSeconds(2));
    function.update(B, ipv4("198.51.100.2"));
    function.stream(names.toArray(String[]::new));
    for (String name : names.subList(0, 20)) {
      assertEquals(List.of("198.51.100.2"), values(name, "A"), name);
    }
    assertInstanceOf(
        Stage.Denied.class, stored("denied.example.com").record(Family.IPV4).orElseThrow().stage());
    backend.emulator().route53().permit(Permissions.ALL);
    recheck();
    assertEquals(List.of("198.51.100.2"), values("denied.example.com", "A"));
  }

  /** O11. */
  @Test
  void ttlEditedByHand_replacedAndToldUnderAlert_keptUnderHold() {
    reported(A, ipv4("198.51.100.1"));
    backend.sets(FQDN).forEach(backend::delete);
    backend.plant(FQDN, Planted.simple("A", "198.51.100.1"));
    List<RecordSet> edited = backend.listed(FQDN);
    if (edited.getFirst().is(stored(NAME).record(Family.IPV4).orElseThrow().known())) {
      backend.sets(FQDN).forEach(backend::delete);
      backend.plant(FQDN, Planted.simple("A", "203.0.113.9"));
    }
    backend.register(name(backend.zone(), 0, OnDrift.HOLD, A));
    List<String> before = standing();
    function.pass(Duration.ofSeconds(2));
    function.update(A, ipv4("198.51.100.2")).assertProblem(409, "drift");
    recheck();
    assertEquals(before, standing());
    backend.register(name(0, A));
    reported(A, ipv4("198.51.100.3"));
    assertEquals(List.of("198.51.100.3"), values(NAME, "A"));
    assertTrue(
        backend.wiring().state().history(FQDN, 50).stream()
            .anyMatch(entry -> entry.what().slug().equals("drift-replaced")));
  }

  private void agreesToTheDeletion() {
    Adoption agreed =
        new Adoption(new Registration(function.now()), List.of(), Set.of(Family.IPV4), "ops");
    backend.register(name(backend.zone(), 0, OnDrift.HOLD, A).adopting(agreed));
  }

  @Test
  void deletedByHandUnderHold_goneUntilTheOperatorRepairsIt() {
    backend.register(name(backend.zone(), 0, OnDrift.HOLD, A));
    reported(A, ipv4("198.51.100.1"));
    backend.sets(FQDN).forEach(backend::delete);
    recheck();
    assertEquals(List.of(), standing());
    agreesToTheDeletion();
    recheck();
    recheck();
    assertEquals(List.of("198.51.100.1"), values(NAME, "A"));
    backend.sets(FQDN).forEach(backend::delete);
    recheck();
    recheck();
    assertEquals(List.of(), standing(), "the operator agreed once");
  }

  @Test
  void deletedByHandUnderHold_andSomethingElseIsThereByThen_left() {
    backend.register(name(backend.zone(), 0, OnDrift.HOLD, A));
    reported(A, ipv4("198.51.100.1"));
    backend.sets(FQDN).forEach(backend::delete);
    agreesToTheDeletion();
    backend.plant(FQDN, Planted.simple("A", "203.0.113.9"));
    recheck();
    assertEquals(List.of("203.0.113.9"), values(NAME, "A"));
    assertTrue(
        backend.wiring().state().history(FQDN, 50).stream()
            .anyMatch(entry -> "adoption-void".equals(entry.facts().get("also"))));
    backend.sets(FQDN).forEach(backend::delete);
    recheck();
    assertEquals(List.of(), standing());
  }

  @Test
  void bothEditedByHandAndTheSiteHasNoIpv6AnyMore_oneReplacedTheOtherLeftAndBothTold() {
    reported(A, "{\"ipv4\":\"198.51.100.1\",\"ipv6\":\"2001:db8::1\"}");
    backend.sets(FQDN).forEach(backend::delete);
    backend.plant(FQDN, Planted.simple("A", "203.0.113.9"));
    backend.plant(FQDN, Planted.simple("AAAA", "2001:db8::99"));
    reported(A, "{\"ipv4\":\"198.51.100.2\",\"ipv6\":null}");
    recheck();
    assertEquals(List.of("198.51.100.2"), values(NAME, "A"));
    assertEquals(List.of("2001:db8::99"), values(NAME, "AAAA"));
    String told =
        backend.wiring().state().history(FQDN, 50).stream()
            .filter(entry -> entry.what().slug().equals("drift-found"))
            .map(entry -> entry.facts().keySet().toString())
            .toList()
            .toString();
    assertTrue(told.contains("found-A,") && told.contains("found-AAAA"), told);
  }

  /** O12. */
  @Test
  void answerOfTheLastChangeIsLostAndTheNameGoes_itsRecordIsWithdrawn() {
    reported(A, ipv4("198.51.100.1"));
    function.pass(Duration.ofSeconds(2));
    failOnce(CHANGE, Fault.Kind.COMMIT_THEN_DROP);
    function.update(A, ipv4("198.51.100.2")).assertRecord(202, "pending");
    recover();
    assertEquals(List.of("198.51.100.2"), values(NAME, "A"));
    remove();
    recheck();
    assertEquals(List.of(), standing());
  }

  /** O13. */
  @Test
  void onlyMemberIsReplacedByOneThatNeverReported_whatIsPublishedStays() {
    reported(A, "{\"ipv4\":\"198.51.100.1\",\"ipv6\":\"2001:db8::1\"}");
    backend.register(name(0, "tokio"));
    recheck();
    recheck();
    assertEquals(List.of("198.51.100.1"), values(NAME, "A"));
    assertEquals(List.of("2001:db8::1"), values(NAME, "AAAA"));
  }

  /** T8. */
  @Test
  void oneMoreChangeAfterSevenAndAQuietHalfMinute_publishedAtOnceByAFreshInstance() {
    for (int i = 1; i <= 7; i++) {
      function.update(A, ipv4("198.51.100." + i));
      function.stream(NAME);
    }
    Instance fresh = new Instance(backend);
    fresh.pass(Duration.between(fresh.now(), function.now()).plusSeconds(32));
    fresh.update(A, ipv4("198.51.100.99")).assertRecord(200, "updated");
    assertEquals(List.of("198.51.100.99"), values(NAME, "A"));
  }
}
