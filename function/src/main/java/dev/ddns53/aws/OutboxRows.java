package dev.ddns53.aws;

import static dev.ddns53.aws.Keys.number;
import static dev.ddns53.aws.Keys.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Language;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.notice.NoticeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows of notices and history in the state table.
 *
 * <p>{@code notice#<id>}, {@code current}: {@code kind}, {@code at}, {@code text} for people, and
 * {@code doc}, the notice as JSON: {@code version} of its schema, {@code id}, {@code kind}, {@code
 * at}, {@code site}, {@code name}, {@code facts}, {@code text}.
 *
 * <p>{@code name#<fqdn>}, {@code <time>#<version>}: {@code what}, {@code at}, {@code version},
 * {@code facts}, a map of texts, and {@code order}, the list of its keys.
 *
 * <p>Times are ISO 8601 of always as many digits, so that they sort. Each row has {@code schema},
 * its version, and {@code expires}.
 */
final class OutboxRows {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int DOCUMENT_SCHEMA = 1;
  private static final String KIND = "kind";
  private static final String AT = "at";
  private static final String TEXT = "text";

  private OutboxRows() {}

  static Map<String, AttributeValue> row(Notice notice, Language language) {
    Map<String, AttributeValue> row = new HashMap<>(Keys.stateKey(Keys.pk(notice)));
    Schema.put(row);
    row.put(KIND, text(notice.kind().slug()));
    row.put(AT, text(TIME.format(notice.at())));
    row.put(TEXT, text(NoticeText.of(notice, language)));
    row.put(Keys.DOCUMENT, text(document(notice, language)));
    row.put(Keys.EXPIRES, expiry(notice.at(), Limits.NOTICE_KEPT));
    return row;
  }

  private static String document(Notice notice, Language language) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", DOCUMENT_SCHEMA);
    root.put("id", notice.id());
    root.put(KIND, notice.kind().slug());
    root.put(AT, TIME.format(notice.at()));
    notice.site().ifPresent(site -> root.put("site", site.value()));
    notice.name().ifPresent(name -> root.put("name", name.value()));
    ObjectNode facts = root.putObject("facts");
    notice.facts().forEach(facts::put);
    root.put(TEXT, NoticeText.of(notice, language));
    return StrictJson.text(root);
  }

  static Map<String, AttributeValue> row(HistoryEntry entry) {
    String at = TIME.format(entry.at());
    Map<String, AttributeValue> row =
        new HashMap<>(Keys.stateKey(Keys.pk(entry.name()), at + "#" + entry.version()));
    Schema.put(row);
    row.put("what", text(entry.what().slug()));
    row.put(AT, text(at));
    row.put(Keys.VERSION, number(entry.version()));
    Map<String, AttributeValue> facts = new HashMap<>();
    entry.facts().forEach((fact, value) -> facts.put(fact, text(value)));
    row.put("facts", AttributeValue.fromM(facts));
    row.put(
        "order", AttributeValue.fromL(entry.facts().keySet().stream().map(Keys::text).toList()));
    row.put(Keys.EXPIRES, expiry(entry.at(), Limits.HISTORY_KEPT));
    return row;
  }

  static HistoryEntry entry(Fqdn name, Map<String, AttributeValue> row) {
    String slug = Attributes.textAt(row, "what");
    Map<String, String> facts = new LinkedHashMap<>();
    Map<String, AttributeValue> values = Attributes.required(row, "facts").m();
    Attributes.required(row, "order")
        .l()
        .forEach(fact -> facts.put(fact.s(), Attributes.textAt(values, fact.s())));
    return new HistoryEntry(
        name,
        Instant.parse(Attributes.textAt(row, AT)),
        Attributes.longAt(row, Keys.VERSION),
        HistoryEntry.What.of(slug)
            .orElseThrow(() -> new IllegalArgumentException("the row tells of " + slug)),
        facts);
  }

  private static AttributeValue expiry(Instant at, Duration kept) {
    return number(at.plus(kept).getEpochSecond());
  }
}
