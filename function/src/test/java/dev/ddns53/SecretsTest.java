package dev.ddns53;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.fake.FakeRecords.Change;
import dev.ddns53.fake.FakeState.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
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
    world.records.nextChanges(
        Change.REJECTED, Change.THROTTLED, Change.UNCONFIRMED_NOT_APPLIED, Change.APPLIED);
    for (int i = 1; i <= 4; i++) {
      send(world.signed("tokyo", "{\"ipv4\":\"192.0.2." + i + "\"}"));
    }
    world.state.nextWrites(Write.UNAVAILABLE, Write.UNCONFIRMED_NOT_WRITTEN);
    send(world.signed("tokyo", "{\"ipv4\":\"192.0.2.9\"}"));
    send(world.signed("tokyo", "{\"ipv4\":\"192.0.2.10\"}"));
    world.state.failReads();
    send(world.signed("tokyo", "{}"));

    assertTrue(world.log().contains("\"outcome\":\"updated\""), world.log());
    assertTrue(world.log().contains("\"level\":\"ERROR\""), world.log());
    assertNoSecretShown();
  }

  /** Where people put a key by mistake: in a password, a header, the query. */
  @Test
  void keyInTheWrongPlace_notRepeated() {
    String key = world.signer("tokyo", World.FIRST_KEY).key();
    SiteId tokyo = new SiteId("tokyo");
    String router = world.keys.derive(tokyo, World.FIRST_KEY, SiteKeys.Purpose.ROUTER);
    for (String secret : List.of(key, router)) {
      secrets.add(secret);
      String basic = Base64.getEncoder().encodeToString(("tokyo:" + secret).getBytes(UTF_8));
      secrets.add(basic);
      for (String header : List.of("authorization", "x-ddns-date", "host", "x-key", "cookie")) {
        for (String value : List.of(secret, "Basic " + basic, "Bearer " + secret)) {
          outputs.add(world.send(world.signed("tokyo", "{}").header(header, value)).toString());
        }
      }
      outputs.add(world.send(world.signed("tokyo", "{}").query("key=" + secret)).toString());
    }
    assertNoSecretShown();
  }

  /** Each fault in its turn, the master key's own included. */
  @Test
  void everyFaultInside_toldWithoutASecret() {
    byte[] master = world.masters.latest().secret();
    secrets.add(Base64.getEncoder().encodeToString(master));
    secrets.add(Base64.getUrlEncoder().withoutPadding().encodeToString(master));
    secrets.add(HexFormat.of().formatHex(master));
    secrets.add(world.signer("tokyo", World.FIRST_KEY).key());
    for (Write outcome : Write.values()) {
      world.state.nextWrites(outcome);
      send(world.signed("tokyo", "{}").from("192.0.2." + (outputs.size() + 1)));
    }
    world.register("torn", Allow.DEFAULT, List.of("x.example.com"), List.of(World.FIRST_KEY));
    send(world.signed("torn", "{}"));
    world.register("tokyo", Allow.DEFAULT, List.of(), List.of(new KeyGeneration(World.START, 99)));
    send(world.signed("tokyo", "{}"));
    world.masters.fail();
    send(world.signed("torn", "{}"));
    assertNoSecretShown();
  }

  private void assertNoSecretShown() {
    outputs.add(world.log());
    world.entries.forEach(entry -> outputs.add(entry.toString()));
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
