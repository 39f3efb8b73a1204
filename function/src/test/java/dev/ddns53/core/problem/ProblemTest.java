package dev.ddns53.core.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.address.SpecialRange;
import dev.ddns53.core.fleet.HostPart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sender of a refused request reads, and when it may try again. */
final class ProblemTest {

  private static final Instant T = World.START;
  private static final Fqdn A = new Fqdn("a.example.com");
  private static final Fqdn B = new Fqdn("b.example.com");

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static void assertSays(Problem problem, Problem.Code code, String... parts) {
    assertEquals(code, problem.code());
    for (String part : parts) {
      assertTrue(problem.detail().contains(part), problem.detail() + " lacks " + part);
    }
  }

  /** Codes and statuses are the wire's: clients rely on them. */
  @Test
  void codes_asTheProtocolHasThem() {
    assertEquals(
        "not-found 404, query-not-allowed 400, body-too-large 413, body-invalid 400,"
            + " signature-missing 401, signature-malformed 401, signature-wrong 401, token-wrong"
            + " 401, clock-skew 401, source-not-allowed 403, name-not-yours 403, wrong-family 422,"
            + " address-refused 422, outdated 409, same-second 409, not-ours 409, drift 409,"
            + " record-denied 409, record-rejected 409, too-many-changes 429, busy 503, unavailable"
            + " 503, unconfirmed 503, internal 500",
        String.join(
            ", ",
            List.of(Problem.Code.values()).stream()
                .map(code -> code.slug() + " " + code.status())
                .toList()));
  }

  @Test
  void requestsThatCannotBeRead_saidWhatToSend() {
    assertSays(Problem.notFound(), Problem.Code.NOT_FOUND, "POST /v1/update", "GET /ip");
    assertSays(Problem.queryNotAllowed(), Problem.Code.QUERY_NOT_ALLOWED, "JSON body");
    assertSays(Problem.bodyTooLarge(), Problem.Code.BODY_TOO_LARGE, "4096 octets");
    assertSays(Problem.bodyInvalid("it is odd"), Problem.Code.BODY_INVALID, ": it is odd. Send {}");
    assertSays(Problem.signatureMissing(), Problem.Code.SIGNATURE_MISSING, "--aws-sigv4");
    assertSays(
        Problem.signatureMalformed("it is odd"),
        Problem.Code.SIGNATURE_MALFORMED,
        ": it is odd. Sign with curl's --aws-sigv4");
    assertSays(Problem.signatureWrong(), Problem.Code.SIGNATURE_WRONG, "does not match");
    assertSays(Problem.tokenMissing(), Problem.Code.TOKEN_WRONG, "site key SITE --router");
    assertSays(Problem.tokenWrong(), Problem.Code.TOKEN_WRONG, "router: true");
  }

  @Test
  void wrongClock_bothTimesAndOurs() {
    Problem problem = Problem.clockSkew(T.minusSeconds(301), T);
    assertSays(
        problem,
        Problem.Code.CLOCK_SKEW,
        "2026-11-23T20:15:45Z by your clock",
        "at most 300 seconds");
    assertEquals(Optional.of(T), problem.serverTime());
    assertEquals(Optional.empty(), problem.retryAfter());
  }

  @Test
  void notAllowed_saidWhatAndWhomToAsk() {
    assertSays(
        Problem.sourceNotAllowed(ip("198.51.100.7")),
        Problem.Code.SOURCE_NOT_ALLOWED,
        "call from 198.51.100.7.",
        "allow.sources");
    assertSays(Problem.nameNotYours(A), Problem.Code.NAME_NOT_YOURS, "feed a.example.com.");
    assertSays(
        Problem.addressRefused(ip("10.0.0.1"), SpecialRange.PRIVATE),
        Problem.Code.ADDRESS_REFUSED,
        "10.0.0.1 is a private address (RFC 1918)",
        ". Nothing was changed.");
    assertSays(
        Problem.addressNotAllowed(ip("192.0.2.1")),
        Problem.Code.ADDRESS_REFUSED,
        "192.0.2.1 is not among",
        "allow.addresses");
    assertSays(
        Problem.addressNotSource(ip("192.0.2.1"), ip("198.51.100.7")),
        Problem.Code.ADDRESS_REFUSED,
        "which is 198.51.100.7, not 192.0.2.1.");
  }

  @Test
  void prefixOfAnotherLine_saidToCallFromInside() {
    assertSays(
        Problem.prefixNotSource(prefix("2001:db8:1:2::/64"), ip("198.51.100.7")),
        Problem.Code.ADDRESS_REFUSED,
        "198.51.100.7 is not in 2001:db8:1:2::/64.",
        "Call by IPv6 from inside that prefix. Nothing was changed.");
  }

  /** A host's subnet must be one of those that the reported prefix has. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::/64, no other subnet",
    "2001:db8:1:2::/63, 2 subnets",
    "2001:db8:1:200::/56, 256 subnets"
  })
  void hostInAnotherSubnet_saidHowManyThereAre(String reported, String subnets) {
    HostPart host = new HostPart(0x53, 0x1000);
    assertSays(
        Problem.subnetMissing(A, host, prefix(reported)),
        Problem.Code.ADDRESS_REFUSED,
        "a.example.com follows " + host + ", and the prefix " + reported + " has " + subnets + ".",
        "Report the whole prefix that the provider delegates");
  }

  private static Ipv6Prefix prefix(String text) {
    return Ipv6Prefix.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IPV4 | 2001:db8::7 | true | publish the IPv4 address that you call from, but you call from"
            + " 2001:db8::7. Call over IPv4 (curl -4)",
        "IPV6 | 198.51.100.7 | true | publish the IPv6 address that you call from, but you call"
            + " from 198.51.100.7. Call over IPv6 (curl -6)",
        "IPV4 | 2001:db8::7 | false | 2001:db8::7 is not an IPv4 address. Put it into the other"
            + " field.",
        "IPV6 | 198.51.100.7 | false | 198.51.100.7 is not an IPv6 address."
      })
  void otherFamily_saidHowToCall(Family family, String address, boolean automatic, String said) {
    assertSays(
        Problem.wrongFamily(family, ip(address), automatic), Problem.Code.WRONG_FAMILY, said);
  }

  /** From when a request works after one that was signed ahead of our clock. */
  @ParameterizedTest
  @CsvSource({
    // newest, in ms from now; the wait in seconds, 0 for none; an outdated one's words
    "-60000, 0, Sign a new request",
    "-1000, 0, Sign a new request",
    "0, 1, Sign a new request",
    "1, 2, ahead of our clock",
    "1000, 2, ahead of our clock",
    "1001, 3, ahead of our clock",
    "290000, 291, ahead of our clock"
  })
  void tooLate_saysFromWhenItWorks(long millis, long wait, String outdated) {
    Instant newest = T.plusMillis(millis);
    Problem late = Problem.outdated(T.minusSeconds(1), newest, T);
    assertSays(
        late, Problem.Code.OUTDATED, "signed at 2026-11-23T20:20:45Z", "of " + newest, outdated);
    Problem same = Problem.sameSecond(newest, T);
    assertSays(same, Problem.Code.SAME_SECOND, "same second");
    Optional<Duration> retry = Optional.of(Duration.ofSeconds(wait)).filter(d -> wait > 0);
    assertEquals(retry, same.retryAfter());
    assertEquals(retry.map(any -> T), same.serverTime());
    assertEquals(millis > 0 ? retry : Optional.empty(), late.retryAfter());
    String in = "by our clock in " + wait + (wait == 1 ? " second." : " seconds.");
    assertEquals(wait > 0, same.detail().endsWith(in), same::detail);
    assertEquals(
        wait > 0,
        same.detail().contains("at " + newest.plusSeconds(1) + " or later works"),
        same::detail);
  }

  @Test
  void recordsThatStay_withTheCommandAndTheOthers() {
    assertSays(
        Problem.notOurs(A, "a record", List.of()),
        Problem.Code.NOT_OURS,
        "a.example.com already holds a record,",
        "ddns53 name adopt a.example.com.");
    assertEquals(
        Problem.notOurs(A, "a record", List.of()).detail()
            + " The same holds for b.example.com, a.example.com.",
        Problem.notOurs(A, "a record", List.of(B, A)).detail());
    assertSays(
        Problem.drift(A, "nothing", List.of(B)),
        Problem.Code.DRIFT,
        "record of a.example.com by hand: it holds nothing.",
        "ddns53 name repair a.example.com. The same holds for b.example.com.");
    assertSays(
        Problem.recordDenied(A, "no"), Problem.Code.RECORD_DENIED, "record of a.example.com: no.");
    assertSays(
        Problem.recordRejected(A, "no"),
        Problem.Code.RECORD_REJECTED,
        "record of a.example.com: no.");
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1", "PT0.5S, 1", "PT1S, 1", "PT1.999S, 1", "PT2S, 2", "PT30S, 30"})
  void tooManyChanges_aSecondAtLeast(Duration wait, long seconds) {
    Problem problem = Problem.tooManyChanges(wait);
    assertSays(
        problem,
        Problem.Code.TOO_MANY_CHANGES,
        "20 times at once, then once in 30 seconds",
        "report again in " + seconds + " seconds.");
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), problem.retryAfter());
  }

  @Test
  void ourOwnFaults_sayWhetherToSendAgain() {
    assertSays(Problem.busy(), Problem.Code.BUSY, "send it again");
    assertSays(Problem.unavailable(), Problem.Code.UNAVAILABLE, "again in a minute");
    assertSays(Problem.unconfirmed(), Problem.Code.UNCONFIRMED, "could not confirm");
    assertSays(Problem.internal(), Problem.Code.INTERNAL, "no harm");
  }
}
