package dev.ddns53.aws;

import static dev.ddns53.aws.Keys.number;
import static dev.ddns53.aws.Keys.text;

import dev.ddns53.core.model.AliasTarget;
import dev.ddns53.core.model.Attempts;
import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.Report;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows of sites and names in the state table.
 *
 * <p>{@code site#<id>}: {@code version}; {@code ipv4} and {@code ipv6}, each a map of {@code
 * address}, {@code at} (epoch second), {@code signature}; {@code seen}, a map of {@code at} (epoch
 * millisecond), {@code source}, {@code client}; {@code stale} (epoch second), there only while it
 * counts as stale; {@code refused}, a map of {@code code}, {@code since}, {@code told}.
 *
 * <p>{@code name#<fqdn>}: {@code version}; {@code said}, a map by family of site to address; {@code
 * A} and {@code AAAA}, each a map of {@code addresses} and {@code ttl}, or {@code alias} and {@code
 * aliasZone}, and of {@code version}, {@code published}, {@code change}, {@code submitted}, {@code
 * tried}, {@code underWay} and {@code contested} (epoch milliseconds until which), {@code rejected}
 * (why); {@code pending}, there only while a record set waits for Route 53, so that a stream filter
 * can ask for it; {@code health} and {@code drift} as {@link CheckRows} has them.
 */
final class StateRows {

  private static final String PENDING = "pending";
  private static final String SEEN = "seen";
  private static final String SAID = "said";
  private static final String ALIAS = "alias";
  private static final String SUBMITTED = "submitted";

  private StateRows() {}

  static Map<String, AttributeValue> row(SiteState state) {
    Map<String, AttributeValue> row = new HashMap<>(Keys.stateKey(Keys.pk(state.id())));
    row.put(Keys.VERSION, number(state.version()));
    state
        .newest()
        .forEach(
            (family, report) ->
                row.put(
                    family.field(),
                    map(
                        Map.of(
                            "address", text(report.address().toString()),
                            "at", number(report.at().getEpochSecond()),
                            "signature", text(report.signature())))));
    state
        .seen()
        .ifPresent(
            seen ->
                row.put(
                    SEEN,
                    map(
                        Map.of(
                            "at", number(seen.at().toEpochMilli()),
                            "source", text(seen.source().toString()),
                            "client", text(seen.client())))));
    CheckRows.put(state, row);
    return row;
  }

  static SiteState site(SiteId id, Map<String, AttributeValue> row) {
    Map<Family, Report> newest = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      at(row, family.field())
          .ifPresent(
              report ->
                  newest.put(
                      family,
                      new Report(
                          address(report.m(), "address"),
                          Instant.ofEpochSecond(longAt(report.m(), "at")),
                          textAt(report.m(), "signature"))));
    }
    Optional<SiteState.Sighting> seen =
        at(row, SEEN)
            .map(AttributeValue::m)
            .map(
                map ->
                    new SiteState.Sighting(
                        Instant.ofEpochMilli(longAt(map, "at")),
                        address(map, "source"),
                        textAt(map, "client")));
    return new SiteState(
        id, longAt(row, Keys.VERSION), newest, seen, CheckRows.stale(row), CheckRows.refused(row));
  }

  static Map<String, AttributeValue> row(NameState state) {
    Map<String, AttributeValue> row = new HashMap<>(Keys.stateKey(Keys.pk(state.name())));
    row.put(Keys.VERSION, number(state.version()));
    Map<String, AttributeValue> said = new HashMap<>();
    state
        .said()
        .forEach(
            (family, sites) -> {
              Map<String, AttributeValue> addresses = new HashMap<>();
              sites.forEach(
                  (site, address) -> addresses.put(site.value(), text(address.toString())));
              said.put(family.field(), map(addresses));
            });
    row.put(SAID, map(said));
    state.records().forEach((family, record) -> row.put(family.recordType(), row(record)));
    CheckRows.put(state, row);
    if (!state.pending().isEmpty()) {
      row.put(
          PENDING,
          text(
              String.join(
                  ",", state.pending().stream().map(Family::recordType).sorted().toList())));
    }
    return row;
  }

  private static AttributeValue row(RecordState record) {
    Map<String, AttributeValue> row = new HashMap<>();
    switch (record.publication()) {
      case Publication.Addresses publication -> {
        row.put(
            "addresses",
            AttributeValue.fromL(
                publication.addresses().stream()
                    .map(address -> text(address.toString()))
                    .toList()));
        row.put("ttl", number(publication.ttl().seconds()));
      }
      case Publication.Alias publication -> {
        row.put(ALIAS, text(publication.alias().dnsName().value()));
        row.put("aliasZone", text(publication.alias().zone().value()));
      }
    }
    row.put(Keys.VERSION, number(record.version()));
    row.put("published", number(record.published()));
    record
        .changeId()
        .ifPresent(
            change -> {
              row.put("change", text(change.value()));
              change.submitted().ifPresent(at -> row.put(SUBMITTED, number(at.getEpochSecond())));
            });
    put(row, "tried", record.attempts().tried());
    put(row, "underWay", record.attempts().underWay());
    put(row, "contested", record.attempts().contested());
    record.rejected().ifPresent(reason -> row.put("rejected", text(reason)));
    return map(row);
  }

  static NameState name(Fqdn name, Map<String, AttributeValue> row) {
    Map<Family, Map<SiteId, IpAddress>> said = new EnumMap<>(Family.class);
    Map<Family, RecordState> records = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      at(required(row, SAID).m(), family.field())
          .ifPresent(sites -> said.put(family, addresses(sites.m())));
      at(row, family.recordType())
          .ifPresent(record -> records.put(family, record(family, record.m())));
    }
    return new NameState(
        name,
        longAt(row, Keys.VERSION),
        said,
        records,
        CheckRows.health(row),
        CheckRows.deviations(row));
  }

  private static RecordState record(Family family, Map<String, AttributeValue> row) {
    return new RecordState(
        publication(family, row),
        longAt(row, Keys.VERSION),
        longAt(row, "published"),
        at(row, "change")
            .map(
                change ->
                    new ChangeId(
                        change.s(),
                        at(row, SUBMITTED)
                            .map(at -> Instant.ofEpochSecond(Long.parseLong(at.n()))))),
        new Attempts(
            at(row, "tried").map(StateRows::instant),
            at(row, "underWay").map(StateRows::instant),
            at(row, "contested").map(StateRows::instant)),
        at(row, "rejected").map(AttributeValue::s));
  }

  private static void put(
      Map<String, AttributeValue> row, String attribute, Optional<Instant> time) {
    time.ifPresent(at -> row.put(attribute, number(at.toEpochMilli())));
  }

  private static Instant instant(AttributeValue millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis.n()));
  }

  private static Publication publication(Family family, Map<String, AttributeValue> row) {
    if (row.containsKey(ALIAS)) {
      return new Publication.Alias(
          family,
          new AliasTarget(new Fqdn(textAt(row, ALIAS)), new ZoneId(textAt(row, "aliasZone"))));
    }
    return Publication.of(
        family,
        new Ttl(Math.toIntExact(longAt(row, "ttl"))),
        required(row, "addresses").l().stream()
            .map(address -> IpAddress.parse(address.s()).orElseThrow())
            .toList());
  }

  private static Map<SiteId, IpAddress> addresses(Map<String, AttributeValue> sites) {
    Map<SiteId, IpAddress> addresses = new HashMap<>();
    sites.forEach(
        (site, address) ->
            addresses.put(new SiteId(site), IpAddress.parse(address.s()).orElseThrow()));
    return Map.copyOf(addresses);
  }

  static Optional<AttributeValue> at(Map<String, AttributeValue> row, String attribute) {
    return Optional.ofNullable(row.get(attribute));
  }

  static AttributeValue required(Map<String, AttributeValue> row, String attribute) {
    return at(row, attribute)
        .orElseThrow(() -> new IllegalArgumentException("the row has no " + attribute));
  }

  static String textAt(Map<String, AttributeValue> row, String attribute) {
    return required(row, attribute).s();
  }

  static long longAt(Map<String, AttributeValue> row, String attribute) {
    return Long.parseLong(required(row, attribute).n());
  }

  static IpAddress address(Map<String, AttributeValue> row, String attribute) {
    return IpAddress.parse(textAt(row, attribute)).orElseThrow();
  }

  static AttributeValue map(Map<String, AttributeValue> entries) {
    return AttributeValue.fromM(entries);
  }
}
