package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come again, too late, from elsewhere, or from a clock that was wrong. */
final class OrderTest {

  private static final String[] NAMES =
      IntStream.range(0, 49).mapToObj(i -> "n" + i + ".example.com").toArray(String[]::new);

  private final World world = new World().site("tokyo", NAMES);

  /** What was called since, of a request that was refused and changed nothing. */
  private void assertFromTheSitesRow(World.Calls before) {
    World.Calls since = world.calls().since(before);
    assertEquals(1, since.siteReads());
    assertEquals(0, since.nameReads());
    assertEquals(0, since.zoneReads());
    assertTrue(since.wroteNothing());
  }

  @Test
  void outdated_refusedFromTheSitesRow() {
    Requests old = world.signed("tokyo", "{\"ipv4\":\"198.51.100.9\"}");
    world.pass(Duration.ofSeconds(1));
    assertTrue(world.update("tokyo", "{}").isAccepted());
    World.Calls before = world.calls();
    world.send(old).assertProblem(409, "outdated");
    assertFromTheSitesRow(before);
  }

  @Test
  void sameSecond_refusedFromTheSitesRow() {
    assertTrue(world.update("tokyo", "{}").isAccepted());
    World.Calls before = world.calls();
    Answer answer = world.update("tokyo", "{\"ipv4\":\"198.51.100.9\"}");
    answer.assertProblem(409, "same-second");
    assertEquals("1", answer.headers().get("retry-after"));
    assertFromTheSitesRow(before);
  }

  /** The same octets mean another address when they come from another place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 198.51.100.8",
        "{} | 2001:db8::8",
        "{\"ipv4\":\"auto\"} | 198.51.100.8",
        "{\"names\":[\"n1.example.com\"]} | 198.51.100.8",
        "{\"names\":[\"n1.example.com\"]} | 2001:db8::8"
      })
  void sameOctetsFromAnotherSource_changeNothing(String body, String source) {
    Requests request = world.signed("tokyo", body);
    assertTrue(world.send(request).isAccepted());
    World.Calls before = world.calls();
    world.send(request.from(source)).assertProblem(409, "same-second");
    assertFromTheSitesRow(before);
    world.pass(Duration.ofSeconds(200));
    world.send(request.from(source)).assertProblem(409, "same-second");
    assertTrue(world.send(request).isAccepted());
  }

  /** Octets of before, from a place whose family has no report yet. */
  @Test
  void olderOctetsFromTheOtherFamily_changeNothing() {
    Requests old = world.signed("tokyo", "{}");
    assertTrue(world.send(old).isAccepted());
    world.pass(Duration.ofSeconds(1));
    assertTrue(world.update("tokyo", "{\"ipv4\":\"198.51.100.9\"}").isAccepted());
    World.Calls before = world.calls();
    world.send(old.from("2001:db8::8")).assertProblem(409, "outdated");
    assertFromTheSitesRow(before);
  }

  /** Who names the family may report both in one second: these are two requests. */
  @Test
  void eachFamilyAskedFor_bothInOneSecond() {
    Requests four = world.signed("tokyo", "{\"ipv4\":\"auto\"}");
    Requests six = world.signed("tokyo", "{\"ipv6\":\"auto\"}").from("2001:db8::7");
    assertTrue(world.send(four).isAccepted());
    assertTrue(world.send(six).isAccepted());
  }

  @Test
  void sameOctetsFromTheSameSource_unchanged() {
    Requests request = world.signed("tokyo", "{}");
    assertTrue(world.send(request).isAccepted());
    World.Calls before = world.calls();
    assertTrue(world.send(request).isAccepted());
    assertTrue(world.calls().since(before).writes() <= 1);
  }

  /** The clock was fast and is set right: the answer says from when a report works. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 60, 290})
  void clockWasFast_saysFromWhenAReportWorks(long ahead) {
    Instant fast = world.now().plusSeconds(ahead);
    assertTrue(world.send(signedAt("{}", fast)).isAccepted());
    Answer refused = world.update("tokyo", "{\"ipv4\":\"198.51.100.9\"}");
    refused.assertProblem(409, "outdated");
    String detail = refused.json().path("detail").asText();
    Instant works = fast.plusSeconds(1);
    assertTrue(detail.contains("signed at " + works + " or later works"), detail);
    assertTrue(detail.contains("ran fast"), detail);
    assertFalse(detail.contains("Sign a new request"), detail);
    assertEquals(world.now().toString(), refused.json().path("serverTime").asText());
    long wait = Long.parseLong(refused.headers().getOrDefault("retry-after", "0"));
    assertEquals(ahead + 1, wait);
    world.pass(Duration.ofSeconds(wait));
    assertTrue(world.update("tokyo", "{\"ipv4\":\"198.51.100.9\"}").isAccepted());
  }

  @Test
  void olderThanThePresent_anewSignatureWorksAtOnce() {
    Instant before = world.now().minusSeconds(10);
    assertTrue(world.update("tokyo", "{}").isAccepted());
    world.pass(Duration.ofSeconds(5));
    Answer refused = world.send(signedAt("{\"ipv4\":\"198.51.100.9\"}", before));
    refused.assertProblem(409, "outdated");
    assertTrue(refused.body().contains("Sign a new request"), refused.body());
    assertFalse(refused.headers().containsKey("retry-after"));
    assertTrue(world.update("tokyo", "{\"ipv4\":\"198.51.100.9\"}").isAccepted());
  }

  private Requests signedAt(String body, Instant time) {
    return world.signer("tokyo", World.FIRST_KEY).sign(Requests.update(body), time);
  }
}
