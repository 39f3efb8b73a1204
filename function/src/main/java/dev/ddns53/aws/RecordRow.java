package dev.ddns53.aws;

import static dev.ddns53.aws.Attributes.map;
import static dev.ddns53.aws.Attributes.time;
import static dev.ddns53.aws.Keys.number;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Drift;
import dev.ddns53.core.record.RecordState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record within its name's row. Times are epoch milliseconds.
 *
 * <pre>
 *  wanted      a content, as {@link ContentRow} has it
 *  made        version of the name's row
 *  confirmed   likewise; 0 before the first
 *  known       a content
 *  candidates  [ { content, last } ], the oldest first; left out when there are none
 *  noted       true; left out when nobody noted a first publication
 *  stage       as {@link StageRow} has it
 *  drift       { found: [ record sets as JSON ], since }; left out when there is none
 * </pre>
 */
final class RecordRow {

  private static final String WANTED = "wanted";
  private static final String MADE = "made";
  private static final String CONFIRMED = "confirmed";
  private static final String KNOWN = "known";
  private static final String CANDIDATES = "candidates";
  private static final String CONTENT = "content";
  private static final String LAST = "last";
  private static final String NOTED = "noted";
  private static final String STAGE = "stage";
  private static final String DRIFT = "drift";

  private RecordRow() {}

  static AttributeValue of(RecordState record) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(WANTED, ContentRow.of(record.wanted()));
    row.put(MADE, number(record.made()));
    row.put(CONFIRMED, number(record.confirmed()));
    row.put(KNOWN, ContentRow.of(record.known()));
    if (!record.candidates().isEmpty()) {
      row.put(CANDIDATES, candidates(record.candidates()));
    }
    record.note().ifPresent(who -> row.put(NOTED, AttributeValue.fromS(who)));
    row.put(STAGE, StageRow.of(record.stage()));
    record
        .drift()
        .ifPresent(
            drift ->
                row.put(
                    DRIFT,
                    map(
                        Map.of(
                            StageRow.FOUND,
                            StageRow.found(drift.found()),
                            StageRow.SINCE,
                            time(drift.since())))));
    return map(row);
  }

  /** Always in the same order: a row that stands there already is compared to the letter. */
  private static AttributeValue candidates(Map<Content, Instant> candidates) {
    List<AttributeValue> all =
        candidates.entrySet().stream()
            .sorted(
                Map.Entry.<Content, Instant>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(Content::text))))
            .map(
                each ->
                    map(Map.of(CONTENT, ContentRow.of(each.getKey()), LAST, time(each.getValue()))))
            .toList();
    return AttributeValue.fromL(all);
  }

  static RecordState read(Family family, Map<String, AttributeValue> row) {
    Map<Content, Instant> candidates = new HashMap<>();
    Attributes.at(row, CANDIDATES)
        .ifPresent(
            all ->
                all.l()
                    .forEach(
                        each ->
                            candidates.put(
                                ContentRow.read(family, Attributes.required(each.m(), CONTENT)),
                                Attributes.timeAt(each.m(), LAST))));
    return new RecordState(
        ContentRow.read(family, Attributes.required(row, WANTED)),
        Attributes.longAt(row, MADE),
        Attributes.longAt(row, CONFIRMED),
        ContentRow.read(family, Attributes.required(row, KNOWN)),
        candidates,
        Attributes.at(row, NOTED).map(AttributeValue::s),
        StageRow.read(Attributes.required(row, STAGE).m()),
        Attributes.mapAt(row, DRIFT)
            .map(
                drift ->
                    new Drift(
                        StageRow.readFound(drift), Attributes.timeAt(drift, StageRow.SINCE))));
  }
}
