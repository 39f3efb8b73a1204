package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Config;
import dev.ddns53.World;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Language;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.port.Traffic.Turn;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.Stage;
import dev.ddns53.fake.StateContract;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB keeps the contract of {@link State}. */
class DynamoStateIT extends StateContract {

  private static final Fqdn NAME = World.fqdn("vpn.tokyo.example.com");
  private static final SiteId SITE = new SiteId("tokyo");

  private @Nullable Backend backend;

  /** Where the services are. */
  Endpoint endpoint() {
    return Endpoint.chosen();
  }

  private Backend backend() {
    return Objects.requireNonNull(backend);
  }

  @Override
  protected State fresh() {
    backend = Backend.on(endpoint());
    return dynamo();
  }

  private DynamoState dynamo() {
    Config config = backend().wiring().config();
    return new DynamoState(
        backend().wiring().clients().dynamodb(),
        config.registryTable(),
        config.stateTable(),
        Language.ENGLISH);
  }

  @Override
  protected void register(Site site) {
    backend().register(site);
  }

  @Override
  protected void register(NameDocument document) {
    backend().register(document);
  }

  @Override
  protected Traffic traffic() {
    return dynamo();
  }

  @Override
  protected Optional<Notice> notice(String id) {
    return backend().notice(id);
  }

  @Override
  protected List<HistoryEntry> history(Fqdn name) {
    return backend().history(name);
  }

  private Map<String, AttributeValue> stateRow(String pk) {
    return backend()
        .wiring()
        .clients()
        .dynamodb()
        .getItem(
            get ->
                get.tableName(backend().wiring().config().stateTable())
                    .key(Keys.stateKey(pk))
                    .consistentRead(true))
        .item();
  }

  /** A row as the next version of ddns53 would have written it. */
  private void makeNewer(String table, Map<String, AttributeValue> key) {
    backend()
        .wiring()
        .clients()
        .dynamodb()
        .updateItem(
            update ->
                update
                    .tableName(table)
                    .key(key)
                    .updateExpression("SET #schema = :newer")
                    .expressionAttributeNames(Map.of("#schema", Schema.ATTRIBUTE))
                    .expressionAttributeValues(Map.of(":newer", Keys.number(Limits.SCHEMA + 1L))));
  }

  private void assertRefused(String row, String table, Executable read) {
    assertEquals(
        "the row "
            + row
            + " of the table "
            + table
            + " has schema 2, and this ddns53 reads up to 1: a newer ddns53 wrote it, so upgrade"
            + " this one",
        assertThrows(Unavailable.class, read).getMessage());
  }

  @Test
  void rowsOfANewerSchema_refusedAndNotWrittenOver() {
    DynamoState state = dynamo();
    String table = backend().wiring().config().stateTable();
    assertTrue(
        state.replace(
            State.Rows.of(
                List.of(SiteState.unheard(SITE).silent(World.START)),
                List.of(NameState.unpublished(NAME).next()))));
    assertTrue(state.replace(Turn.free(World.ZONE).taken("me", World.START, Limits.TURN)));
    for (String pk : List.of(Keys.pk(SITE), Keys.pk(NAME), Keys.pk(World.ZONE))) {
      makeNewer(table, Keys.stateKey(pk));
    }
    Map<String, AttributeValue> before = stateRow(Keys.pk(NAME));
    assertRefused("site#tokyo", table, () -> state.site(SITE));
    assertRefused("site#tokyo", table, () -> state.recentSites(List.of(SITE)));
    String name = "name#vpn.tokyo.example.com";
    assertRefused(name, table, () -> state.names(List.of(NAME)));
    assertRefused(name, table, () -> state.recentNames(List.of(NAME)));
    assertRefused("zone#Z0EXAMPLE", table, () -> state.rows(World.ZONE));
    assertEquals(before, stateRow(Keys.pk(NAME)));
  }

  @Test
  void registryRowOfANewerSchema_refused() {
    register(NameDocument.none(NAME));
    String table = backend().wiring().config().registryTable();
    makeNewer(table, Keys.registryKey(Keys.pk(NAME)));
    String row = "name#vpn.tokyo.example.com";
    assertRefused(row, table, () -> dynamo().names(List.of(NAME)));
    assertRefused(row, table, () -> backend().wiring().registry().read());
  }

  @Test
  void historyOfANewerSchema_refused() {
    NameState row = NameState.unpublished(NAME).next();
    HistoryEntry entry = HistoryEntry.of(row, HistoryEntry.What.REPORTED, World.START);
    assertTrue(dynamo().replace(State.Rows.of(row).telling(List.of(), List.of(entry))));
    String table = backend().wiring().config().stateTable();
    String sk = "2026-11-23T20:20:46.000Z#1";
    makeNewer(table, Keys.stateKey(Keys.pk(NAME), sk));
    assertRefused(
        "name#vpn.tokyo.example.com, " + sk + ",", table, () -> dynamo().history(NAME, 1));
  }

  /** The stream's filter asks for this attribute. */
  @Test
  void pending_thereOnlyWhileARecordOfThisRegistrationIsDue() {
    RecordState due = RecordState.first(Content.NOTHING, 1);
    RecordState done = due.at(new Stage.Published(Optional.empty()));
    NameState row =
        NameState.unpublished(NAME).next().with(Map.of(Family.IPV4, due, Family.IPV6, due));
    assertPending(Optional.of("A,AAAA"), row);
    row = row.next().with(Family.IPV4, done);
    assertPending(Optional.of("AAAA"), row);
    row = row.next().with(Family.IPV6, done);
    assertPending(Optional.empty(), row);
    Registration former = new Registration(World.START);
    assertPending(Optional.empty(), row.next().withRemains(former, Map.of(Family.IPV4, due)));
  }

  private void assertPending(Optional<String> types, NameState row) {
    assertTrue(dynamo().replace(State.Rows.of(row)));
    assertEquals(
        types, Optional.ofNullable(stateRow(Keys.pk(NAME)).get("pending")).map(AttributeValue::s));
  }
}
