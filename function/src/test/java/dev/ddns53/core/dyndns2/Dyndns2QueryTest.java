package dev.ddns53.core.dyndns2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.dyndns2.Dyndns2Query.Asked;
import dev.ddns53.core.dyndns2.Dyndns2Query.Refused;
import dev.ddns53.core.problem.Problem;
import java.util.Collections;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a router's query asks for, and the words in which it is answered. */
final class Dyndns2QueryTest {

  private static Asked asked(String query) {
    return assertInstanceOf(Asked.class, Dyndns2Query.of(query), query);
  }

  private static String hosts(Asked asked) {
    return asked.hosts().stream()
        .map(host -> host.name().map(Fqdn::value).orElse("?"))
        .collect(Collectors.joining(" "));
  }

  private static String addresses(Asked asked) {
    return new TreeMap<>(asked.addresses())
        .values().stream().map(IpAddress::toString).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // query | hosts | addresses | prefix | as spelled
        "'' | '' | '' | '' | ''",
        "hostname=b.example.com,A.example.com | b.example.com a.example.com | '' | '' | ''",
        "hostname=b.example.com&hostname=a.example.com | b.example.com a.example.com | '' | '' |"
            + " ''",
        "hostname=a.example.com%2C%20b.example.com | a.example.com b.example.com | '' | '' | ''",
        "hostname=a_b..com,, | ? | '' | '' | ''",
        "hostname= | '' | '' | '' | ''",
        "myip=203.0.113.7 | '' | 203.0.113.7 | '' | 203.0.113.7",
        "myip=203.0.113.7&myip=203.0.113.7 | '' | 203.0.113.7 | '' | 203.0.113.7,203.0.113.7",
        "myip=2001:DB8::9,203.0.113.7 | '' | 203.0.113.7 2001:db8::9 | '' |"
            + " 2001:DB8::9,203.0.113.7",
        "myipv6=2001:db8::9/64 | '' | 2001:db8::9 | '' | 2001:db8::9/64",
        "myipv6=2001:db8:1:2::/64 | '' | '' | 2001:db8:1:2::/64 | 2001:db8:1:2::/64",
        "myip=203.0.113.7&ip6lanprefix=2001:db8:1::/56 | '' | 203.0.113.7 | 2001:db8:1::/56"
            + " | 203.0.113.7",
        "myipv6=2001:db8:1::/56&ip6lanprefix=2001:DB8:1::/56 | '' | '' | 2001:db8:1::/56"
            + " | 2001:db8:1::/56",
        "ip6lanprefix= | '' | '' | '' | ''",
        // no parameters of these names
        "host=a.example.com&xmyip=203.0.113.7&myip6=2001:db8::9&=203.0.113.7&myip | '' | '' | '' |"
            + " ''",
        "MYIP=203.0.113.7&hostnames=a.example.com | '' | '' | '' | ''",
        // no encoding, though it looks like one
        "hostname=%zz,a.example.com | ? a.example.com | '' | '' | ''"
      })
  void query_readAsRoutersWriteIt(
      String query, String hosts, String addresses, String prefix, String spelled) {
    Asked asked = asked(query);
    assertEquals(hosts, hosts(asked));
    assertEquals(addresses, addresses(asked));
    assertEquals(prefix, asked.prefix().map(Ipv6Prefix::toString).orElse(""));
    assertEquals(spelled, asked.spelled());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "myip=here",
        "myip=203.0.113.7,203.0.113.8",
        "myip=203.0.113.7&myipv6=203.0.113.8",
        "myip=203.0.113.7/24x",
        "myip=203.0.113.7/1000",
        "myipv6=2001:db8:1:2::/64,2001:db8:1:3::/64",
        "myipv6=2001:db8:1:2::/64&ip6lanprefix=2001:db8:1:3::/64",
        "ip6lanprefix=2001:db8:1:2::1/64",
        "ip6lanprefix=2001:db8:1:2::",
        "ip6lanprefix=203.0.113.0/24"
      })
  void addressesThatCannotBe_refused(String query) {
    assertEquals(new Refused(Dyndns2Code.DNSERR), Dyndns2Query.of(query));
  }

  @Test
  void hosts_upToTwenty() {
    String twenty = "hostname=" + String.join(",", Collections.nCopies(20, "a.example.com"));
    assertEquals(20, asked(twenty).hosts().size());
    assertEquals(
        new Refused(Dyndns2Code.NUMHOST), Dyndns2Query.of(twenty + "&hostname=b.example.com"));
  }

  /** What passes by itself is 503; what the owner must change is read only with 200, or 401. */
  @ParameterizedTest
  @CsvSource({
    "GOOD, good 203.0.113.07, 200",
    "NOCHG, nochg 203.0.113.07, 200",
    "BADAUTH, badauth, 401",
    "NOTFQDN, notfqdn, 200",
    "NOHOST, nohost, 200",
    "NUMHOST, numhost, 200",
    "DNSERR, dnserr, 503",
    "LATER, 911, 503"
  })
  void code_itsLineAndStatus(Dyndns2Code code, String line, int status) {
    assertEquals(line, new Dyndns2Line(code, "203.0.113.07").text());
    assertEquals(status, code.status());
  }

  @ParameterizedTest
  @EnumSource(Problem.Code.class)
  void problem_inAWordOfDyndns2(Problem.Code problem) {
    String word =
        switch (problem) {
          case TOKEN_WRONG -> "badauth";
          case ADDRESS_REFUSED, WRONG_FAMILY, NOT_OURS, DRIFT, RECORD_DENIED, RECORD_REJECTED ->
              "dnserr";
          case NOT_FOUND,
              QUERY_NOT_ALLOWED,
              BODY_TOO_LARGE,
              BODY_INVALID,
              SIGNATURE_MISSING,
              SIGNATURE_MALFORMED,
              SIGNATURE_WRONG,
              CLOCK_SKEW,
              SOURCE_NOT_ALLOWED,
              NAME_NOT_YOURS,
              OUTDATED,
              SAME_SECOND,
              TOO_MANY_CHANGES,
              BUSY,
              UNAVAILABLE,
              UNCONFIRMED,
              INTERNAL ->
              "911";
        };
    assertEquals(word, Dyndns2Code.of(problem).text());
  }
}
