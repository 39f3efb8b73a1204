package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.World;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.NameState;
import dev.ddns53.emulator.http.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reading more rows than one call brings. */
class TablesIT extends OnEmulator {

  private static final SiteId SITE = new SiteId("tokyo");

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i + ".example.com").toList();
  }

  /**
   * Each name is two keys, and a name's row and history two writes. Puts besides the marks of the
   * names: a token of the bucket, the zone's turn, and its release.
   */
  @Test
  void siteOfAllNamesItMayHave_oneCallForTheNamesAndOneTransaction() {
    List<String> names = names(Limits.NAMES_PER_SITE);
    backend.site(SITE.value(), names.toArray(String[]::new));
    backend.signer(SITE.value(), World.FIRST_KEY);
    function.update(SITE.value(), "{\"ipv4\":\"198.51.100.7\"}").assertRecord(200, "updated");
    assertCalls(
        Map.of(READ, 2, TRANSACT, 1, CHANGE, 1, PUT, Limits.NAMES_PER_SITE + 3),
        () ->
            function
                .update(SITE.value(), "{\"ipv4\":\"198.51.100.8\"}")
                .assertRecord(200, "updated"));
    names.forEach(name -> assertEquals(List.of("198.51.100.8"), values(name, "A"), name));
  }

  @Test
  void oneCallOfTwoFails_nothingIsTakenForAbsent() {
    List<Fqdn> names = names(60).stream().map(World::fqdn).toList();
    backend
        .emulator()
        .faults()
        .add(new Fault("dynamodb", "BatchGetItem", Fault.Kind.SLOW, 1, java.time.Duration.ZERO));
    fail(READ, Fault.Kind.ERROR);
    assertThrows(Unavailable.class, () -> backend.wiring().state().names(names));
  }

  /** DynamoDB stops at 16 MB and gives back the keys that it did not read. */
  @Test
  void moreThanOneAnswerHolds_unprocessedKeysAskedForAgain() {
    String table = backend.wiring().config().stateTable();
    List<Map<String, AttributeValue>> keys =
        names(60).stream().map(World::fqdn).map(Keys::pk).map(Keys::stateKey).toList();
    String much = "x".repeat(390_000);
    for (Map<String, AttributeValue> key : keys) {
      Map<String, AttributeValue> row = new java.util.HashMap<>(key);
      row.put("much", Keys.text(much));
      backend.wiring().clients().dynamodb().putItem(put -> put.tableName(table).item(row));
    }
    Tables tables = new Tables(backend.wiring().clients().dynamodb());
    Map<String, Integer> calls =
        calls(
            () -> {
              List<Map<String, AttributeValue>> rows =
                  tables.read(Map.of(table, keys)).getOrDefault(table, List.of());
              Set<Object> read = new HashSet<>();
              rows.forEach(row -> read.add(row.get(Keys.PK)));
              assertEquals(60, rows.size());
              assertEquals(60, read.size());
            });
    assertEquals(Map.of(READ, 2), calls);
  }

  @Test
  void manyNamesReadAtOnce_inTheOrderAsked() {
    List<Fqdn> names = names(60).stream().map(World::fqdn).toList();
    IpAddress address = IpAddress.parse("198.51.100.7").orElseThrow();
    List<NameState> rows =
        names.stream()
            .map(
                name ->
                    NameState.unpublished(name)
                        .next()
                        .saying(SITE, Map.of(address.family(), Optional.of(address))))
            .toList();
    State state = backend.wiring().state();
    state.replace(State.Rows.of(List.of(), rows));
    assertCalls(
        Map.of(READ, 2),
        () ->
            assertEquals(
                rows.reversed(),
                state.names(names.reversed()).stream().map(State.NameRows::state).toList()));
  }
}
