package dev.ddns53.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.local.LocalInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetRegion;

/** Others keep records in the same zone. */
final class NeighboursIT {

  private static final String ALERT = "vpn.tokyo.example.com";
  private static final String REPAIR = "nas.tokyo.example.com";
  private static final String FLEET =
      """
      sites: { tokyo: {} }
      names:
        vpn.tokyo.example.com: { zone: example.com, members: [tokyo] }
        nas.tokyo.example.com: { zone: example.com, members: [tokyo], onDrift: repair }
      """;
  private static final String ALONE = "sources: [config]";
  private static final String WITH_THE_LIST = "sources: [config, ddns53]";

  @TempDir private Path folder = Path.of("");

  private @Nullable LocalInstance instance;

  @BeforeEach
  void start() throws IOException {
    Curl.assumeThere();
    instance = RunningLocal.in(folder, Files.writeString(folder.resolve("fleet.yaml"), FLEET));
    assertEquals(
        200, Curl.report(folder.resolve("sites").resolve("tokyo.curl"), "203.0.113.7").status());
  }

  @AfterEach
  void stop() {
    if (instance != null) {
      instance.close();
    }
  }

  private LocalInstance instance() {
    return Objects.requireNonNull(instance);
  }

  private CommandRun ddns53(String... arguments) {
    return CommandRun.of(
        "",
        Stream.concat(Stream.of("--local", folder.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private String lookup(String name) {
    return ddns53("lookup", name).out().strip();
  }

  /** The files of an ops team that does not know the dynamic names. */
  private Path octodns(String sources) throws IOException {
    Files.createDirectories(folder.resolve("config"));
    Files.createDirectories(folder.resolve("ddns53"));
    Files.writeString(
        folder.resolve("config").resolve("example.com.yaml"),
        "---\n? www\n: {type: A, value: 192.0.2.80}\n");
    Files.writeString(
        folder.resolve("ddns53").resolve("example.com.yaml"),
        ddns53("name", "list", "--zone", "example.com", "--ignore", "octodns").out());
    return Files.writeString(
        folder.resolve("octodns.yaml"),
        """
        providers:
          config: {class: octodns.provider.yaml.YamlProvider, directory: ./config}
          ddns53: {class: octodns.provider.yaml.YamlProvider, directory: ./ddns53, enforce_order: false}
          route53: {class: octodns_route53.Route53Provider, access_key_id: local, secret_access_key: local}
        zones:
          example.com.: {%s, targets: [route53]}
        """
            .formatted(sources));
  }

  private String sync(String sources, String... more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Others.program("octodns", "octodns-sync"), "--config-file"));
    command.add(octodns(sources).toString());
    command.addAll(List.of(more));
    ProcessBuilder run =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    run.environment().put("AWS_ENDPOINT_URL", instance().file().endpoints().aws().toString());
    run.environment().put("AWS_DEFAULT_REGION", "us-east-1");
    Process process = run.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void octodnsWithTheList_plansNothingOfOurs() throws IOException, InterruptedException {
    String plan = sync(WITH_THE_LIST);
    assertTrue(plan.contains("Create <ARecord A 300") || plan.contains("www"), plan);
    assertFalse(plan.contains("tokyo"), plan);
    sync(WITH_THE_LIST, "--doit");
    assertEquals("192.0.2.80", lookup("www.example.com"));
    assertEquals("203.0.113.7", lookup(ALERT));
    assertEquals("203.0.113.7", lookup(REPAIR));
  }

  @Test
  void octodnsWithoutTheList_deletes_whichTheRecheckTellsAndRepairs()
      throws IOException, InterruptedException {
    String plan = sync(ALONE);
    assertTrue(plan.contains("Delete") && plan.contains(ALERT), plan);
    sync(ALONE, "--doit");
    assertEquals("", lookup(ALERT));
    CommandRun recheck = ddns53("recheck");
    assertTrue(recheck.out().contains(ALERT), recheck.out());
    assertEquals("", lookup(ALERT));
    assertEquals("203.0.113.7", lookup(REPAIR));
    CommandRun history = ddns53("history", ALERT);
    assertTrue(history.out().contains("drift"), history.out());
  }

  private static ResourceRecordSet.Builder one(String name) {
    return ResourceRecordSet.builder()
        .name(name)
        .type(RRType.A)
        .ttl(300L)
        .setIdentifier("one")
        .resourceRecords(ResourceRecord.builder().value("192.0.2.1").build());
  }

  private static List<ResourceRecordSet> everyPolicy() {
    return List.of(
        one("weight.example.com.").weight(1L).build(),
        one("region.example.com.").region(ResourceRecordSetRegion.EU_WEST_1).build(),
        one("failover.example.com.").failover(ResourceRecordSetFailover.SECONDARY).build(),
        one("geo.example.com.").geoLocation(geo -> geo.continentCode("EU")).build(),
        one("multi.example.com.").multiValueAnswer(true).build(),
        one("near.example.com.").geoProximityLocation(near -> near.awsRegion("eu-west-1")).build(),
        one("cidr.example.com.")
            .cidrRoutingConfig(
                cidr -> cidr.collectionId("9d2f4a7e-0000-4000-8000-000000000001").locationName("*"))
            .build());
  }

  private List<ResourceRecordSet> zone() {
    Route53Client route53 = instance().wiring().clients().route53();
    String zone = route53.listHostedZones().hostedZones().getFirst().id();
    return route53.listResourceRecordSets(list -> list.hostedZoneId(zone)).resourceRecordSets();
  }

  /** What the report left to the stream is judged a moment later. */
  private void awaitBlocked(int names) throws InterruptedException {
    boolean all =
        Waits.until(
            Duration.ofSeconds(30),
            () ->
                ddns53("status")
                        .out()
                        .lines()
                        .filter(line -> line.contains("blocked since"))
                        .count()
                    == names);
    assertTrue(all, () -> ddns53("status").out());
  }

  @Test
  void setsUnderEachPolicy_leftUntouchedAtOurNamesToo() throws IOException, InterruptedException {
    Route53Client route53 = instance().wiring().clients().route53();
    String zone = route53.listHostedZones().hostedZones().getFirst().id();
    List<Change> changes =
        everyPolicy().stream()
            .map(set -> Change.builder().action(ChangeAction.CREATE).resourceRecordSet(set).build())
            .toList();
    route53.changeResourceRecordSets(
        request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
    List<ResourceRecordSet> before = zone();
    String names =
        everyPolicy().stream()
            .map(set -> set.name().replaceAll("\\.$", ""))
            .map(
                name ->
                    "  " + name + ": { zone: example.com, members: [tokyo], onDrift: repair }\n")
            .reduce("", String::concat);
    Path fleet = Files.writeString(folder.resolve("more.yaml"), FLEET + names);
    assertEquals(0, ddns53("apply", "-f", fleet.toString(), "--dry-run").status());
    assertEquals(0, ddns53("apply", "-f", fleet.toString(), "--yes").status());
    Waits.nextSecond();
    Path site = folder.resolve("sites").resolve("tokyo.curl");
    Curl.Reply reply = Curl.report(site, "203.0.113.8");
    assertTrue(List.of(202, 409).contains(reply.status()), reply.body());
    ddns53("recheck");
    awaitBlocked(everyPolicy().size());
    List<ResourceRecordSet> ours =
        zone().stream().filter(set -> set.name().contains("tokyo")).toList();
    assertEquals(2, ours.size());
    List<ResourceRecordSet> others = new ArrayList<>(zone());
    others.removeAll(ours);
    assertEquals(before.stream().filter(set -> !set.name().contains("tokyo")).toList(), others);
  }
}
