package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.fake.FakeRecords.Upsert;
import dev.ddns53.fake.FakeState.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretsTest {

  private final World world = new World().site("tokyo", "vpn.tokyo.example.com");
  private final List<String> outputs = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();

  private void send(Requests request) {
    String authorization = request.header("authorization");
    secrets.add(authorization);
    secrets.add(authorization.substring(authorization.length() - 64));
    outputs.add(world.send(request).toString());
    world.pass(Duration.ofSeconds(1));
  }

  @Test
  void whateverHappens_noKeyOrSignatureInLogsAndAnswers() {
    Signer signer = world.signer("tokyo", World.FIRST_KEY);
    secrets.add(signer.key());
    send(world.signed("tokyo", "{}"));
    send(world.signed("tokyo", "{\"ipv4\":\"10.0.0.1\"}"));
    send(world.signed("tokyo", "[]"));
    send(signer.sign(Requests.status(), world.now()));
    send(signer.sign(Requests.update("{}"), world.now().minusSeconds(3_600)));
    send(world.signed("tokyo", "{}").header("x-ddns-date", "yesterday"));
    send(world.signed("tokyo", "{}").path("/v1/nothing"));
    send(world.signed("tokyo", "{}").query("a=b"));
    send(Signer.of("tokyo", "guess").sign(Requests.update("{}"), world.now()));
    world.records.nextUpserts(
        Upsert.REJECTED, Upsert.THROTTLED, Upsert.UNCONFIRMED_NOT_APPLIED, Upsert.APPLIED);
    for (int i = 1; i <= 4; i++) {
      send(world.signed("tokyo", "{\"ipv4\":\"192.0.2." + i + "\"}"));
    }
    world.state.nextWrites(Write.UNAVAILABLE, Write.UNCONFIRMED_NOT_WRITTEN);
    send(world.signed("tokyo", "{\"ipv4\":\"192.0.2.9\"}"));
    send(world.signed("tokyo", "{\"ipv4\":\"192.0.2.10\"}"));
    world.state.failReads();
    send(world.signed("tokyo", "{}"));

    outputs.add(world.log());
    world.entries.forEach(entry -> outputs.add(entry.toString()));
    assertTrue(world.log().contains("\"outcome\":\"updated\""), world.log());
    assertTrue(world.log().contains("\"level\":\"ERROR\""), world.log());
    for (String output : outputs) {
      for (String secret : secrets) {
        assertFalse(output.contains(secret), output);
      }
    }
  }

  @Test
  void masterKeyAsText_itsVersionOnly() {
    assertEquals("master key, version 2", world.masters.latest().toString());
  }
}
