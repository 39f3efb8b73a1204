package dev.ddns53.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.fake.FakeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner hears that a site's requests are refused. */
class RefusalsTest {

  private static final String NAME = "vpn.example.com";

  private final World world = new World();

  private List<Notice> refused() {
    return world.state.notices().stream()
        .filter(notice -> notice.kind() == Notice.Kind.UPDATE_REFUSED)
        .toList();
  }

  private List<String> codes() {
    return refused().stream().map(notice -> notice.facts().getOrDefault("code", "")).toList();
  }

  private Requests wrongKey(String site) {
    return world.signer(site, World.SECOND_KEY).sign(Requests.update("{}"), world.now());
  }

  @Test
  void wrongKey_toldOnceAnHourAndSite() {
    world.site("tokyo", NAME);
    Instant began = world.now();
    for (int minute = 0; minute < 60; minute += 5) {
      world.send(wrongKey("tokyo")).assertProblem(401, "signature-wrong");
      world.pass(Duration.ofMinutes(5));
    }
    assertEquals(List.of("signature-wrong"), codes());
    Notice notice = refused().getFirst();
    assertEquals(Optional.of(new SiteId("tokyo")), notice.site());
    assertEquals(Requests.SOURCE, notice.facts().get("source"));
    world.send(wrongKey("tokyo"));
    assertEquals(List.of("signature-wrong", "signature-wrong"), codes());
    assertEquals(began.toString(), refused().getLast().facts().get("since"));
  }

  @Test
  void unknownSite_sameWriteTriedAndNothingWritten() {
    world.site("tokyo", NAME);
    world.send(wrongKey("tokyo"));
    assertEquals(1, world.state.refusals());
    assertEquals(1, world.state.written());
    for (int i = 1; i < 10; i++) {
      world.pass(Duration.ofSeconds(10));
      world.send(wrongKey("nobody")).assertProblem(401, "signature-wrong");
      assertEquals(1 + i, world.state.refusals());
    }
    world.pass(Duration.ofSeconds(10));
    world.send(wrongKey("tokyo")).assertProblem(401, "signature-wrong");
    assertEquals(11, world.state.refusals());
    assertEquals(1, world.state.written());
    assertEquals(List.of("signature-wrong"), codes());
  }

  @Test
  void flood_oneTryInTenSeconds() {
    world.site("tokyo", NAME);
    Instant began = world.now();
    for (int i = 0; i < 500; i++) {
      world.send(wrongKey("nobody-" + i));
      world.send(wrongKey("tokyo"));
      world.pass(Duration.ofMillis(20));
    }
    long most = Duration.between(began, world.now()).dividedBy(10).toSeconds() + 1;
    assertTrue(world.state.refusals() <= most, world.state.refusals() + " tries, not " + most);
  }

  @Test
  void heardInBetween_sinceBeginsAnew() {
    world.site("tokyo", NAME);
    world.send(wrongKey("tokyo"));
    world.pass(Duration.ofMinutes(30));
    world.update("tokyo", "{}").assertRecord(200, "updated");
    world.pass(Duration.ofMinutes(31));
    Instant again = world.now();
    world.send(wrongKey("tokyo"));
    assertEquals(2, refused().size());
    assertEquals(again.toString(), refused().getLast().facts().get("since"));
  }

  @Test
  void wrongClock_told() {
    world.site("tokyo", NAME);
    Requests late =
        world
            .signer("tokyo", World.FIRST_KEY)
            .sign(Requests.update("{}"), world.now().minus(Duration.ofMinutes(20)));
    world.send(late).assertProblem(401, "clock-skew");
    world.send(late).assertProblem(401, "clock-skew");
    assertEquals(List.of("clock-skew"), codes());
    assertEquals(1, world.state.refusals());
  }

  @Test
  void foreignNetwork_told() {
    Allow here =
        new Allow(List.of(Cidr.parse("203.0.113.0/24").orElseThrow()), List.of(), false, false);
    world.site("tokyo", here, NAME);
    world.update("tokyo", "{}").assertProblem(403, "source-not-allowed");
    assertEquals(List.of("source-not-allowed"), codes());
  }

  @Test
  void refusedAddress_told() {
    world.site("tokyo", NAME);
    world.update("tokyo", "{\"ipv4\":\"100.64.1.2\"}").assertProblem(422, "address-refused");
    assertEquals(List.of("address-refused"), codes());
  }

  @Test
  void mistakeInTheBody_notTold() {
    world.site("tokyo", NAME);
    world.update("tokyo", "{").assertProblem(400, "body-invalid");
    assertEquals(List.of(), codes());
  }

  @Test
  void tableTakesNoWrite_sameAnswer() {
    world.site("tokyo", NAME);
    world.state.nextWrites(FakeState.Write.UNAVAILABLE);
    world.send(wrongKey("tokyo")).assertProblem(401, "signature-wrong");
    assertEquals(List.of(), codes());
  }

  @Test
  void refusal_changesNothingElse() {
    world.site("tokyo", NAME);
    world.update("tokyo", "{}").assertRecord(200, "updated");
    world.pass(Duration.ofSeconds(1));
    world.send(wrongKey("tokyo"));
    world.update("tokyo", "{}").assertRecord(200, "unchanged");
  }

  /** The site was heard before refusals began: they last since then, not since now. */
  @Test
  void heardBeforeItBegan_sinceStays() {
    world.site("tokyo", NAME);
    world.update("tokyo", "{}").assertRecord(200, "updated");
    world.pass(Duration.ofMinutes(1));
    Instant began = world.now();
    world.send(wrongKey("tokyo"));
    world.pass(Duration.ofMinutes(61));
    world.send(wrongKey("tokyo"));
    assertEquals(
        List.of(began.toString(), began.toString()),
        refused().stream().map(notice -> notice.facts().getOrDefault("since", "")).toList());
  }

  private static SiteRows rows(World world) {
    return world.state.site(new SiteId("tokyo"));
  }

  private static IpAddress source() {
    return IpAddress.parse(Requests.SOURCE).orElseThrow();
  }

  /** The log says that people were not told, and why. */
  @Test
  void tableTakesNoWrite_saidForTheLog() {
    world.site("tokyo", NAME);
    Refusals refusals = new Refusals(world.state);
    Optional<String> why =
        Optional.of("a refusal was not written down: the tables cannot be written");
    world.state.nextWrites(FakeState.Write.UNAVAILABLE, FakeState.Write.UNAVAILABLE);
    assertEquals(
        why, refusals.unproved(rows(world), Problem.signatureWrong(), source(), world.now()));
    assertEquals(
        why,
        refusals.refused(
            rows(world).state(), Problem.sourceNotAllowed(source()), source(), world.now()));
    assertEquals(List.of(), codes());
    world.pass(Duration.ofSeconds(10));
    assertEquals(
        Optional.empty(),
        refusals.unproved(rows(world), Problem.signatureWrong(), source(), world.now()));
    assertEquals(List.of("signature-wrong"), codes());
  }

  /** Another write of the site's row comes in between: tried twice, then left to the next one. */
  @ParameterizedTest
  @CsvSource({"1, true", "2, false"})
  void raceLost_triedOnceMore(int races, boolean told) {
    world.site("tokyo", NAME);
    SiteState read = rows(world).state();
    Runnable other =
        () -> assertTrue(world.state.replace(Rows.of(world.state.stored(read.id()).back())));
    Runnable none = () -> {};
    if (races == 1) {
      world.state.beforeNextWrites(other, none);
    } else {
      world.state.beforeNextWrites(other, none, other, none);
    }
    new Refusals(world.state)
        .refused(read, Problem.sourceNotAllowed(source()), source(), world.now());
    assertEquals(told ? List.of("source-not-allowed") : List.of(), codes());
  }
}
