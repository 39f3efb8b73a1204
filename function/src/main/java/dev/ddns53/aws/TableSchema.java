package dev.ddns53.aws;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The keys of both tables, made where no stack does: in local mode and in tests. */
public final class TableSchema {

  private TableSchema() {}

  private static final StreamSpecification STREAM =
      StreamSpecification.builder()
          .streamEnabled(true)
          .streamViewType(StreamViewType.NEW_IMAGE)
          .build();

  /** Creates the tables that are not there yet. */
  public static void create(DynamoDbClient dynamodb, String registryTable, String stateTable) {
    create(
        dynamodb,
        registryTable,
        table(stateTable, List.of(Keys.PK, Keys.SK)).streamSpecification(STREAM).build());
  }

  /**
   * Creates the tables that are not there yet, without a stream. Once a table has one, DynamoDB
   * Local looks through all stream records of the last day, those of deleted tables too, whenever
   * it is asked for a row: a call becomes slower with each write that was made before.
   */
  public static void createWithoutStream(
      DynamoDbClient dynamodb, String registryTable, String stateTable) {
    create(dynamodb, registryTable, table(stateTable, List.of(Keys.PK, Keys.SK)).build());
  }

  /** Gives the table its stream. */
  public static void addStream(DynamoDbClient dynamodb, String stateTable) {
    dynamodb.updateTable(update -> update.tableName(stateTable).streamSpecification(STREAM));
  }

  private static void create(
      DynamoDbClient dynamodb, String registryTable, CreateTableRequest stateTable) {
    createMissing(dynamodb, table(registryTable, List.of(Keys.PK)).build());
    boolean created = createMissing(dynamodb, stateTable);
    if (created) {
      dynamodb.updateTimeToLive(
          ttl ->
              ttl.tableName(stateTable.tableName())
                  .timeToLiveSpecification(
                      expiry -> expiry.enabled(true).attributeName(Keys.EXPIRES)));
    }
  }

  private static boolean createMissing(DynamoDbClient dynamodb, CreateTableRequest table) {
    try {
      dynamodb.createTable(table);
      dynamodb.waiter().waitUntilTableExists(wait -> wait.tableName(table.tableName()));
      return true;
    } catch (ResourceInUseException exists) {
      return false;
    }
  }

  private static CreateTableRequest.Builder table(String name, List<String> keys) {
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            keys.stream()
                .map(
                    key ->
                        AttributeDefinition.builder()
                            .attributeName(key)
                            .attributeType(ScalarAttributeType.S)
                            .build())
                .toList())
        .keySchema(
            keys.stream()
                .map(
                    key ->
                        KeySchemaElement.builder()
                            .attributeName(key)
                            .keyType(key.equals(Keys.PK) ? KeyType.HASH : KeyType.RANGE)
                            .build())
                .toList());
  }
}
