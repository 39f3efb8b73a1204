package dev.ddns53.infra.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.infra.settings.Webhook.SecretPlace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads who operates, and who is told of what. */
final class PeopleReader {

  /** What CloudFormation looks up itself, so that no secret stands in the template. */
  private static final String REFERENCE = "\\{\\{resolve:secretsmanager:[^{}\\s]+\\}\\}";

  private static final String URL = "https://(?:[^\\s{}<>\"]|" + REFERENCE + ")+";
  private static final String SECRET =
      "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+-[A-Za-z0-9]{6}"
          + "|[A-Za-z0-9/_+=.@-]{1,512}";
  private static final String KIND =
      "a kind of notices, such as stale (docs/notices.md has them), all or none";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Values values;

  PeopleReader(Values values) {
    this.values = values;
  }

  Settings.People people(String email) {
    return new Settings.People(
        values
            .one(Setting.OPERATOR_MFA, Settings.Mfa::parse, "condition or role")
            .orElse(Settings.Mfa.CONDITION),
        values.text(Setting.ALARM_EMAIL, email, "one address for e-mail"),
        kinds(Setting.NOTIFY),
        webhook(),
        values.number(Setting.REJECTED_SIGNATURES, 1, 1_000_000, 50),
        values.flag(Setting.DASHBOARD));
  }

  private Set<NoticeKind> kinds(Setting setting) {
    return switch (values.text(setting).orElse("")) {
      case "" -> NoticeKind.news();
      case "all" -> NoticeKind.all();
      case "none" -> Set.of();
      default -> Set.copyOf(values.many(setting, NoticeKind::parse, KIND));
    };
  }

  private Optional<Webhook> webhook() {
    Optional<String> url =
        values.text(
            Setting.WEBHOOK,
            URL,
            "an address that begins with https://; what is secret of it stands in Secrets Manager:"
                + " {{resolve:secretsmanager:NAME}}");
    Optional<String> secret =
        values.text(
            Setting.WEBHOOK_SECRET, SECRET, "the name or whole ARN of a secret in Secrets Manager");
    SecretPlace place =
        values
            .one(
                Setting.WEBHOOK_SECRET_AS,
                SecretPlace::parse,
                "header:NAME or query:NAME, a header or a parameter of the query")
            .orElse(SecretPlace.AUTHORIZATION);
    String body = values.text(Setting.WEBHOOK_BODY).filter(this::isBody).orElse(Webhook.TEXT);
    Set<NoticeKind> kinds = kinds(Setting.WEBHOOK_NOTIFY);
    if (values.text(Setting.WEBHOOK).isEmpty()) {
      Stream.of(
              Setting.WEBHOOK_SECRET,
              Setting.WEBHOOK_SECRET_AS,
              Setting.WEBHOOK_BODY,
              Setting.WEBHOOK_NOTIFY)
          .filter(setting -> values.text(setting).isPresent())
          .forEach(setting -> values.problem(setting, "is of use only with a webhook."));
    }
    return url.map(address -> new Webhook(address, secret, place, body, kinds));
  }

  /** Whether EventBridge makes JSON of it: it puts each value in with its quotes. */
  private boolean isBody(String text) {
    String filled = text;
    for (String field : List.copyOf(Webhook.FIELDS)) {
      filled = filled.replace("<" + field + ">", "\"x\"");
    }
    boolean fits = !filled.contains("<") && !filled.contains(">") && isObject(filled);
    if (!fits) {
      values.problem(
          Setting.WEBHOOK_BODY,
          "is no JSON object, or has other fields than <text>, <kind>, <at> and <id>. They stand"
              + " without quotes, as whole values.");
    }
    return fits;
  }

  private static boolean isObject(String text) {
    try {
      return MAPPER.readTree(text).isObject();
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }
}
