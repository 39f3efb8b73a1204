package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ddns53.core.address.Cidr;
import dev.ddns53.core.fleet.Allow;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any octets as a request: nothing is written, and every answer is a whole one. */
final class RequestFuzzTest {

  private static final Allow NEXT_TO_NOTHING =
      new Allow(
          List.of(),
          List.of(Cidr.parse("2001:db8:5eed:5eed:5eed:5eed:5eed:5eed").orElseThrow()),
          false,
          false);

  private final World world = new World().site("tokyo", NEXT_TO_NOTHING, "vpn.tokyo.example.com");

  /** As it came. */
  @FuzzTest(maxDuration = "1m")
  void unsigned(byte[] octets) {
    check(HttpText.parse(octets));
  }

  /** Signed by a site that may report next to nothing. */
  @FuzzTest(maxDuration = "1m")
  void signed(byte[] octets) {
    Requests request = HttpText.parse(octets);
    check(world.signer("tokyo", World.FIRST_KEY).sign(request, world.now()));
  }

  private void check(Requests request) {
    Answer answer = world.send(request);
    assertTrue(world.calls().wroteNothing(), request::toString);
    assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(answer.body()), answer::body);
    if (Essence.isAddressRequest(request)) {
      assertEquals(200, answer.status());
    } else if (answer.status() != 200 || !Essence.isStatusRequest(request)) {
      assertTrue(answer.status() >= 400 && answer.status() < 500, answer::toString);
      if (Essence.isRouterRequest(request)) {
        assertEquals("401 badauth", answer.status() + " " + answer.body());
      } else {
        answer.assertProblem(answer.status(), answer.code());
      }
    }
  }
}
