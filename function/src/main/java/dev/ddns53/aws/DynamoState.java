package dev.ddns53.aws;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.RegistryDocuments;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Language;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Registry and state in DynamoDB: one BatchGetItem over both tables for each reading. */
public final class DynamoState implements State, Traffic {

  private final Tables tables;
  private final String registry;
  private final String state;
  private final Language language;

  /**
   * State in these tables.
   *
   * @param language of the notices that are written
   */
  public DynamoState(
      DynamoDbClient dynamodb, String registryTable, String stateTable, Language language) {
    this.tables = new Tables(dynamodb);
    this.registry = registryTable;
    this.state = stateTable;
    this.language = language;
  }

  @Override
  public SiteRows site(SiteId id) {
    Found found = read(List.of(Keys.pk(id)));
    return new SiteRows(
        found.document(Keys.pk(id)).map(document -> site(id, document)),
        found
            .state(Keys.pk(id))
            .map(row -> SiteRow.read(id, row))
            .orElseGet(() -> SiteState.unheard(id)));
  }

  @Override
  public List<NameRows> names(Collection<Fqdn> names) {
    return rows(names, readNames(names, List.of()));
  }

  @Override
  public Reading names(Collection<Fqdn> names, ZoneId zone) {
    Found found = readNames(names, List.of(Keys.pk(zone), Keys.BUCKET));
    return new Reading(rows(names, found), traffic(zone, found));
  }

  @Override
  public Traffic.Rows rows(ZoneId zone) {
    return traffic(zone, read(List.of(), List.of(Keys.pk(zone), Keys.BUCKET)));
  }

  @Override
  public Turn turn(ZoneId zone) {
    return turn(zone, read(List.of(), List.of(Keys.pk(zone))));
  }

  private static Turn turn(ZoneId zone, Found found) {
    return found
        .state(Keys.pk(zone))
        .map(row -> TrafficRow.turn(zone, row))
        .orElseGet(() -> Turn.free(zone));
  }

  private static Traffic.Rows traffic(ZoneId zone, Found found) {
    return new Traffic.Rows(
        turn(zone, found),
        found.state(Keys.BUCKET).map(TrafficRow::bucket).orElse(Bucket.UNTOUCHED));
  }

  @Override
  public List<SiteState> recentSites(Collection<SiteId> ids) {
    Map<String, Map<String, AttributeValue>> rows = recent(ids.stream().map(Keys::pk).toList());
    return ids.stream()
        .map(
            id ->
                Optional.ofNullable(rows.get(Keys.pk(id)))
                    .map(row -> SiteRow.read(id, row))
                    .orElseGet(() -> SiteState.unheard(id)))
        .toList();
  }

  @Override
  public List<NameState> recentNames(Collection<Fqdn> names) {
    Map<String, Map<String, AttributeValue>> rows = recent(names.stream().map(Keys::pk).toList());
    return names.stream()
        .map(
            name ->
                Optional.ofNullable(rows.get(Keys.pk(name)))
                    .map(row -> NameRow.read(name, row))
                    .orElseGet(() -> NameState.unpublished(name)))
        .toList();
  }

  /** By partition key. */
  private Map<String, Map<String, AttributeValue>> recent(List<String> keys) {
    Map<String, Map<String, AttributeValue>> rows = new HashMap<>();
    tables
        .read(Map.of(state, keys.stream().map(Keys::stateKey).toList()), Set.of(state))
        .getOrDefault(state, List.of())
        .forEach(row -> rows.put(Attributes.textAt(row, Keys.PK), row));
    return rows;
  }

  @Override
  public List<HistoryEntry> history(Fqdn name, int most) {
    return tables.newestBefore(state, Keys.pk(name), Keys.CURRENT, most).stream()
        .map(row -> OutboxRows.entry(name, row))
        .toList();
  }

  private static NameRows rows(Fqdn name, Found found) {
    return new NameRows(
        document(name, found),
        found
            .state(Keys.pk(name))
            .map(row -> NameRow.read(name, row))
            .orElseGet(() -> NameState.unpublished(name)));
  }

  private static NameDocument document(Fqdn name, Found found) {
    return found
        .document(Keys.pk(name))
        .map(document -> name(name, document))
        .orElseGet(() -> NameDocument.none(name));
  }

  @Override
  public boolean replace(State.Rows rows) {
    List<Put> puts = new ArrayList<>();
    rows.sites().forEach(site -> puts.add(put(SiteRow.of(site), site.version())));
    rows.names().forEach(name -> puts.add(put(NameRow.of(name), name.version())));
    rows.notices().forEach(notice -> puts.add(first(OutboxRows.row(notice, language))));
    rows.history().forEach(entry -> puts.add(put(OutboxRows.row(entry)).build()));
    return tables.write(puts);
  }

  @Override
  public boolean replace(Turn next) {
    return tables.write(List.of(put(TrafficRow.of(next), next.version())));
  }

  @Override
  public boolean replace(Bucket next) {
    return tables.write(List.of(put(TrafficRow.of(next), next.version())));
  }

  /** Version 1 must be the first; any other must follow the one before it. */
  private Put put(Map<String, AttributeValue> row, long version) {
    if (version == 1) {
      return first(row);
    }
    return put(row)
        .conditionExpression("#version = :before")
        .expressionAttributeNames(Map.of("#version", Keys.VERSION))
        .expressionAttributeValues(Map.of(":before", Keys.number(version - 1)))
        .build();
  }

  private Put first(Map<String, AttributeValue> row) {
    return put(row).conditionExpression("attribute_not_exists(" + Keys.PK + ")").build();
  }

  private Put.Builder put(Map<String, AttributeValue> row) {
    return Put.builder().tableName(state).item(row);
  }

  /** Names' entries as they were a moment ago, and their rows as they are, with other rows. */
  private Found readNames(Collection<Fqdn> names, List<String> others) {
    List<String> keys = names.stream().map(Keys::pk).toList();
    return new Found(
        tables.read(
            keys(keys, Stream.concat(keys.stream(), others.stream()).toList()), Set.of(registry)));
  }

  /**
   * Where the row belongs to another registration than the entry says, one of both is older. The
   * entry is read once more, consistently: whoever wrote the row had seen it.
   */
  private List<NameRows> rows(Collection<Fqdn> names, Found found) {
    List<NameRows> rows = names.stream().map(name -> rows(name, found)).toList();
    List<String> again =
        rows.stream()
            .filter(DynamoState::belongToOthers)
            .map(each -> Keys.pk(each.state().name()))
            .toList();
    if (again.isEmpty()) {
      return rows;
    }
    Found entries = read(again, List.of());
    return rows.stream()
        .map(
            each ->
                belongToOthers(each)
                    ? new NameRows(document(each.state().name(), entries), each.state())
                    : each)
        .toList();
  }

  private static boolean belongToOthers(NameRows rows) {
    Registration registered = rows.state().registered();
    return !registered.equals(Registration.NONE)
        && !rows.name().map(Name::registered).equals(Optional.of(registered));
  }

  private Found read(List<String> keys) {
    return read(keys, keys);
  }

  private Found read(List<String> registered, List<String> stored) {
    return new Found(tables.read(keys(registered, stored)));
  }

  private Map<String, List<Map<String, AttributeValue>>> keys(
      List<String> registered, List<String> stored) {
    return Map.of(
        registry, registered.stream().map(Keys::registryKey).toList(),
        state, stored.stream().map(Keys::stateKey).toList());
  }

  private final class Found {

    private final Map<String, List<Map<String, AttributeValue>>> rows;

    Found(Map<String, List<Map<String, AttributeValue>>> rows) {
      this.rows = rows;
    }

    Optional<String> document(String pk) {
      return in(registry, pk)
          .flatMap(row -> Optional.ofNullable(row.get(Keys.DOCUMENT)).map(AttributeValue::s));
    }

    Optional<Map<String, AttributeValue>> state(String pk) {
      return in(state, pk);
    }

    private Optional<Map<String, AttributeValue>> in(String table, String pk) {
      return rows.getOrDefault(table, List.of()).stream()
          .filter(row -> Keys.text(pk).equals(row.get(Keys.PK)))
          .findFirst();
    }
  }

  private static Site site(SiteId id, String document) {
    try {
      return RegistryDocuments.site(id, document);
    } catch (InvalidJson e) {
      throw new Unavailable("the registry row of " + id + " cannot be read", e);
    }
  }

  private static NameDocument name(Fqdn fqdn, String document) {
    try {
      return RegistryDocuments.name(fqdn, document);
    } catch (InvalidJson e) {
      throw new Unavailable("the registry row of " + fqdn + " cannot be read", e);
    }
  }
}
