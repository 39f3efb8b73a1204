package dev.ddns53.aws;

import static dev.ddns53.aws.Attributes.map;
import static dev.ddns53.aws.Attributes.time;
import static dev.ddns53.aws.Keys.text;

import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How far a record has got, within its row. Times are epoch milliseconds.
 *
 * <pre>
 *  { is: "due" }
 *  { is: "published", change, submitted }: the change's id and time, as far as they are known
 *  { is: "blocked", found: [ record sets as JSON ], since }
 *  { is: "rejected", reason }
 *  { is: "denied", reason }
 * </pre>
 */
final class StageRow {

  static final String FOUND = "found";
  static final String SINCE = "since";
  private static final String IS = "is";
  private static final String CHANGE = "change";
  private static final String SUBMITTED = "submitted";
  private static final String REASON = "reason";

  private StageRow() {}

  static AttributeValue of(Stage stage) {
    Map<String, AttributeValue> row = new HashMap<>();
    switch (stage) {
      case Stage.Due due -> row.put(IS, text("due"));
      case Stage.Published(Optional<ChangeId> change) -> {
        row.put(IS, text("published"));
        change.ifPresent(id -> row.put(CHANGE, text(id.value())));
        change
            .flatMap(ChangeId::submitted)
            .ifPresent(submitted -> row.put(SUBMITTED, time(submitted)));
      }
      case Stage.Blocked blocked -> {
        row.put(IS, text("blocked"));
        row.put(FOUND, found(blocked.found()));
        row.put(SINCE, time(blocked.since()));
      }
      case Stage.Rejected(String reason) -> {
        row.put(IS, text("rejected"));
        row.put(REASON, text(reason));
      }
      case Stage.Denied(String reason) -> {
        row.put(IS, text("denied"));
        row.put(REASON, text(reason));
      }
    }
    return map(row);
  }

  static Stage read(Map<String, AttributeValue> row) {
    String is = Attributes.textAt(row, IS);
    return switch (is) {
      case "due" -> new Stage.Due();
      case "published" ->
          new Stage.Published(
              Attributes.at(row, CHANGE)
                  .map(id -> new ChangeId(id.s(), Attributes.optionalTimeAt(row, SUBMITTED))));
      case "blocked" -> new Stage.Blocked(readFound(row), Attributes.timeAt(row, SINCE));
      case "rejected" -> new Stage.Rejected(Attributes.textAt(row, REASON));
      case "denied" -> new Stage.Denied(Attributes.textAt(row, REASON));
      default -> throw new IllegalArgumentException("the row has an unknown stage " + is);
    };
  }

  static AttributeValue found(List<RecordSet> sets) {
    return AttributeValue.fromL(sets.stream().map(RecordSet::json).map(Keys::text).toList());
  }

  static List<RecordSet> readFound(Map<String, AttributeValue> row) {
    List<RecordSet> sets = new ArrayList<>();
    for (AttributeValue json : Attributes.required(row, FOUND).l()) {
      try {
        sets.add(RecordSet.parse(json.s()));
      } catch (InvalidJson e) {
        throw new IllegalArgumentException("the row has a record set that is no JSON", e);
      }
    }
    return sets;
  }
}
