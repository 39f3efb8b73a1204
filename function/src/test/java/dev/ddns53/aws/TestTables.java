package dev.ddns53.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tables for tests whose streams nobody reads. */
public final class TestTables {

  private TestTables() {}

  /**
   * Creates both tables without a stream. Once a table has one, DynamoDB Local looks through all
   * stream records of the last day, those of deleted tables too, whenever it is asked for a row: a
   * call becomes slower with each write that any test has made before.
   */
  public static void create(DynamoDbClient dynamodb, String registryTable, String stateTable) {
    TableSchema.create(dynamodb, registryTable, stateTable);
    dynamodb.updateTable(
        update ->
            update
                .tableName(stateTable)
                .streamSpecification(stream -> stream.streamEnabled(false)));
  }
}
