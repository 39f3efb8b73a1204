package dev.ddns53.aws;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.RegistryDocuments;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Unavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The registry table, for operators.
 *
 * <pre>
 *  pk       site#&lt;id&gt; or name#&lt;fqdn&gt;
 *  schema   of the row, a number
 *  doc      the document, as {@link RegistryDocuments} has it
 * </pre>
 */
public final class DynamoRegistry implements Registry {

  private final DynamoDbClient dynamodb;
  private final Tables tables;
  private final String table;

  public DynamoRegistry(DynamoDbClient dynamodb, String table) {
    this.dynamodb = dynamodb;
    this.tables = new Tables(dynamodb);
    this.table = table;
  }

  @Override
  public Fleet read() {
    List<Site> sites = new ArrayList<>();
    List<NameDocument> names = new ArrayList<>();
    read(scan -> scan.consistentRead(true), sites, names);
    return new Fleet(sites, names);
  }

  private void read(Consumer<ScanRequest.Builder> how, List<Site> sites, List<NameDocument> names) {
    try {
      for (Map<String, AttributeValue> row :
          dynamodb.scanPaginator(scan -> how.accept(scan.tableName(table))).items()) {
        Schema.check(table, row);
        Row.of(row).addTo(sites, names);
      }
    } catch (SdkException e) {
      throw new Unavailable("the registry table " + table + " cannot be read", e);
    } catch (InvalidJson e) {
      throw new Unavailable("a row of the registry table " + table + " cannot be read", e);
    }
  }

  /** DynamoDB reads all rows, but only those come that may be meant. */
  @Override
  public List<Site> instanceSites() {
    List<Site> sites = new ArrayList<>();
    read(
        scan ->
            scan.consistentRead(true)
                .filterExpression(
                    "begins_with("
                        + Keys.PK
                        + ", :site) AND contains("
                        + Keys.DOCUMENT
                        + ", :field)")
                .expressionAttributeValues(
                    Map.of(":site", Keys.text(Keys.SITE), ":field", Keys.text("\"instance\":"))),
        sites,
        new ArrayList<>());
    return sites.stream().filter(site -> site.instance().isPresent()).toList();
  }

  @Override
  public boolean write(List<Change> changes) {
    return tables.transact(changes.stream().map(this::item).toList());
  }

  private TransactWriteItem item(Change change) {
    String pk =
        switch (change) {
          case Change.OfSite(SiteId id, var before, var after) -> Keys.pk(id);
          case Change.OfName(Fqdn name, var before, var after) -> Keys.pk(name);
        };
    Optional<String> before =
        switch (change) {
          case Change.OfSite site -> site.before().map(RegistryDocuments::document);
          case Change.OfName name -> name.before().map(RegistryDocuments::document);
        };
    Optional<String> after =
        switch (change) {
          case Change.OfSite site -> site.after().map(RegistryDocuments::document);
          case Change.OfName name -> name.after().map(RegistryDocuments::document);
        };
    Condition condition = Condition.on(before);
    return after
        .map(document -> put(pk, document, condition))
        .orElseGet(() -> delete(pk, condition));
  }

  private TransactWriteItem put(String pk, String document, Condition condition) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(row(pk, document))
                    .conditionExpression(condition.expression)
                    .expressionAttributeValues(condition.values()))
        .build();
  }

  private static Map<String, AttributeValue> row(String pk, String document) {
    Map<String, AttributeValue> row = new HashMap<>(Keys.registryKey(pk));
    Schema.put(row);
    row.put(Keys.DOCUMENT, Keys.text(document));
    return row;
  }

  private TransactWriteItem delete(String pk, Condition condition) {
    return TransactWriteItem.builder()
        .delete(
            delete ->
                delete
                    .tableName(table)
                    .key(Keys.registryKey(pk))
                    .conditionExpression(condition.expression)
                    .expressionAttributeValues(condition.values()))
        .build();
  }

  /** That the row still is as it was read. */
  private record Condition(String expression, Optional<String> document) {

    static Condition on(Optional<String> before) {
      return before.isPresent()
          ? new Condition(Keys.DOCUMENT + " = :before", before)
          : new Condition("attribute_not_exists(" + Keys.PK + ")", before);
    }

    /** What the expression refers to; null, as the SDK wants it, when that is nothing. */
    @org.jspecify.annotations.Nullable
    Map<String, AttributeValue> values() {
      return document.map(text -> Map.of(":before", Keys.text(text))).orElse(null);
    }
  }

  /** A registry row. */
  private record Row(String pk, String document) {

    static Row of(Map<String, AttributeValue> row) {
      return new Row(text(row, Keys.PK), text(row, Keys.DOCUMENT));
    }

    private static String text(Map<String, AttributeValue> row, String attribute) {
      return Optional.ofNullable(row.get(attribute)).map(AttributeValue::s).orElse("");
    }

    void addTo(List<Site> sites, List<NameDocument> names) throws InvalidJson {
      String subject = Keys.subject(pk);
      if (Keys.isSite(pk)) {
        SiteId id = SiteId.parse(subject).orElseThrow(() -> new InvalidJson(pk));
        sites.add(RegistryDocuments.site(id, document));
      } else if (Keys.isName(pk)) {
        Fqdn fqdn = Fqdn.parse(subject).orElseThrow(() -> new InvalidJson(pk));
        names.add(RegistryDocuments.name(fqdn, document));
      }
    }
  }
}
