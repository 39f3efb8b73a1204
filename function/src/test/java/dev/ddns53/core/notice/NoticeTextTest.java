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

  /** Why a site is refused, each in words of its own. */
  @ParameterizedTest
  @CsvSource({
    "name-not-yours,   it asks for a name that it does not feed, 担当していない名前を要求しています",
    "not-ours, at its name stands a record that ddns53 did not make,"
        + " その名前には ddns53 が作成していないレコードがあります",
    "drift, 'somebody changed its record by hand, and it waits for an operator',"
        + " 'レコードが手で変更され、運用者の判断を待っています'",
    "too-many-changes, it changes its address too often, アドレスの変更が多すぎます"
  })
  void refusalOfAProvedSite_saidWithItsAnswer(String code, String english, String japanese) {
    Notice notice =
        notice(Notice.Kind.UPDATE_REFUSED)
            .about(TOKYO)
            .with("code", code)
            .with("since", "2026-11-23T09:12:00Z")
            .with("source", "198.51.100.7")
            .with("detail", "Look there.");
    assertEquals(
        "tokyo is talking to us, but "
            + english
            + ", since 2026-11-23 09:12:00 UTC.\nThe last request came from 198.51.100.7.\n"
            + "It was answered: Look there.",
        NoticeText.of(notice, Language.ENGLISH));
    assertEquals(
        "tokyo から要求が届いていますが、"
            + japanese
            + "(2026-11-23 09:12:00 UTC から)。\n最後の要求の送信元: 198.51.100.7\n応答の内容: Look there.",
        NoticeText.of(notice, Language.JAPANESE));
  }

  private static void assertSaid(Notice notice, String english, String japanese) {
    assertEquals(english, NoticeText.of(notice, Language.ENGLISH));
    assertEquals(japanese, NoticeText.of(notice, Language.JAPANESE));
  }

  @Test
  void moveOfASite_eachFamilyWithWhatItWas() {
    Notice moved =
        notice(Notice.Kind.ADDRESS_CHANGED)
            .about(TOKYO)
            .with("ipv4", "192.0.2.2")
            .with("old-ipv4", "192.0.2.1")
            .with("ipv6", "2001:db8::1")
            .with("more-changes", "4")
            .with("names", "a.example.com,b.example.com");
    assertSaid(
        moved,
        """
        tokyo has a new address since 2026-11-23 20:20:46 UTC: ipv4 192.0.2.2 [was 192.0.2.1], \
        ipv6 2001:db8::1 [new].
        It changed 4 times more since the last message.
        Its names: a.example.com,b.example.com.\
        """,
        """
        tokyo のアドレスが変わりました(2026-11-23 20:20:46 UTC): ipv4 192.0.2.2 [変更前 192.0.2.1], \
        ipv6 2001:db8::1 [新規]
        前回の通知からの変更: さらに 4 回
        対象の名前: a.example.com,b.example.com\
        """);
  }

  @Test
  void siteIsBack_withItsAddressWhereThatIsNew() {
    Notice back =
        notice(Notice.Kind.RECOVERED).about(TOKYO).with("silent-since", "2026-11-23T09:12:00Z");
    assertSaid(
        back,
        """
        tokyo is heard again, at 2026-11-23 20:20:46 UTC.
        It had been silent since 2026-11-23 09:12:00 UTC.\
        """,
        """
        tokyo からの報告が再開しました(2026-11-23 20:20:46 UTC)。
        途絶えていた期間の始まり: 2026-11-23 09:12:00 UTC\
        """);
    assertSaid(
        back.with("ipv4", "192.0.2.2"),
        """
        tokyo is heard again, at 2026-11-23 20:20:46 UTC.
        It had been silent since 2026-11-23 09:12:00 UTC.
        Its address: ipv4 192.0.2.2 [new].\
        """,
        """
        tokyo からの報告が再開しました(2026-11-23 20:20:46 UTC)。
        途絶えていた期間の始まり: 2026-11-23 09:12:00 UTC
        アドレス: ipv4 192.0.2.2 [新規]\
        """);
  }

  @Test
  void siteIsSilent_sinceWhenOrNeverHeard() {
    assertTrue(
        NoticeText.of(
                notice(Notice.Kind.STALE)
                    .about(TOKYO)
                    .with("last-seen", "2026-11-23T09:12:00Z")
                    .with("source", "198.51.100.7"),
                Language.ENGLISH)
            .startsWith(
                "tokyo is silent: it was last heard at 2026-11-23 09:12:00 UTC, from"
                    + " 198.51.100.7."));
    assertTrue(
        NoticeText.of(notice(Notice.Kind.STALE).about(TOKYO), Language.JAPANESE)
            .contains("最後の報告: -("));
  }

  @Test
  void failOver_eachRecordWithWhatItWasAndWhoIsDown() {
    Notice over =
        notice(Notice.Kind.FAILED_OVER)
            .about(NAME)
            .with("A", "192.0.2.2")
            .with("old-A", "192.0.2.1")
            .with("AAAA", "2001:db8::1")
            .with("down", "tokyo");
    assertSaid(
        over,
        """
        vpn.tokyo.example.com has failed over at 2026-11-23 20:20:46 UTC: \
        A 192.0.2.2 [was 192.0.2.1], AAAA 2001:db8::1 [new].
        Not healthy: tokyo.\
        """,
        """
        vpn.tokyo.example.com を待機系に切り替えました(2026-11-23 20:20:46 UTC): \
        A 192.0.2.2 [変更前 192.0.2.1], AAAA 2001:db8::1 [新規]
        正常でないもの: tokyo\
        """);
  }

  @Test
  void driftOfBothFamilies_aLineEach() {
    Notice both = drift("left").with("AAAA", "2001:db8::1 (TTL 60)").with("found-AAAA", "nothing");
    assertSaid(
        both,
        """
        Route 53 does not hold what was published for vpn.tokyo.example.com, found at \
        2026-11-23 20:20:46 UTC:
          A: expected 192.0.2.1 (TTL 60), found 203.0.113.66 (TTL 60)
          AAAA: expected 2001:db8::1 (TTL 60), found nothing
        ddns53 publishes nothing there any more, so it is left as it is.\
        """,
        """
        vpn.tokyo.example.com について、Route 53 の内容が公開したものと違います(検出 2026-11-23 20:20:46 UTC):
          A: 期待 192.0.2.1 (TTL 60), 実際 203.0.113.66 (TTL 60)
          AAAA: 期待 2001:db8::1 (TTL 60), 実際 nothing
        ddns53 はもう何も公開しないため、そのままにします。\
        """);
    assertFalse(
        NoticeText.of(drift("left"), Language.ENGLISH).contains("AAAA"), "only what was found");
  }

  @ParameterizedTest
  @CsvSource({"hold, 次のコマンドを実行するまで変更しません", "replace, 新しいアドレスで置き換えます"})
  void drift_saidInJapaneseToo(String action, String said) {
    assertTrue(NoticeText.of(drift(action), Language.JAPANESE).contains(said));
  }

  /** What has no sentence of its own is listed, one fact a line. */
  @ParameterizedTest
  @EnumSource(
      value = Notice.Kind.class,
      names = {
        "RECORD_REJECTED",
        "CHANGE_STUCK",
        "RECORD_BLOCKED",
        "RECORD_DENIED",
        "ZONE_DENIED",
        "ORPHANED",
        "ADOPTION_VOID"
      })
  void otherKinds_listTheirFacts(Notice.Kind kind) {
    Notice notice = notice(kind).about(NAME).with("zone", "Z0EXAMPLE").with("found", "a record");
    for (Language language : Language.values()) {
      String text = NoticeText.of(notice, language);
      assertTrue(text.contains("\n  zone: Z0EXAMPLE\n  found: a record"), text);
    }
  }

  /** A notice of neither a site nor a name is the service's own. */
  @Test
  void noSubject_theService() {
    assertTrue(
        NoticeText.of(notice(Notice.Kind.CHANGE_STUCK), Language.ENGLISH)
            .startsWith("A change of ddns53 did not get through"));
  }
}
