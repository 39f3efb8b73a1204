package dev.ddns53.core.notice;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a notice says to a person, as it stands in a mail. All wording of notices is here. */
public final class NoticeText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private NoticeText() {}

  public static String of(Notice notice, Language language) {
    Facts facts = new Facts(notice);
    return switch (language) {
      case ENGLISH -> english(notice, facts);
      case JAPANESE -> japanese(notice, facts);
    };
  }

  private static String english(Notice notice, Facts facts) {
    String subject = facts.subject();
    String at = TIME.format(notice.at());
    return switch (notice.kind()) {
      case ADDRESS_CHANGED ->
          lines(
              "%s has a new address since %s: %s."
                  .formatted(subject, at, facts.moves("was", "new")),
              facts.line("It changed %s times more since the last message.", "more-changes"),
              facts.line("Its names: %s.", "names"));
      case STALE ->
          lines(
              "%s is silent: it was last heard at %s, from %s."
                  .formatted(subject, facts.time("last-seen"), facts.get("source")),
              facts.line("Its names: %s.", "names"),
              "Look whether the place has power and a line, and whether its cron job runs.");
      case RECOVERED ->
          lines(
              "%s is heard again, at %s.".formatted(subject, at),
              facts.line("It had been silent since %s.", "silent-since"),
              facts.moves("was", "new").isEmpty()
                  ? ""
                  : "Its address: " + facts.moves("was", "new") + ".");
      case FAILED_OVER ->
          lines(
              "%s has failed over at %s: %s.".formatted(subject, at, facts.records("was", "new")),
              facts.line("Not healthy: %s.", "down"));
      case FAILED_BACK ->
          lines(
              "%s is back where it belongs, at %s: %s."
                  .formatted(subject, at, facts.records("was", "new")),
              facts.line("Still not healthy: %s.", "down"));
      case MEMBER_DOWN ->
          lines(
              "A member of %s does not answer, at %s.".formatted(subject, at),
              facts.line("Not healthy: %s.", "down"),
              "What is published stays.");
      case MEMBER_UP ->
          lines(
              "A member of %s answers again, at %s.".formatted(subject, at),
              facts.line("Still not healthy: %s.", "down"),
              "What is published stays.");
      case DRIFT_FOUND ->
          lines(
              "Route 53 does not hold what was published for %s, found at %s:"
                  .formatted(subject, at),
              facts.drift("expected", "found"),
              switch (facts.get("action")) {
                case "repair" -> "It is being written again.";
                case "replace" -> "The newer address replaces it.";
                case "left" -> "ddns53 publishes nothing there any more, so it is left as it is.";
                case "hold" ->
                    "Nothing is changed until an operator runs: ddns53 name repair " + subject;
                default ->
                    "Nothing was changed: the next new address replaces it. To have it written"
                        + " again at once, run: ddns53 name repair "
                        + subject;
              });
      case DRIFT_CLEARED ->
          lines(
              "Route 53 holds again what was published for %s, seen at %s.".formatted(subject, at));
      case UPDATE_REFUSED ->
          lines(
              "%s is talking to us, but %s, since %s."
                  .formatted(subject, refusal(facts.get("code")), facts.time("since")),
              facts.line("The last request came from %s.", "source"),
              facts.line("It was answered: %s", "detail"));
      case RECORD_REJECTED ->
          lines("Route 53 refuses the record of %s, at %s.".formatted(subject, at), facts.rest());
      case CHANGE_STUCK ->
          lines(
              "A change of %s did not get through, seen at %s. It was submitted again."
                  .formatted(subject, at),
              facts.rest());
      case RECORD_BLOCKED ->
          lines(
              "%s cannot be published: at its name stands a record that ddns53 did not make, seen at %s."
                  .formatted(subject, at),
              facts.rest(),
              "If ddns53 shall replace it, an operator runs: ddns53 name adopt " + subject);
      case RECORD_DENIED ->
          lines(
              "%s cannot be published: IAM does not permit its name, seen at %s."
                  .formatted(subject, at),
              facts.rest(),
              "Add it to the stack's setting names, then deploy.");
      case ZONE_DENIED ->
          lines(
              "IAM permits no change in the hosted zone %s, seen at %s."
                  .formatted(facts.get("zone"), at),
              facts.rest(),
              "What is due there stays due. Add the zone to the stack's settings, then deploy.");
      case ORPHANED ->
          lines(
              "A record of %s is left behind in the hosted zone %s, seen at %s."
                  .formatted(subject, facts.get("zone"), at),
              facts.rest(),
              "Delete it by hand if nobody needs it: ddns53 name orphans lists it.");
      case ADOPTION_VOID ->
          lines(
              "%s was not taken over: something else stands there than was agreed to, seen at %s."
                  .formatted(subject, at),
              facts.rest(),
              "Look at it, then run again: ddns53 name adopt " + subject);
    };
  }

  private static String refusal(String code) {
    return switch (code) {
      case "signature-wrong" -> "its key is wrong";
      case "clock-skew" -> "its clock is wrong";
      case "source-not-allowed" -> "from a network that it may not call from";
      case "address-refused" -> "it reports an address that it may not have";
      case "name-not-yours" -> "it asks for a name that it does not feed";
      case "not-ours" -> "at its name stands a record that ddns53 did not make";
      case "drift" -> "somebody changed its record by hand, and it waits for an operator";
      case "too-many-changes" -> "it changes its address too often";
      default -> "its requests are refused (" + code + ")";
    };
  }

  private static String japanese(Notice notice, Facts facts) {
    String subject = facts.subject();
    String at = TIME.format(notice.at());
    return switch (notice.kind()) {
      case ADDRESS_CHANGED ->
          lines(
              "%s のアドレスが変わりました(%s): %s".formatted(subject, at, facts.moves("変更前", "新規")),
              facts.line("前回の通知からの変更: さらに %s 回", "more-changes"),
              facts.line("対象の名前: %s", "names"));
      case STALE ->
          lines(
              "%s からの報告が途絶えています。最後の報告: %s(送信元 %s)"
                  .formatted(subject, facts.time("last-seen"), facts.get("source")),
              facts.line("対象の名前: %s", "names"),
              "電源、回線、cron の動作を確認してください。");
      case RECOVERED ->
          lines(
              "%s からの報告が再開しました(%s)。".formatted(subject, at),
              facts.line("途絶えていた期間の始まり: %s", "silent-since"),
              facts.moves("変更前", "新規").isEmpty() ? "" : "アドレス: " + facts.moves("変更前", "新規"));
      case FAILED_OVER ->
          lines(
              "%s を待機系に切り替えました(%s): %s".formatted(subject, at, facts.records("変更前", "新規")),
              facts.line("正常でないもの: %s", "down"));
      case FAILED_BACK ->
          lines(
              "%s を本来の宛先に戻しました(%s): %s".formatted(subject, at, facts.records("変更前", "新規")),
              facts.line("まだ正常でないもの: %s", "down"));
      case MEMBER_DOWN ->
          lines(
              "%s のメンバーが応答しません(%s)。".formatted(subject, at),
              facts.line("正常でないもの: %s", "down"),
              "公開中のレコードはそのままです。");
      case MEMBER_UP ->
          lines(
              "%s のメンバーが応答するようになりました(%s)。".formatted(subject, at),
              facts.line("まだ正常でないもの: %s", "down"),
              "公開中のレコードはそのままです。");
      case DRIFT_FOUND ->
          lines(
              "%s について、Route 53 の内容が公開したものと違います(検出 %s):".formatted(subject, at),
              facts.drift("期待", "実際"),
              switch (facts.get("action")) {
                case "repair" -> "書き直しています。";
                case "replace" -> "新しいアドレスで置き換えます。";
                case "left" -> "ddns53 はもう何も公開しないため、そのままにします。";
                case "hold" -> "次のコマンドを実行するまで変更しません: ddns53 name repair " + subject;
                default -> "変更はしていません。次の新しいアドレスで置き換えます。すぐに書き直すには: ddns53 name repair " + subject;
              });
      case DRIFT_CLEARED ->
          lines("%s について、Route 53 の内容が公開したものと再び一致しました(%s)。".formatted(subject, at));
      case UPDATE_REFUSED ->
          lines(
              "%s から要求が届いていますが、%s(%s から)。"
                  .formatted(subject, japaneseRefusal(facts.get("code")), facts.time("since")),
              facts.line("最後の要求の送信元: %s", "source"),
              facts.line("応答の内容: %s", "detail"));
      case RECORD_REJECTED ->
          lines("Route 53 が %s のレコードを拒否しました(%s)。".formatted(subject, at), facts.rest());
      case CHANGE_STUCK ->
          lines("%s の変更が反映されていなかったため、再送しました(%s)。".formatted(subject, at), facts.rest());
      case RECORD_BLOCKED ->
          lines(
              "%s を公開できません。ddns53 が作成していないレコードがあります(検出 %s)。".formatted(subject, at),
              facts.rest(),
              "置き換えてよければ、次のコマンドを実行します: ddns53 name adopt " + subject);
      case RECORD_DENIED ->
          lines(
              "%s を公開できません。IAM がこの名前を許可していません(検出 %s)。".formatted(subject, at),
              facts.rest(),
              "スタックの設定 names に追加し、デプロイしてください。");
      case ZONE_DENIED ->
          lines(
              "IAM がホストゾーン %s の変更を許可していません(検出 %s)。".formatted(facts.get("zone"), at),
              facts.rest(),
              "未反映の変更は保留されています。スタックの設定にゾーンを追加し、デプロイしてください。");
      case ORPHANED ->
          lines(
              "%s のレコードがホストゾーン %s に残っています(検出 %s)。".formatted(subject, facts.get("zone"), at),
              facts.rest(),
              "不要なら手で削除してください。一覧: ddns53 name orphans");
      case ADOPTION_VOID ->
          lines(
              "%s を引き継ぎませんでした。同意した内容と違うレコードがあります(検出 %s)。".formatted(subject, at),
              facts.rest(),
              "確認してから、もう一度実行してください: ddns53 name adopt " + subject);
    };
  }

  private static String japaneseRefusal(String code) {
    return switch (code) {
      case "signature-wrong" -> "鍵が正しくありません";
      case "clock-skew" -> "時計がずれています";
      case "source-not-allowed" -> "許可されていないネットワークからです";
      case "address-refused" -> "報告できないアドレスを報告しています";
      case "name-not-yours" -> "担当していない名前を要求しています";
      case "not-ours" -> "その名前には ddns53 が作成していないレコードがあります";
      case "drift" -> "レコードが手で変更され、運用者の判断を待っています";
      case "too-many-changes" -> "アドレスの変更が多すぎます";
      default -> "拒否されています(" + code + ")";
    };
  }

  private static String lines(String... lines) {
    return String.join("\n", Stream.of(lines).filter(line -> !line.isEmpty()).toList());
  }

  /** A notice's facts as parts of sentences. */
  private record Facts(Notice notice) {

    String subject() {
      return notice
          .name()
          .map(Fqdn::value)
          .or(() -> notice.site().map(SiteId::value))
          .orElse("ddns53");
    }

    String get(String fact) {
      return notice.facts().getOrDefault(fact, "");
    }

    String time(String fact) {
      return Optional.of(get(fact))
          .filter(text -> !text.isEmpty())
          .map(text -> TIME.format(Instant.parse(text)))
          .orElse("-");
    }

    /** A sentence with a fact, times made readable; empty without the fact. */
    String line(String sentence, String fact) {
      if (get(fact).isEmpty()) {
        return "";
      }
      return sentence.formatted(fact.endsWith("since") ? time(fact) : get(fact));
    }

    /** The addresses of a site: {@code 192.0.2.2 (was 192.0.2.1)}. */
    String moves(String was, String first) {
      List<String> parts = new ArrayList<>();
      for (Family family : Family.values()) {
        addMove(family.field(), was, first, parts);
      }
      return String.join(", ", parts);
    }

    /** The record sets of a name, likewise. */
    String records(String was, String first) {
      List<String> parts = new ArrayList<>();
      for (Family family : Family.values()) {
        addMove(family.recordType(), was, first, parts);
      }
      return String.join(", ", parts);
    }

    private void addMove(String fact, String was, String first, List<String> parts) {
      if (!get(fact).isEmpty()) {
        String old = get("old-" + fact);
        String before = old.isEmpty() ? first : was + " " + old;
        parts.add("%s %s [%s]".formatted(fact, get(fact), before));
      }
    }

    String drift(String expected, String found) {
      List<String> parts = new ArrayList<>();
      for (Family family : Family.values()) {
        String type = family.recordType();
        if (!get("found-" + type).isEmpty()) {
          parts.add(
              "  %s: %s %s, %s %s"
                  .formatted(type, expected, get(type), found, get("found-" + type)));
        }
      }
      return String.join("\n", parts);
    }

    /** All facts, one a line. */
    String rest() {
      return String.join(
          "\n",
          notice.facts().entrySet().stream()
              .map(fact -> "  " + fact.getKey() + ": " + fact.getValue())
              .toList());
    }
  }
}
