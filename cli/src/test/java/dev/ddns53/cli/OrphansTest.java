package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.Orphans.Orphan;
import dev.ddns53.cli.fleet.FakeSets;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Registration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrphansTest {

  private static final Instant ENDED = Instant.parse("2026-11-23T20:20:46Z");

  private static List<String> lines(String setIdentifier) {
    FormerRegistration former =
        new FormerRegistration(
            new Registration(ENDED.minusSeconds(60)), new ZoneId("Z0"), ENDED, Remains.KEEP, "ops");
    String json =
        "{\"Type\":\"A\",\"SetIdentifier\":\"%s\",\"TTL\":60,\"ResourceRecords\":[{\"Value\":\"203.0.113.7\"}]}"
            .formatted(setIdentifier);
    return new Orphans(
            List.of(
                new Orphan(
                    new Fqdn("vpn.example.com"),
                    former,
                    "example.com (Z0)",
                    List.of(FakeSets.set(json)))))
        .lines();
  }

  @Test
  void none_saysSo() {
    assertEquals(List.of("There are no orphans."), new Orphans(List.of()).lines());
  }

  @Test
  void each_toldWithTheCommandThatDeletesExactlyIt() {
    List<String> lines = lines("one");
    assertEquals(
        "vpn.example.com  example.com (Z0)  a record of type A under a routing policy, \"one\""
            + " (203.0.113.7, TTL 60)  2026-11-23T20:20:46Z  ops",
        lines.get(1));
    assertEquals(
        "  aws route53 change-resource-record-sets --hosted-zone-id Z0 --change-batch"
            + " '{\"Changes\":[{\"Action\":\"DELETE\",\"ResourceRecordSet\":{\"Name\":"
            + "\"vpn.example.com.\",\"Type\":\"A\",\"SetIdentifier\":\"one\",\"TTL\":60,"
            + "\"ResourceRecords\":[{\"Value\":\"203.0.113.7\"}]}}]}'",
        lines.getLast());
  }

  @Test
  void quotesOfStrangers_stayWithinTheArgument() {
    String command = lines("it's").getLast();
    assertTrue(command.contains("it'\\''s"), command);
  }
}
