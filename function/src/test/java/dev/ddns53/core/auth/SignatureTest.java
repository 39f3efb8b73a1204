package dev.ddns53.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which signature is that of a request: judged on one that a real curl signed. */
final class SignatureTest {

  private static final Vector SIGNED = Vector.all().getFirst();
  private static final String HOST = SIGNED.request().header("host");

  private static Request arrivedAt(Set<String> hosts) {
    return new Request(
        SIGNED.request().method(),
        SIGNED.request().path(),
        "",
        SIGNED.request().headers(),
        SIGNED.request().body(),
        IpAddress.parse("198.51.100.7").orElseThrow(),
        hosts);
  }

  private static Authorization.Stated stated() {
    return assertInstanceOf(Authorization.Stated.class, Authorization.of(arrivedAt(Set.of(HOST))));
  }

  private static boolean matches(String signature) {
    Authorization.Stated as = stated();
    return Signature.matches(
        new Authorization.Stated(as.site(), as.date(), as.signed(), as.signedHeaders(), signature),
        arrivedAt(Set.of(HOST)),
        List.of(Vector.SECRET));
  }

  static IntStream places() {
    return IntStream.range(0, 64);
  }

  /** Each digit counts, so no part of a signature will do for the whole. */
  @ParameterizedTest
  @MethodSource("places")
  void oneDigitChanged_noMatch(int place) {
    String right = stated().signature();
    assertEquals(64, right.length());
    assertTrue(matches(right));
    char digit = right.charAt(place);
    String other = digit == '0' ? "1" : "0";
    assertFalse(matches(right.substring(0, place) + other + right.substring(place + 1)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void cutOff_noMatch(int length) {
    assertFalse(matches(stated().signature().substring(0, length)));
  }

  @ParameterizedTest
  @CsvSource({
    "right, true",
    "right other, true",
    "other right, true",
    "right right, true",
    "other another, false",
    "other, false"
  })
  void anyOfTheKeys_isEnough(String keys, boolean matches) {
    List<String> all =
        List.of(keys.split(" ", -1)).stream()
            .map(key -> key.equals("right") ? Vector.SECRET : key)
            .toList();
    assertEquals(matches, Signature.matches(stated(), arrivedAt(Set.of(HOST)), all));
  }

  @Test
  void noKeyOrNoHost_noMatch() {
    assertFalse(Signature.matches(stated(), arrivedAt(Set.of(HOST)), List.of()));
    assertFalse(Signature.matches(stated(), arrivedAt(Set.of()), List.of(Vector.SECRET)));
  }

  @ParameterizedTest
  @CsvSource({"a.example.net, b.example.net", "b.example.net, a.example.net"})
  void anySpellingOfOurHost_isEnough(String one, String two) {
    List<String> keys = List.of(Vector.SECRET);
    assertTrue(Signature.matches(stated(), arrivedAt(Set.of(one, HOST, two)), keys));
    assertFalse(Signature.matches(stated(), arrivedAt(Set.of(one, two)), keys));
  }
}
