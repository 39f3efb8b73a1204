package dev.ddns53.aws;

import static dev.ddns53.aws.Attributes.map;
import static dev.ddns53.aws.Keys.number;
import static dev.ddns53.aws.Keys.text;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordState;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A name's row in the state table.
 *
 * <pre>
 *  pk          name#&lt;fqdn&gt;          sk  current
 *  schema      of the row, a number
 *  version
 *  registered  the stamp of the registration that it belongs to, epoch milliseconds; 0 for none
 *  said        { ipv4: { &lt;site&gt;: address }, ipv6: likewise }
 *  more        { ipv4: { &lt;site&gt;: [ further addresses ] }, ipv6: likewise }; left out when no site
 *              has any
 *  A           the record of this registration, as {@link RecordRow} has it; left out before one
 *  AAAA        likewise
 *  pending     "A", "AAAA" or "A,AAAA": which of these are due; left out when none is, so that the
 *              stream's filter can ask for it
 *  health      as {@link HealthRow} has it; left out when nothing is known against anybody
 *  former      { &lt;stamp&gt;: { A, AAAA } }: records of earlier registrations; left out when there
 *              are none
 *  settled     [ stamps ] in ascending order; left out when there are none
 * </pre>
 */
final class NameRow {

  private static final String REGISTERED = "registered";
  private static final String SAID = "said";
  private static final String MORE = "more";
  private static final String PENDING = "pending";
  private static final String HEALTH = "health";
  private static final String FORMER = "former";
  private static final String SETTLED = "settled";

  private NameRow() {}

  static Map<String, AttributeValue> of(NameState state) {
    Map<String, AttributeValue> row = new HashMap<>(Keys.stateKey(Keys.pk(state.name())));
    Schema.put(row);
    row.put(Keys.VERSION, number(state.version()));
    row.put(REGISTERED, stamp(state.registered()));
    row.put(SAID, said(state.said(), address -> text(address.toString())));
    if (!state.more().isEmpty()) {
      row.put(MORE, said(state.more(), Attributes::addresses));
    }
    row.putAll(records(state.records()));
    if (!state.due().isEmpty()) {
      row.put(
          PENDING,
          text(String.join(",", state.due().stream().map(Family::recordType).sorted().toList())));
    }
    if (!state.health().equals(Health.NONE)) {
      row.put(HEALTH, HealthRow.of(state.health()));
    }
    if (!state.former().isEmpty()) {
      Map<String, AttributeValue> former = new HashMap<>();
      state
          .former()
          .forEach(
              (registration, records) ->
                  former.put(stamp(registration).n(), map(records(records))));
      row.put(FORMER, map(former));
    }
    if (!state.settled().isEmpty()) {
      row.put(
          SETTLED,
          AttributeValue.fromL(state.settled().stream().sorted().map(NameRow::stamp).toList()));
    }
    return row;
  }

  private static <T> AttributeValue said(
      Map<Family, Map<SiteId, T>> said, Function<T, AttributeValue> value) {
    Map<String, AttributeValue> families = new HashMap<>();
    said.forEach(
        (family, sites) -> {
          Map<String, AttributeValue> addresses = new HashMap<>();
          sites.forEach((site, address) -> addresses.put(site.value(), value.apply(address)));
          families.put(family.field(), map(addresses));
        });
    return map(families);
  }

  private static Map<String, AttributeValue> records(Map<Family, RecordState> records) {
    Map<String, AttributeValue> row = new HashMap<>();
    records.forEach((family, record) -> row.put(family.recordType(), RecordRow.of(record)));
    return row;
  }

  private static AttributeValue stamp(Registration registration) {
    return Attributes.time(registration.stamp());
  }

  static NameState read(Fqdn name, Map<String, AttributeValue> row) {
    Map<Registration, Map<Family, RecordState>> former = new HashMap<>();
    Attributes.mapAt(row, FORMER)
        .ifPresent(
            all ->
                all.forEach(
                    (stamp, records) -> former.put(readStamp(stamp), readRecords(records.m()))));
    Set<Registration> settled = new HashSet<>();
    Attributes.at(row, SETTLED)
        .ifPresent(all -> all.l().forEach(stamp -> settled.add(readStamp(stamp.n()))));
    return new NameState(
        name,
        Attributes.longAt(row, Keys.VERSION),
        readStamp(Attributes.required(row, REGISTERED).n()),
        readSaid(Attributes.required(row, SAID).m(), Attributes::address),
        readSaid(Attributes.mapAt(row, MORE).orElse(Map.of()), Attributes::readAddresses),
        readRecords(row),
        Attributes.mapAt(row, HEALTH).map(HealthRow::read).orElse(Health.NONE),
        former,
        settled);
  }

  private static <T> Map<Family, Map<SiteId, T>> readSaid(
      Map<String, AttributeValue> families, Function<AttributeValue, T> read) {
    Map<Family, Map<SiteId, T>> said = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      Attributes.mapAt(families, family.field())
          .ifPresent(
              sites -> {
                Map<SiteId, T> bySite = new HashMap<>();
                sites.forEach((site, value) -> bySite.put(new SiteId(site), read.apply(value)));
                said.put(family, Map.copyOf(bySite));
              });
    }
    return said;
  }

  private static Map<Family, RecordState> readRecords(Map<String, AttributeValue> row) {
    Map<Family, RecordState> records = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      Attributes.mapAt(row, family.recordType())
          .ifPresent(record -> records.put(family, RecordRow.read(family, record)));
    }
    return Map.copyOf(records);
  }

  private static Registration readStamp(String millis) {
    return new Registration(Instant.ofEpochMilli(Long.parseLong(millis)));
  }
}
