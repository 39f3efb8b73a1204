package dev.ddns53.aws;

import static dev.ddns53.aws.Attributes.map;
import static dev.ddns53.aws.Attributes.time;
import static dev.ddns53.aws.Keys.number;
import static dev.ddns53.aws.Keys.text;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.SiteState.Moves;
import dev.ddns53.core.record.SiteState.Refusal;
import dev.ddns53.core.record.SiteState.Sighting;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A site's row in the state table. Times are epoch milliseconds, unless something else is said.
 *
 * <pre>
 *  pk        site#&lt;id&gt;            sk  current
 *  schema    of the row, a number
 *  version
 *  ipv4      the newest report: { address, left out when it said that there is none;
 *                                 more, a list of further ones, left out when there are none;
 *                                 prefix, of IPv6, likewise; at, epoch second; signature }
 *  ipv6      likewise
 *  seen      { at, source, client }
 *  stale     since when it counts as stale; left out when it does not
 *  refused   { code, since, told }; left out when people were told of no refusal
 *  budget    left out when no change was ever counted
 *  moves     { told, untold }; left out when people were told of none
 * </pre>
 */
final class SiteRow {

  private static final String SEEN = "seen";
  private static final String STALE = "stale";
  private static final String REFUSED = "refused";
  private static final String BUDGET = "budget";
  private static final String MOVES = "moves";
  private static final String ADDRESS = "address";
  private static final String MORE = "more";
  private static final String PREFIX = "prefix";
  private static final String AT = "at";
  private static final String TOLD = "told";

  private SiteRow() {}

  static Map<String, AttributeValue> of(SiteState state) {
    Map<String, AttributeValue> row = new HashMap<>(Keys.stateKey(Keys.pk(state.id())));
    Schema.put(row);
    row.put(Keys.VERSION, number(state.version()));
    state.newest().forEach((family, report) -> row.put(family.field(), report(report)));
    state.seen().ifPresent(seen -> row.put(SEEN, sighting(seen)));
    state.stale().ifPresent(since -> row.put(STALE, time(since)));
    state.refused().ifPresent(refusal -> row.put(REFUSED, refusal(refusal)));
    if (!state.budget().equals(Instant.EPOCH)) {
      row.put(BUDGET, time(state.budget()));
    }
    if (!state.moves().equals(Moves.NONE)) {
      Moves moves = state.moves();
      row.put(MOVES, map(Map.of(TOLD, time(moves.told()), "untold", number(moves.untold()))));
    }
    return row;
  }

  private static AttributeValue report(Report report) {
    Map<String, AttributeValue> row = new HashMap<>();
    report.address().ifPresent(address -> row.put(ADDRESS, text(address.toString())));
    if (!report.more().isEmpty()) {
      row.put(MORE, Attributes.addresses(report.more()));
    }
    report.prefix().ifPresent(prefix -> row.put(PREFIX, text(prefix.toString())));
    row.put(AT, number(report.at().getEpochSecond()));
    row.put("signature", text(report.signature()));
    return map(row);
  }

  private static AttributeValue sighting(Sighting seen) {
    return map(
        Map.of(
            AT,
            time(seen.at()),
            "source",
            text(seen.source().toString()),
            "client",
            text(seen.client())));
  }

  private static AttributeValue refusal(Refusal refusal) {
    return map(
        Map.of(
            "code",
            text(refusal.code().name()),
            "since",
            time(refusal.since()),
            TOLD,
            time(refusal.told())));
  }

  static SiteState read(SiteId id, Map<String, AttributeValue> row) {
    Map<Family, Report> newest = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      Attributes.mapAt(row, family.field())
          .ifPresent(report -> newest.put(family, readReport(report)));
    }
    return new SiteState(
        id,
        Attributes.longAt(row, Keys.VERSION),
        newest,
        Attributes.mapAt(row, SEEN).map(SiteRow::readSighting),
        Attributes.optionalTimeAt(row, STALE),
        Attributes.mapAt(row, REFUSED).map(SiteRow::readRefusal),
        Attributes.optionalTimeAt(row, BUDGET).orElse(Instant.EPOCH),
        Attributes.mapAt(row, MOVES).map(SiteRow::readMoves).orElse(Moves.NONE));
  }

  private static Report readReport(Map<String, AttributeValue> row) {
    return new Report(
        Optional.ofNullable(row.get(ADDRESS)).map(Attributes::address),
        Attributes.at(row, MORE).map(Attributes::readAddresses).orElse(List.of()),
        Optional.ofNullable(row.get(PREFIX))
            .map(prefix -> Ipv6Prefix.parse(prefix.s()).orElseThrow()),
        Instant.ofEpochSecond(Attributes.longAt(row, AT)),
        Attributes.textAt(row, "signature"));
  }

  private static Sighting readSighting(Map<String, AttributeValue> row) {
    return new Sighting(
        Attributes.timeAt(row, AT),
        Attributes.addressAt(row, "source"),
        Attributes.textAt(row, "client"));
  }

  private static Refusal readRefusal(Map<String, AttributeValue> row) {
    return new Refusal(
        Problem.Code.valueOf(Attributes.textAt(row, "code")),
        Attributes.timeAt(row, "since"),
        Attributes.timeAt(row, TOLD));
  }

  private static Moves readMoves(Map<String, AttributeValue> row) {
    return new Moves(
        Attributes.timeAt(row, TOLD), Math.toIntExact(Attributes.longAt(row, "untold")));
  }
}
