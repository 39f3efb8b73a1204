package dev.ddns53.aws;

import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * DynamoDB read and written the way that we need it, its errors told apart. Reading refuses rows of
 * a newer {@link Schema}.
 */
final class Tables {

  /** BatchGetItem takes this many keys. */
  private static final int KEYS_PER_READ = 100;

  private static final int ROUNDS = 5;
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final Set<String> LOST_RACE =
      Set.of("ConditionalCheckFailed", "TransactionConflict");
  private static final String NONE = "None";

  /** Asks the kernel: instances restored from one snapshot must neither wait nor draw alike. */
  static final SecureRandom RANDOM = new SecureRandom();

  private final DynamoDbClient dynamodb;

  Tables(DynamoDbClient dynamodb) {
    this.dynamodb = dynamodb;
  }

  /**
   * Reads rows by their keys, consistently: 100 keys a call.
   *
   * @param keys by table
   * @return rows by table; those that do not exist are left out
   */
  Map<String, List<Map<String, AttributeValue>>> read(
      Map<String, List<Map<String, AttributeValue>>> keys) {
    return read(keys, Set.of());
  }

  /**
   * Reads rows of one partition key whose sort key comes before another, the last of them first.
   */
  List<Map<String, AttributeValue>> newestBefore(String table, String pk, String sk, int most) {
    try {
      List<Map<String, AttributeValue>> rows =
          dynamodb
              .query(
                  query ->
                      query
                          .tableName(table)
                          .keyConditionExpression("#pk = :pk AND #sk < :sk")
                          .expressionAttributeNames(Map.of("#pk", Keys.PK, "#sk", Keys.SK))
                          .expressionAttributeValues(
                              Map.of(":pk", Keys.text(pk), ":sk", Keys.text(sk)))
                          .scanIndexForward(false)
                          .limit(most))
              .items();
      rows.forEach(row -> Schema.check(table, row));
      return rows;
    } catch (SdkException e) {
      throw new Unavailable("DynamoDB cannot be read", e);
    }
  }

  /**
   * The same, but rows of some tables as they were a moment ago, which costs half.
   *
   * @param recent these tables
   */
  Map<String, List<Map<String, AttributeValue>>> read(
      Map<String, List<Map<String, AttributeValue>>> keys, Set<String> recent) {
    Map<String, List<Map<String, AttributeValue>>> rows = new HashMap<>();
    for (Map<String, KeysAndAttributes> batch : batches(keys, recent)) {
      readBatch(batch, rows);
    }
    return rows;
  }

  private void readBatch(
      Map<String, KeysAndAttributes> batch, Map<String, List<Map<String, AttributeValue>>> rows) {
    Map<String, KeysAndAttributes> wanted = batch;
    for (int round = 0; round < ROUNDS && !wanted.isEmpty(); round++) {
      if (round > 0) {
        backOff(round);
      }
      Map<String, KeysAndAttributes> missing = wanted;
      try {
        BatchGetItemResponse response =
            dynamodb.batchGetItem(request -> request.requestItems(missing));
        response
            .responses()
            .forEach(
                (table, found) -> {
                  found.forEach(row -> Schema.check(table, row));
                  rows.merge(table, found, Tables::concatenated);
                });
        wanted = response.unprocessedKeys();
      } catch (SdkException e) {
        throw new Unavailable("DynamoDB cannot be read", e);
      }
    }
    if (!wanted.isEmpty()) {
      throw new Unavailable("DynamoDB left keys unread: its tables are throttled");
    }
  }

  /** From 0 to 40 ms before the second call, twice as long before each further one. */
  private static void backOff(int round) {
    LockSupport.parkNanos(RANDOM.nextLong(FIRST_PAUSE_NANOS << round));
  }

  private static <T> List<T> concatenated(List<T> a, List<T> b) {
    List<T> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static List<Map<String, KeysAndAttributes>> batches(
      Map<String, List<Map<String, AttributeValue>>> keys, Set<String> recent) {
    List<Map<String, KeysAndAttributes>> batches = new ArrayList<>();
    Map<String, List<Map<String, AttributeValue>>> batch = new HashMap<>();
    int size = 0;
    for (Map.Entry<String, List<Map<String, AttributeValue>>> table : keys.entrySet()) {
      for (Map<String, AttributeValue> key : table.getValue()) {
        if (size == KEYS_PER_READ) {
          batches.add(request(batch, recent));
          batch = new HashMap<>();
          size = 0;
        }
        batch.computeIfAbsent(table.getKey(), t -> new ArrayList<>()).add(key);
        size++;
      }
    }
    if (size > 0) {
      batches.add(request(batch, recent));
    }
    return batches;
  }

  private static Map<String, KeysAndAttributes> request(
      Map<String, List<Map<String, AttributeValue>>> keys, Set<String> recent) {
    Map<String, KeysAndAttributes> request = new HashMap<>();
    keys.forEach(
        (table, each) ->
            request.put(
                table,
                KeysAndAttributes.builder()
                    .keys(each)
                    .consistentRead(!recent.contains(table))
                    .build()));
    return request;
  }

  /**
   * Puts rows, all or none: one as a conditional put, several as a transaction.
   *
   * @return whether all conditions held and the rows are written
   */
  boolean write(List<Put> puts) {
    if (puts.size() == 1) {
      Put put = puts.getFirst();
      return attempt(() -> dynamodb.putItem(alone(put)), put.item());
    }
    return transact(
        puts.stream().map(put -> TransactWriteItem.builder().put(put).build()).toList());
  }

  /**
   * Carries out writes, all or none.
   *
   * @return whether all conditions held and the rows are written
   */
  boolean transact(List<TransactWriteItem> items) {
    return attempt(
        () -> dynamodb.transactWriteItems(request -> request.transactItems(items)), Map.of());
  }

  /**
   * Writes.
   *
   * @param row that a put writes. When its answer got lost, it is sent again, by the SDK or by the
   *     JDK below it, and then meets itself. A transaction has a token against that.
   */
  private static boolean attempt(Runnable write, Map<String, AttributeValue> row) {
    try {
      write.run();
      return true;
    } catch (ConditionalCheckFailedException lost) {
      return lost.hasItem() && lost.item().equals(row);
    } catch (TransactionConflictException lost) {
      return false;
    } catch (TransactionCanceledException canceled) {
      if (isLostRace(canceled)) {
        return false;
      }
      throw new Unavailable("DynamoDB cancelled a transaction", canceled);
    } catch (AwsServiceException e) {
      if (e.statusCode() < 500 && isFirstAttempt(e)) {
        throw new Unavailable("DynamoDB refused a write", e);
      }
      throw new Unconfirmed("DynamoDB did not confirm a write", e);
    } catch (SdkException e) {
      throw new Unconfirmed("DynamoDB did not confirm a write", e);
    }
  }

  /** A later attempt's refusal says nothing of an earlier one, whose answer may have got lost. */
  private static boolean isFirstAttempt(AwsServiceException e) {
    return Objects.equals(e.numAttempts(), 1);
  }

  private static boolean isLostRace(TransactionCanceledException canceled) {
    return canceled.cancellationReasons().stream()
        .map(CancellationReason::code)
        .filter(code -> !NONE.equals(code))
        .allMatch(LOST_RACE::contains);
  }

  private static PutItemRequest alone(Put put) {
    PutItemRequest.Builder request =
        PutItemRequest.builder()
            .tableName(put.tableName())
            .item(put.item())
            .conditionExpression(put.conditionExpression())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (put.hasExpressionAttributeNames()) {
      request.expressionAttributeNames(put.expressionAttributeNames());
    }
    if (put.hasExpressionAttributeValues()) {
      request.expressionAttributeValues(put.expressionAttributeValues());
    }
    return request.build();
  }
}
