package dev.ddns53.aws.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Config;
import dev.ddns53.Wiring;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.instance.InstanceId;
import dev.ddns53.core.port.Instances;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.ec2.Machine;
import dev.ddns53.emulator.http.Fault;
import dev.ddns53.emulator.route53.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DescribeInstances over the wire, against the emulator. */
final class Ec2InstancesIT {

  private static final AwsRegion HOME = new AwsRegion("us-east-1");
  private static final Instant LAUNCHED = Instant.parse("2026-11-23T20:20:46Z");
  private static final Tag WEB = new Tag("ddns53:site", "web-1");

  private static Emulator emulator;
  private static Wiring wiring;
  private final List<Duration> pauses = new ArrayList<>();
  private Instances instances;

  @BeforeAll
  static void start() throws IOException {
    emulator = Emulator.inMemory(Settings.UNLIMITED);
    wiring =
        Wiring.of(
            new Config("registry", "state", "/master", Set.of()),
            new Wiring.Endpoints(emulator.aws(), emulator.dynamodb()));
  }

  @AfterAll
  static void stop() throws IOException {
    wiring.clients().close();
    emulator.close();
  }

  @BeforeEach
  void calm() {
    emulator.faults().clear();
    emulator.calls().reset();
    emulator.ec2().clear();
    emulator.ec2().pageSize(0);
    emulator.ec2().freeze(false);
    instances =
        wiring.instances(
            new Time() {
              @Override
              public Instant now() {
                return LAUNCHED;
              }

              @Override
              public void pass(Duration duration) {
                pauses.add(duration);
              }
            });
  }

  private static Machine machine(int number, String region, Map<String, String> tags) {
    return new Machine(
        "i-%017x".formatted(number),
        region,
        Machine.State.RUNNING,
        LAUNCHED,
        Optional.of("192.0.2." + number % 256),
        Optional.of("10.0.0." + number % 256),
        Optional.of("2001:db8::" + Integer.toHexString(number)),
        tags);
  }

  private static void put(int number, String key, String value) {
    emulator.ec2().put(machine(number, "us-east-1", Map.of(key, value)));
  }

  private static int calls() {
    return emulator.calls().count("ec2", "DescribeInstances");
  }

  private List<Integer> numbers(List<Instance> found) {
    return found.stream()
        .map(each -> Integer.parseInt(each.id().value().substring(2), 16))
        .toList();
  }

  @Test
  void instance_describedWhole() {
    put(7, WEB.key(), WEB.value());
    put(8, WEB.key(), "web-2");
    Instance found = instances.byTags(HOME, List.of(WEB)).getFirst();
    assertEquals(new InstanceId("i-00000000000000007"), found.id());
    assertEquals(LAUNCHED, found.launched());
    assertEquals(Map.of(WEB.key(), WEB.value()), found.tags());
    assertEquals(
        Map.of(
            Address.PUBLIC, IpAddress.parse("192.0.2.7").orElseThrow(),
            Address.PRIVATE, IpAddress.parse("10.0.0.7").orElseThrow(),
            Address.IPV6, IpAddress.parse("2001:db8::7").orElseThrow()),
        found.addresses());
    assertEquals(HOME, instances.home());
    assertEquals(1, calls());
  }

  @Test
  void byId_oneOrNone() {
    put(7, WEB.key(), WEB.value());
    assertEquals(List.of(7), numbers(instances.byId(HOME, new InstanceId("i-00000000000000007"))));
    assertEquals(List.of(), instances.byId(HOME, new InstanceId("i-00000000000000009")));
    assertEquals(2, calls());
  }

  /** A selector means what it says: nothing in it is a wildcard of EC2. */
  @Test
  void starsAndBackslashes_meanThemselves() {
    put(1, "Name", "web");
    put(2, "Name", "w*b");
    put(3, "Name", "w\\*b");
    put(4, "Name", "b & c=d+e ü");
    assertEquals(List.of(2), numbers(instances.byTags(HOME, List.of(new Tag("Name", "w*b")))));
    assertEquals(List.of(3), numbers(instances.byTags(HOME, List.of(new Tag("Name", "w\\*b")))));
    assertEquals(
        List.of(4), numbers(instances.byTags(HOME, List.of(new Tag("Name", "b & c=d+e ü")))));
    assertEquals(List.of(), instances.byTags(HOME, List.of(new Tag("Name", "w?b"))));
  }

  /** As few calls as it takes: one for each key, and 200 values of it. */
  @Test
  void manySelectors_fewCalls() {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      put(i, WEB.key(), "web-" + i);
      tags.add(new Tag(WEB.key(), "web-" + i));
    }
    put(500, "Name", "db");
    tags.add(new Tag("Name", "db"));
    assertEquals(202, instances.byTags(HOME, tags).size());
    assertEquals(3, calls());
  }

  @Test
  void manyInstances_pageByPage() {
    for (int i = 0; i < 12; i++) {
      put(i, WEB.key(), WEB.value());
    }
    emulator.ec2().pageSize(5);
    assertEquals(12, numbers(instances.byTags(HOME, List.of(WEB))).size());
    assertEquals(3, calls());
  }

  @Test
  void otherRegion_hasItsOwn() {
    emulator.ec2().put(machine(1, "eu-west-1", Map.of(WEB.key(), WEB.value())));
    assertEquals(List.of(), instances.byTags(HOME, List.of(WEB)));
    assertEquals(List.of(1), numbers(instances.byTags(new AwsRegion("eu-west-1"), List.of(WEB))));
  }

  /** Trouble in the middle of the pages: asked again, or nothing is known. Never a part. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"THROTTLE", "ERROR", "COMMIT_THEN_DROP"})
  void passingTrouble_askedAgain(Fault.Kind kind) {
    for (int i = 0; i < 12; i++) {
      put(i, WEB.key(), WEB.value());
    }
    emulator.ec2().pageSize(5);
    emulator.faults().add(new Fault("ec2", "DescribeInstances", kind, 3, Duration.ZERO));
    assertEquals(12, instances.byTags(HOME, List.of(WEB)).size());
    assertTrue(!pauses.isEmpty() && pauses.size() <= 3, pauses.toString());
    emulator.faults().add(Fault.always("ec2", "*", kind));
    Unavailable unknown =
        assertThrows(Unavailable.class, () -> instances.byTags(HOME, List.of(WEB)));
    assertTrue(
        String.valueOf(unknown.getMessage()).startsWith("instances in us-east-1: EC2 "),
        unknown.getMessage());
  }

  /** What every attempt would meet is not tried again. */
  @Test
  void denied_toldAtOnce() {
    emulator.faults().add(Fault.always("ec2", "*", Fault.Kind.DENY));
    Unavailable unknown =
        assertThrows(Unavailable.class, () -> instances.byTags(HOME, List.of(WEB)));
    assertEquals(
        "instances in us-east-1: EC2 refuses: UnauthorizedOperation: You are not authorized to"
            + " perform this operation.",
        unknown.getMessage());
    assertEquals(1, calls());
  }

  /** The emulator's own old view, as tests of races need it. */
  @Test
  void oldView_onDemand() {
    put(1, WEB.key(), WEB.value());
    emulator.ec2().freeze(true);
    put(2, WEB.key(), WEB.value());
    assertEquals(List.of(1), numbers(instances.byTags(HOME, List.of(WEB))));
    emulator.ec2().freeze(false);
    assertEquals(List.of(1, 2), numbers(instances.byTags(HOME, List.of(WEB))));
  }
}
