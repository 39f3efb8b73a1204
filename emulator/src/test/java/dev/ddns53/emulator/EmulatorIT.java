package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.PriorRequestNotCompleteException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** The whole emulator as the AWS SDK, boto3 and a resolver see it. */
class EmulatorIT {

  private static Emulator emulator;
  private static AwsClients aws;
  private static int zones;

  @BeforeAll
  static void start() throws IOException {
    emulator = Emulator.inMemory(Settings.UNLIMITED);
    aws = AwsClients.of(emulator);
  }

  @AfterAll
  static void stop() throws IOException {
    aws.close();
    emulator.close();
  }

  @AfterEach
  void calm() {
    emulator.faults().clear();
    emulator.route53().configure(Settings.UNLIMITED);
  }

  private static String zone(String name) {
    return aws.route53()
        .createHostedZone(zone -> zone.name(name).callerReference("zone " + zones++))
        .hostedZone()
        .id();
  }

  private static Change change(ChangeAction action, String name, String address) {
    return Change.builder()
        .action(action)
        .resourceRecordSet(
            ResourceRecordSet.builder()
                .name(name)
                .type(RRType.A)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(address).build())
                .build())
        .build();
  }

  private static ChangeResourceRecordSetsResponse send(String zone, List<Change> changes) {
    return aws.route53()
        .changeResourceRecordSets(
            request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
  }

  private static List<ResourceRecordSet> records(String zone) {
    return aws
        .route53()
        .listResourceRecordSetsPaginator(list -> list.hostedZoneId(zone))
        .resourceRecordSets()
        .stream()
        .toList();
  }

  private static Message ask(String name, int type, boolean tcp) throws IOException {
    SimpleResolver resolver = new SimpleResolver(emulator.dns());
    resolver.setTCP(tcp);
    resolver.setTimeout(Duration.ofSeconds(5));
    return resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
  }

  @Test
  void newZone_hasItsApexRecordsAndIsFoundByName() {
    String id = zone("Found.Example");
    assertEquals(
        List.of("NS", "SOA"), records(id).stream().map(ResourceRecordSet::typeAsString).toList());
    assertEquals(
        id,
        aws.route53()
            .listHostedZonesByName(list -> list.dnsName("found.example").maxItems("1"))
            .hostedZones()
            .getFirst()
            .id()
            .replace("/hostedzone/", ""));
    assertEquals("found.example.", aws.route53().getHostedZone(g -> g.id(id)).hostedZone().name());
  }

  @Test
  void recordsOfManyPages_areListedOnceEachInOrder() {
    String id = zone("pages.example");
    for (int from = 0; from < 800; from += 400) {
      send(
          id,
          IntStream.range(from, from + 400)
              .mapToObj(
                  n ->
                      change(ChangeAction.CREATE, "n" + n + ".pages.example", "192.0.2." + n % 250))
              .toList());
    }
    emulator.calls().reset();
    List<String> names = records(id).stream().map(ResourceRecordSet::name).toList();
    assertEquals(802, names.size());
    assertEquals(3, emulator.calls().count("route53", "ListResourceRecordSets"));
    assertEquals(names.stream().skip(2).sorted().toList(), names.stream().skip(2).toList());
  }

  @Test
  void batchWithOneWrongChange_changesNothing() {
    String id = zone("atomic.example");
    InvalidChangeBatchException refused =
        assertThrows(
            InvalidChangeBatchException.class,
            () ->
                send(
                    id,
                    List.of(
                        change(ChangeAction.UPSERT, "a.atomic.example", "192.0.2.1"),
                        change(ChangeAction.UPSERT, "b.badatomic.example", "192.0.2.1"))));
    assertTrue(refused.awsErrorDetails().errorMessage().contains("not permitted in zone"));
    assertEquals(2, records(id).size());
  }

  @Test
  void change_isPendingThenInsync() throws Exception {
    emulator.route53().configure(new Settings(0, 1, Duration.ofMillis(300), Duration.ZERO));
    String id = zone("sync.example");
    String change =
        send(id, List.of(change(ChangeAction.UPSERT, "a.sync.example", "192.0.2.1")))
            .changeInfo()
            .id();
    assertEquals(ChangeStatus.PENDING, status(change));
    for (int tries = 0; tries < 100 && status(change) == ChangeStatus.PENDING; tries++) {
      Thread.sleep(50);
    }
    assertEquals(ChangeStatus.INSYNC, status(change));
  }

  private static ChangeStatus status(String change) {
    return aws.route53().getChange(get -> get.id(change)).changeInfo().status();
  }

  @Test
  void busyZone_refusesAnotherChange() {
    emulator.route53().configure(new Settings(0, 1, Duration.ZERO, Duration.ofMinutes(1)));
    String id = zone("busy.example");
    send(id, List.of(change(ChangeAction.UPSERT, "a.busy.example", "192.0.2.1")));
    assertThrows(
        PriorRequestNotCompleteException.class,
        () -> send(id, List.of(change(ChangeAction.UPSERT, "a.busy.example", "192.0.2.2"))));
  }

  @Test
  void callsAboveTheBurst_areThrottled() {
    emulator.route53().configure(new Settings(0.001, 3, Duration.ZERO, Duration.ZERO));
    for (int i = 0; i < 3; i++) {
      aws.route53().listHostedZones();
    }
    Route53Exception throttled =
        assertThrows(Route53Exception.class, () -> aws.route53().listHostedZones());
    assertEquals("Throttling", throttled.awsErrorDetails().errorCode());
  }

  @Test
  void unknownZoneAndChange_haveTheirOwnErrors() {
    assertThrows(
        NoSuchHostedZoneException.class, () -> aws.route53().getHostedZone(g -> g.id("Z0")));
    assertThrows(
        software.amazon.awssdk.services.route53.model.NoSuchChangeException.class,
        () -> aws.route53().getChange(g -> g.id("C0")));
  }

  @Test
  void commitThenDrop_isAnErrorForTheClientAndDone() {
    String id = zone("drop.example");
    emulator
        .faults()
        .add(Fault.once("route53", "ChangeResourceRecordSets", Fault.Kind.COMMIT_THEN_DROP));
    assertThrows(
        SdkClientException.class,
        () -> send(id, List.of(change(ChangeAction.UPSERT, "a.drop.example", "192.0.2.1"))));
    assertEquals(3, records(id).size());
  }

  @Test
  void hang_isNotCarriedOut() {
    String id = zone("hang.example");
    emulator.faults().add(Fault.once("route53", "ChangeResourceRecordSets", Fault.Kind.HANG));
    assertThrows(
        SdkClientException.class,
        () -> send(id, List.of(change(ChangeAction.UPSERT, "a.hang.example", "192.0.2.1"))));
    assertEquals(2, records(id).size());
  }

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
        control("POST", "faults", "{\"service\":\"route53\",\"kind\":\"throttle\",\"times\":2}"));
    assertEquals(2, emulator.faults().list().getFirst().times());
    assertEquals(400, control("POST", "faults", "{\"kind\":\"melt\"}"));
    assertEquals(400, control("POST", "faults", "{"));
    assertEquals(200, control("DELETE", "faults", ""));
    assertTrue(emulator.faults().list().isEmpty());
    assertEquals(200, control("PUT", "settings/route53", "{\"insyncMillis\":7}"));
    assertEquals(7.0, emulator.route53().settings().get("insyncMillis"));
    assertEquals(400, control("PUT", "settings/route53", "{\"speed\":7}"));
    assertEquals(400, control("GET", "nothing", ""));
  }

  private static int control(String method, String what, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(emulator.aws() + "/_emulator/" + what))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    }
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
  void resolver_getsRecordsAndTruthAboutMissingOnes() throws IOException {
    String id = zone("dns.example");
    send(
        id,
        List.of(
            change(ChangeAction.UPSERT, "www.dns.example", "192.0.2.7"),
            change(ChangeAction.UPSERT, "*.wild.dns.example", "192.0.2.8")));
    for (boolean tcp : new boolean[] {false, true}) {
      Message answer = ask("WWW.dns.example.", Type.A, tcp);
      assertTrue(answer.getHeader().getFlag(Flags.AA));
      assertEquals(
          "192.0.2.7",
          ((ARecord) answer.getSection(Section.ANSWER).getFirst()).getAddress().getHostAddress());
      assertEquals(Rcode.NOERROR, ask("www.dns.example.", Type.AAAA, tcp).getRcode());
      assertEquals(Rcode.NXDOMAIN, ask("none.dns.example.", Type.A, tcp).getRcode());
      assertEquals(Rcode.NOERROR, ask("wild.dns.example.", Type.A, tcp).getRcode());
      assertEquals(1, ask("any.wild.dns.example.", Type.A, tcp).getSection(Section.ANSWER).size());
      assertEquals(Rcode.REFUSED, ask("elsewhere.test.", Type.A, tcp).getRcode());
      assertEquals(
          Type.SOA,
          ask("none.dns.example.", Type.A, tcp).getSection(Section.AUTHORITY).getFirst().getType());
    }
  }

  @Test
  void boto3_readsZonesRecordsAndParameters() throws Exception {
    assumeTrue(hasBoto3(), "python3 with boto3 is not installed");
    String id = zone("boto.example");
    send(
        id,
        IntStream.range(0, 350)
            .mapToObj(n -> change(ChangeAction.CREATE, "n" + n + ".boto.example", "192.0.2.1"))
            .toList());
    aws.ssm()
        .putParameter(
            p -> p.name("/demo/secret").type(ParameterType.SECURE_STRING).value("s3cret"));
    Path script = Path.of(EmulatorIT.class.getResource("/read_with_boto3.py").toURI());
    String output = run("python3", script.toString(), emulator.aws().toString());
    assertTrue(output.contains("zone boto.example."), output);
    assertTrue(output.contains("records 352 351"), output);
    assertTrue(output.contains("parameter /demo/secret SecureString s3cret 1"), output);
    assertTrue(output.contains("missing parameter is ParameterNotFound"), output);
    assertTrue(output.contains("missing zone is NoSuchHostedZone"), output);
  }

  private static boolean hasBoto3() throws Exception {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", "import boto3").redirectErrorStream(true).start();
      return python.waitFor(30, TimeUnit.SECONDS) && python.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return output;
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
