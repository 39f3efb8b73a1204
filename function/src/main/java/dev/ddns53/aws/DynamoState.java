package dev.ddns53.aws;

import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.Language;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.registry.RegistryDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Registry and state in DynamoDB: one BatchGetItem over both tables for each reading. */
public final class DynamoState implements State {

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
            .map(row -> StateRows.site(id, row))
            .orElseGet(() -> SiteState.unheard(id)));
  }

  @Override
  public List<NameRows> names(Collection<Fqdn> names) {
    Found found = read(names.stream().map(Keys::pk).toList());
    return names.stream().map(name -> rows(name, found)).toList();
  }

  @Override
  public List<SiteState> recentSites(Collection<SiteId> ids) {
    Map<String, Map<String, AttributeValue>> rows = recent(ids.stream().map(Keys::pk).toList());
    return ids.stream()
        .map(
            id ->
                Optional.ofNullable(rows.get(Keys.pk(id)))
                    .map(row -> StateRows.site(id, row))
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
                    .map(row -> StateRows.name(name, row))
                    .orElseGet(() -> NameState.unpublished(name)))
        .toList();
  }

  /** By partition key. */
  private Map<String, Map<String, AttributeValue>> recent(List<String> keys) {
    Map<String, Map<String, AttributeValue>> rows = new HashMap<>();
    tables
        .readRecent(Map.of(state, keys.stream().map(Keys::stateKey).toList()))
        .getOrDefault(state, List.of())
        .forEach(row -> rows.put(StateRows.textAt(row, Keys.PK), row));
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
        found.document(Keys.pk(name)).map(document -> name(name, document)),
        found
            .state(Keys.pk(name))
            .map(row -> StateRows.name(name, row))
            .orElseGet(() -> NameState.unpublished(name)));
  }

  @Override
  public boolean replace(State.Rows rows) {
    List<Put> puts = new ArrayList<>();
    rows.sites().forEach(site -> puts.add(put(StateRows.row(site), site.version())));
    rows.names().forEach(name -> puts.add(put(StateRows.row(name), name.version())));
    rows.notices().forEach(notice -> puts.add(first(OutboxRows.row(notice, language))));
    rows.history().forEach(entry -> puts.add(put(OutboxRows.row(entry)).build()));
    return tables.write(puts);
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

  private Found read(List<String> keys) {
    return new Found(
        tables.read(
            Map.of(
                registry, keys.stream().map(Keys::registryKey).toList(),
                state, keys.stream().map(Keys::stateKey).toList())));
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

  private static Name name(Fqdn fqdn, String document) {
    try {
      return RegistryDocuments.name(fqdn, document);
    } catch (InvalidJson e) {
      throw new Unavailable("the registry row of " + fqdn + " cannot be read", e);
    }
  }
}
