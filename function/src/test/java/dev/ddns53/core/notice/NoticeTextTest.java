package dev.ddns53.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people read of a notice. */
class NoticeTextTest {

  private static final Instant AT = Instant.parse("2026-11-23T20:20:46Z");
  private static final Fqdn NAME = Fqdn.parse("vpn.tokyo.example.com").orElseThrow();
  private static final SiteId TOKYO = new SiteId("tokyo");

  private static Notice notice(Notice.Kind kind) {
    return Notice.of(kind, "tokyo#7", AT);
  }

  private static Notice drift(String action) {
    return notice(Notice.Kind.DRIFT_FOUND)
        .about(NAME)
        .with("A", "192.0.2.1 (TTL 60)")
        .with("found-A", "203.0.113.66 (TTL 60)")
        .with("action", action);
  }

  @ParameterizedTest
  @EnumSource(Notice.Kind.class)
  void eachKind_saidInBothLanguages_withFactsOrWithout(Notice.Kind kind) {
    String english = NoticeText.of(subject(kind), Language.ENGLISH);
    String japanese = NoticeText.of(subject(kind), Language.JAPANESE);
    for (String text : new String[] {english, japanese}) {
      assertTrue(text.startsWith(NAME.value()) || text.contains(" " + NAME.value()), text);
      assertFalse(text.contains("null") || text.contains("%"), text);
    }
    assertTrue(english.chars().allMatch(c -> c < 0x80), english);
    assertTrue(japanese.chars().anyMatch(c -> c >= 0x3040 && c <= 0x30ff), japanese);
  }

  /** A notice about a name; one of a zone names the zone. */
  private static Notice subject(Notice.Kind kind) {
    return kind == Notice.Kind.ZONE_DENIED
        ? notice(kind).with("zone", NAME.value())
        : notice(kind).about(NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "alert,  ENGLISH,  Nothing was changed: the next new address replaces it.",
    "repair, ENGLISH,  It is being written again.",
    "alert,  JAPANESE, 変更はしていません。",
    "repair, JAPANESE, 書き直しています。",
    "hold,   ENGLISH,  Nothing is changed until an operator runs: ddns53 name repair",
    "replace, ENGLISH, The newer address replaces it."
  })
  void drift_saysWhatWasExpectedFoundAndDone(String action, Language language, String done) {
    String text = NoticeText.of(drift(action), language);
    assertTrue(text.contains("192.0.2.1 (TTL 60)") && text.contains("203.0.113.66"), text);
    assertTrue(text.contains("2026-11-23 20:20:46 UTC") && text.contains(done), text);
  }

  @ParameterizedTest
  @CsvSource({
    "signature-wrong,    its key is wrong,       鍵が正しくありません",
    "clock-skew,         its clock is wrong,     時計がずれています",
    "source-not-allowed, from a network,         許可されていないネットワーク",
    "address-refused,    it reports an address,  報告できないアドレス",
    "busy,               (busy),                 (busy)"
  })
  void refusal_saysSinceWhen(String code, String english, String japanese) {
    Notice notice =
        notice(Notice.Kind.UPDATE_REFUSED)
            .about(TOKYO)
            .with("code", code)
            .with("since", "2026-11-23T09:12:00Z");
    String said = NoticeText.of(notice, Language.ENGLISH);
    assertTrue(said.startsWith("tokyo is talking to us, but ") && said.contains(english), said);
    assertTrue(said.contains("2026-11-23 09:12:00 UTC"), said);
    String other = NoticeText.of(notice, Language.JAPANESE);
    assertTrue(other.startsWith("tokyo ") && other.contains(japanese), other);
  }

  @Test
  void languages_byTheirCodes() {
    assertEquals(Optional.of(Language.ENGLISH), Language.of("en"));
    assertEquals(Optional.of(Language.JAPANESE), Language.of("ja"));
    assertEquals(Optional.empty(), Language.of("fr"));
  }
}
