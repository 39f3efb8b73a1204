package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.infra.Statements.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may change which records: by content, never by UPSERT. */
@NeedsNode
class RecordAccessTest {

  private static final String CHANGE = "route53:ChangeResourceRecordSets";
  private static final String ACTIONS = CHANGE + "Actions";
  private static final String TYPES = CHANGE + "RecordTypes";
  private static final String NAMES = CHANGE + "NormalizedRecordNames";

  /** All that has a function of its own, or a role, or a policy. */
  private static final Map<String, Object> ALL =
      Map.of(
          "ec2Events", "true",
          "tracing", "true",
          "acceleratedRecovery", "true",
          "tamperWatch", "true",
          "region", "eu-west-1",
          "domain", "ddns.example.com",
          "domainZone", "ZD0MA1N");

  private static Stream<Statement> statements() {
    Templates all = Templates.with(ALL);
    return Stream.concat(Stream.of(all.main()), all.watch().stream())
        .flatMap(template -> Statements.of(template).stream());
  }

  private static List<Statement> changing() {
    return statements().filter(statement -> statement.actions().contains(CHANGE)).toList();
  }

  @Test
  void recordsAreChangedByTheFunctions_andByNobodyElse() {
    assertEquals(
        List.of("Ec2", "Publisher", "Recheck", "Update"),
        changing().stream().map(Statement::of).sorted().toList());
  }

  @Test
  void whoChangesRecords_mayListThemToo() {
    Set<String> listing =
        statements()
            .filter(statement -> statement.actions().contains("route53:ListResourceRecordSets"))
            .map(Statement::of)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of("Ec2", "Publisher", "Recheck", "Update", "Operators", "Deployers"), listing);
  }

  @Test
  void everyChange_isUnderAllThreeConditions() {
    for (Statement statement : changing()) {
      boolean recheck = statement.of().equals("Recheck");
      JsonNode exact = statement.conditions().path("ForAllValues:StringEquals");
      assertEquals(List.of(CHANGE), statement.actions());
      assertEquals("[\"CREATE\",\"DELETE\"]", exact.path(ACTIONS).toString());
      assertEquals(
          recheck ? "[\"A\",\"AAAA\",\"CNAME\"]" : "[\"A\",\"AAAA\"]",
          exact.path(TYPES).toString());
      assertEquals(
          "[\"*.sites.example.com\"]",
          statement.conditions().path("ForAllValues:StringLike").path(NAMES).toString());
      for (String key : List.of(ACTIONS, TYPES, NAMES)) {
        assertEquals("false", statement.conditions().path("Null").path(key).asText(), key);
      }
    }
  }

  @Test
  void upsert_isInNoTemplate() {
    Templates all = Templates.with(ALL);
    assertFalse(all.main().root().toString().contains("UPSERT"));
    assertFalse(all.watch().orElseThrow().root().toString().contains("UPSERT"));
  }

  /** Batches as senders make them; each change is an action, a type and a name. */
  @ParameterizedTest
  @CsvSource({
    "CREATE A vpn,                           true,  true",
    "DELETE A vpn; CREATE A vpn,             true,  true",
    "DELETE AAAA vpn,                        true,  true",
    "DELETE CNAME vpn; CREATE A vpn,         false, true",
    "DELETE CNAME vpn; CREATE AAAA nas,      false, true",
    "UPSERT A vpn,                           false, false",
    "CREATE A vpn; UPSERT A nas,             false, false",
    "CREATE TXT vpn,                         false, false",
    "DELETE MX vpn,                          false, false",
    "CREATE A vpn; CREATE A www.example.com, false, false",
    "'',                                     false, false",
  })
  void batch_isJudgedAsAWhole(String batch, boolean bySenders, boolean byRecheck) {
    for (Statement statement : changing()) {
      boolean expected = statement.of().equals("Recheck") ? byRecheck : bySenders;
      assertEquals(expected, allows(statement, batch), statement.of());
    }
  }

  private static boolean allows(Statement statement, String batch) {
    return Stream.of(ACTIONS, TYPES, NAMES)
        .allMatch(key -> allows(statement, key, values(batch, key)));
  }

  /** As IAM does: {@code ForAllValues} over the request's values, which {@code Null} demands. */
  private static boolean allows(Statement statement, String key, List<String> values) {
    JsonNode conditions = statement.conditions();
    List<String> allowed =
        TemplateText.texts(
            key.equals(NAMES)
                ? conditions.path("ForAllValues:StringLike").path(key)
                : conditions.path("ForAllValues:StringEquals").path(key));
    boolean demanded = conditions.path("Null").path(key).asText().equals("false");
    return !(demanded && values.isEmpty())
        && values.stream().allMatch(value -> allowed.stream().anyMatch(one -> like(one, value)));
  }

  private static boolean like(String pattern, String value) {
    return value.matches(pattern.replace(".", "\\.").replace("*", ".*"));
  }

  private static List<String> values(String batch, String key) {
    int word = List.of(ACTIONS, TYPES, NAMES).indexOf(key);
    return Arrays.stream(batch.split(";"))
        .map(String::strip)
        .filter(change -> !change.isEmpty())
        .map(change -> Arrays.asList(change.split(" ")).get(word))
        .map(text -> word < 2 || text.contains(".") ? text : text + ".sites.example.com")
        .toList();
  }
}
