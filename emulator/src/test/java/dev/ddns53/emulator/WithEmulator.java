package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.emulator.route53.Permissions;
import dev.ddns53.emulator.route53.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** An emulator as the AWS SDK and a resolver see it; calm again after each test. */
abstract class WithEmulator {

  static Emulator emulator;
  static AwsClients aws;
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
    emulator.route53().permit(Permissions.ALL);
  }

  static String zone(String name) {
    return aws.route53()
        .createHostedZone(zone -> zone.name(name).callerReference("zone " + zones++))
        .hostedZone()
        .id();
  }

  static ResourceRecordSet set(String name, RRType type, String... values) {
    return ResourceRecordSet.builder()
        .name(name)
        .type(type)
        .ttl(60L)
        .resourceRecords(
            Stream.of(values).map(value -> ResourceRecord.builder().value(value).build()).toList())
        .build();
  }

  static Change change(ChangeAction action, ResourceRecordSet set) {
    return Change.builder().action(action).resourceRecordSet(set).build();
  }

  static Change change(ChangeAction action, String name, String address) {
    return change(action, set(name, RRType.A, address));
  }

  static ChangeResourceRecordSetsResponse send(String zone, List<Change> changes) {
    return aws.route53()
        .changeResourceRecordSets(
            request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
  }

  static ChangeResourceRecordSetsResponse send(String zone, Change... changes) {
    return send(zone, List.of(changes));
  }

  /** The error's code and text as they came over the wire. */
  static void assertRefused(String code, String message, String zone, Change... changes) {
    Route53Exception refused = assertThrows(Route53Exception.class, () -> send(zone, changes));
    org.junit.jupiter.api.Assertions.assertEquals(
        code + ": " + message,
        refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage());
  }

  static List<ResourceRecordSet> records(String zone) {
    return aws
        .route53()
        .listResourceRecordSetsPaginator(list -> list.hostedZoneId(zone))
        .resourceRecordSets()
        .stream()
        .toList();
  }

  /** All but the apex's own. */
  static List<ResourceRecordSet> made(String zone) {
    return records(zone).stream()
        .filter(set -> set.type() != RRType.SOA && !isApexNs(set, zone))
        .toList();
  }

  private static boolean isApexNs(ResourceRecordSet set, String zone) {
    return set.type() == RRType.NS
        && set.name().equals(aws.route53().getHostedZone(get -> get.id(zone)).hostedZone().name());
  }

  static Message ask(String name, int type, boolean tcp) throws IOException {
    SimpleResolver resolver = new SimpleResolver(emulator.dns());
    resolver.setTCP(tcp);
    resolver.setTimeout(Duration.ofSeconds(5));
    return resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
  }

  static HttpResponse<String> control(String method, String what, String body) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(emulator.aws() + "/_emulator/" + what))
              .header("X-Emulator-Token", emulator.controlToken())
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
