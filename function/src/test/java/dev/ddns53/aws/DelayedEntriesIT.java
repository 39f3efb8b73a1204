package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.Config;
import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.port.State;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/** DynamoDB's eventually consistent reads may show a registry as it was a moment ago. */
class DelayedEntriesIT extends OnEmulator {

  private static final String SITE = "tokyo";
  private static final String NAME = "vpn.tokyo.example.com";
  private static final Fqdn FQDN = World.fqdn(NAME);

  private int reads;
  private List<Map<String, AttributeValue>> old = List.of();

  @BeforeEach
  void register() {
    backend.site(SITE, NAME);
    backend.signer(SITE, World.FIRST_KEY);
    function.update(SITE, "{\"ipv4\":\"198.51.100.7\"}").assertRecord(200, "updated");
  }

  private State delayed() {
    Config config = backend.wiring().config();
    return new DynamoState(
        delaying(backend.wiring().clients().dynamodb(), config.registryTable()),
        config.registryTable(),
        config.stateTable(),
        config.language());
  }

  /** Answers what is not asked for consistently with {@link #old}. */
  private DynamoDbClient delaying(DynamoDbClient real, String registry) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("batchGetItem")) {
                return invoke(() -> method.invoke(real, arguments));
              }
              BatchGetItemRequest request = request(arguments[0]);
              reads++;
              BatchGetItemResponse answer = real.batchGetItem(request);
              boolean consistent =
                  !request.requestItems().containsKey(registry)
                      || request.requestItems().get(registry).consistentRead();
              return consistent ? answer : aged(answer, registry);
            });
  }

  private interface Call {
    Object run() throws IllegalAccessException, InvocationTargetException;
  }

  private static Object invoke(Call call) throws Throwable {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private static BatchGetItemRequest request(Object argument) {
    if (argument instanceof BatchGetItemRequest request) {
      return request;
    }
    BatchGetItemRequest.Builder builder = BatchGetItemRequest.builder();
    ((Consumer<BatchGetItemRequest.Builder>) argument).accept(builder);
    return builder.build();
  }

  private BatchGetItemResponse aged(BatchGetItemResponse answer, String registry) {
    Map<String, List<Map<String, AttributeValue>>> rows = new HashMap<>(answer.responses());
    rows.put(registry, old);
    return answer.copy(copy -> copy.responses(rows));
  }

  private void remember() {
    String table = backend.wiring().config().registryTable();
    old =
        List.of(
            backend
                .wiring()
                .clients()
                .dynamodb()
                .getItem(
                    get ->
                        get.tableName(table)
                            .key(Map.of(Keys.PK, Keys.text(Keys.pk(FQDN))))
                            .consistentRead(true))
                .item());
  }

  private Name registeredAgain() {
    Name name = backend.wiring().registry().read().name(FQDN).orElseThrow();
    return new Name(
        name.fqdn(),
        new Registration(name.registered().stamp().plusSeconds(5)),
        name.zone(),
        name.ttl(),
        name.policy(),
        name.members(),
        name.onDrift(),
        name.onGone(),
        name.probe(),
        name.adoption());
  }

  @Test
  void entryOfTheRowsRegistration_oneRead() {
    remember();
    assertEquals(
        backend.wiring().registry().read().document(FQDN),
        delayed().names(List.of(FQDN)).stream().map(State.NameRows::registered).findFirst());
    assertEquals(1, reads);
  }

  @Test
  void entryOlderThanTheRow_readOnceMoreAndNeverTaken() {
    remember();
    NameDocument moved = NameDocument.of(registeredAgain());
    backend.register(moved);
    function.pass(Duration.ofSeconds(2));
    function.update(SITE, "{\"ipv4\":\"198.51.100.8\"}");
    State.NameRows rows = delayed().names(List.of(FQDN)).getFirst();
    assertEquals(moved, rows.registered());
    assertEquals(moved.name().orElseThrow().registered(), rows.state().registered());
    assertEquals(2, reads);
  }
}
