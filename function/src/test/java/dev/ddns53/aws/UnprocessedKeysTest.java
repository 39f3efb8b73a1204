package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.core.port.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** A table that is throttled answers some keys, and leaves others to another call. */
final class UnprocessedKeysTest {

  private static final List<Map<String, AttributeValue>> KEYS = List.of(key("a"), key("b"));

  private static Map<String, AttributeValue> key(String pk) {
    return Map.of(Keys.PK, Keys.text(pk));
  }

  /** Answers the first key of a call alone; none in calls before one. */
  private static final class Throttled implements DynamoDbClient {

    private final int answersFrom;
    private int calls;

    Throttled(int answersFrom) {
      this.answersFrom = answersFrom;
    }

    @Override
    public BatchGetItemResponse batchGetItem(Consumer<BatchGetItemRequest.Builder> consumer) {
      BatchGetItemRequest.Builder builder = BatchGetItemRequest.builder();
      consumer.accept(builder);
      KeysAndAttributes asked = builder.build().requestItems().values().iterator().next();
      int answered = ++calls < answersFrom ? 0 : 1;
      List<Map<String, AttributeValue>> left = asked.keys().subList(answered, asked.keys().size());
      return BatchGetItemResponse.builder()
          .responses(Map.of("rows", asked.keys().subList(0, answered)))
          .unprocessedKeys(
              left.isEmpty() ? Map.of() : Map.of("rows", asked.copy(copy -> copy.keys(left))))
          .build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  @Test
  void keysThatWereLeft_askedForAgain() {
    Throttled table = new Throttled(2);
    assertEquals(Map.of("rows", KEYS), new Tables(table).read(Map.of("rows", KEYS)));
    assertEquals(3, table.calls);
  }

  @Test
  void keysThatAreLeftForGood_unavailableAndNeverAbsent() {
    Throttled table = new Throttled(Integer.MAX_VALUE);
    Tables tables = new Tables(table);
    assertThrows(Unavailable.class, () -> tables.read(Map.of("rows", KEYS)));
    assertEquals(5, table.calls);
  }
}
