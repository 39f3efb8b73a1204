package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.Route53Exception;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** The services beside Route 53, all of them under faults and restarts. */
class EmulatorIT extends WithEmulator {

  @Test
  void faultsOfEachService_areItsOwnErrors() {
    emulator.faults().add(Fault.once("ssm", "*", Fault.Kind.THROTTLE));
    assertThrows(
        software.amazon.awssdk.services.ssm.model.SsmException.class,
        () -> aws.ssm().getParameter(g -> g.name("/x")));
    emulator.faults().add(Fault.once("route53", "*", Fault.Kind.DENY));
    assertEquals(
        403,
        assertThrows(Route53Exception.class, () -> aws.route53().listHostedZones()).statusCode());
    emulator.faults().add(Fault.once("dynamodb", "ListTables", Fault.Kind.ERROR));
    assertEquals(
        500,
        assertThrows(
                software.amazon.awssdk.services.dynamodb.model.DynamoDbException.class,
                () -> aws.dynamodb().listTables())
            .statusCode());
    assertTrue(emulator.faults().list().isEmpty());
  }

  @Test
  void controlEndpoint_setsFaultsAndExplainsMistakes() throws Exception {
    assertEquals(
        200,
        control("POST", "faults", "{\"service\":\"route53\",\"kind\":\"throttle\",\"times\":2}")
            .statusCode());
    assertEquals(2, emulator.faults().list().getFirst().times());
    assertEquals(400, control("POST", "faults", "{\"kind\":\"melt\"}").statusCode());
    assertEquals(400, control("POST", "faults", "{").statusCode());
    assertEquals(200, control("DELETE", "faults", "").statusCode());
    assertTrue(emulator.faults().list().isEmpty());
    assertEquals(200, control("PUT", "settings/route53", "{\"insyncMillis\":7}").statusCode());
    assertEquals(7.0, emulator.route53().settings().get("insyncMillis"));
    assertEquals(400, control("PUT", "settings/route53", "{\"speed\":7}").statusCode());
    assertEquals(400, control("GET", "nothing", "").statusCode());
  }

  @Test
  void parameter_hasVersionsAndIsSealedWithoutDecryption() {
    aws.ssm()
        .putParameter(
            p -> p.name("/demo/key").type(ParameterType.SECURE_STRING).value("first value"));
    assertThrows(
        ParameterAlreadyExistsException.class,
        () -> aws.ssm().putParameter(p -> p.name("/demo/key").value("second value")));
    aws.ssm().putParameter(p -> p.name("/demo/key").value("second value").overwrite(true));
    assertEquals("second value", value("/demo/key", true));
    assertEquals("first value", value("/demo/key:1", true));
    assertFalse(value("/demo/key", false).contains("second"));
    assertThrows(ParameterVersionNotFoundException.class, () -> value("/demo/key:9", true));
    assertThrows(ParameterNotFoundException.class, () -> value("/demo/other", true));
    assertEquals(
        2,
        aws.ssm()
            .getParameterHistory(g -> g.name("/demo/key").withDecryption(true))
            .parameters()
            .size());
    assertEquals(
        List.of("/demo/key"),
        aws.ssm().getParametersByPath(g -> g.path("/demo")).parameters().stream()
            .map(software.amazon.awssdk.services.ssm.model.Parameter::name)
            .filter(name -> name.equals("/demo/key"))
            .toList());
  }

  private static String value(String name, boolean decrypted) {
    return aws.ssm()
        .getParameter(get -> get.name(name).withDecryption(decrypted))
        .parameter()
        .value();
  }

  @Test
  void restart_losesNothing(@TempDir Path data) throws IOException {
    String id;
    try (Emulator first = Emulator.at(data, Emulator.Ports.ANY, Settings.UNLIMITED);
        AwsClients clients = AwsClients.of(first)) {
      id =
          clients
              .route53()
              .createHostedZone(z -> z.name("stays.example").callerReference("1"))
              .hostedZone()
              .id();
      clients
          .route53()
          .changeResourceRecordSets(
              r ->
                  r.hostedZoneId(id)
                      .changeBatch(
                          b ->
                              b.changes(
                                  change(ChangeAction.UPSERT, "a.stays.example", "192.0.2.9"))));
      clients.ssm().putParameter(p -> p.name("/a").type(ParameterType.STRING).value("v"));
      table(clients);
      clients
          .dynamodb()
          .putItem(p -> p.tableName("rows").item(Map.of("pk", AttributeValue.fromS("x"))));
    }
    try (Emulator second = Emulator.at(data, Emulator.Ports.ANY, Settings.UNLIMITED);
        AwsClients clients = AwsClients.of(second)) {
      List<String> names = new ArrayList<>();
      clients
          .route53()
          .listResourceRecordSets(r -> r.hostedZoneId(id))
          .resourceRecordSets()
          .forEach(set -> names.add(set.name()));
      assertEquals(List.of("stays.example.", "stays.example.", "a.stays.example."), names);
      assertEquals("v", clients.ssm().getParameter(g -> g.name("/a")).parameter().value());
      assertTrue(
          clients
              .dynamodb()
              .getItem(g -> g.tableName("rows").key(Map.of("pk", AttributeValue.fromS("x"))))
              .hasItem());
    }
  }

  private static void table(AwsClients clients) {
    clients
        .dynamodb()
        .createTable(
            t ->
                t.tableName("rows")
                    .billingMode("PAY_PER_REQUEST")
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("pk")
                            .attributeType("S")
                            .build())
                    .keySchema(
                        KeySchemaElement.builder().attributeName("pk").keyType("HASH").build()));
  }
}
