package dev.ddns53.core.report;

import static dev.ddns53.World.fqdn;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.fake.FakeRecords;
import dev.ddns53.fake.Planted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a site learns of itself by {@code GET /v1/status}. */
final class StatusTest {

  private final World world = new World();

  private JsonNode status(String site) {
    Answer answer =
        world.send(world.signer(site, World.FIRST_KEY).sign(Requests.status(), world.now()));
    assertEquals(200, answer.status(), answer::body);
    return answer.json();
  }

  private static List<String> lines(JsonNode status) {
    return status
        .path("records")
        .valueStream()
        .map(
            each ->
                String.join(
                    " ",
                    each.path("name").asText(),
                    each.path("type").asText(),
                    each.path("address").asText(),
                    each.path("status").asText()))
        .toList();
  }

  @Test
  void recordsOfEachName_inOrderWithHowFarTheyGot() {
    world.site("tokyo", "b.example.com", "a.example.com").site("osaka", "c.example.com");
    world.records.plant(fqdn("b.example.com"), Planted.simple("A", "203.0.113.1"));
    world.update("tokyo", "{\"ipv6\":\"2001:db8::1\",\"ipv4\":\"192.0.2.1\"}");
    world.update("osaka", "{}");
    assertEquals(
        List.of(
            "a.example.com A 192.0.2.1 published",
            "a.example.com AAAA 2001:db8::1 published",
            "b.example.com A 192.0.2.1 refused",
            "b.example.com AAAA 2001:db8::1 published"),
        lines(status("tokyo")));
    assertEquals("[\"a.example.com\",\"b.example.com\"]", status("tokyo").path("names").toString());
  }

  @Test
  void notConfirmedYet_pending() {
    world.site("tokyo", "a.example.com");
    world.records.nextChanges(
        FakeRecords.Change.THROTTLED, FakeRecords.Change.THROTTLED, FakeRecords.Change.THROTTLED);
    world.update("tokyo", "{\"ipv4\":\"192.0.2.1\"}").assertRecord(202, "pending");
    assertEquals(List.of("a.example.com A 192.0.2.1 pending"), lines(status("tokyo")));
  }

  @Test
  void siteWithoutNames_noRecords() {
    world.site("tokyo");
    world.update("tokyo", "{\"ipv4\":\"192.0.2.1\"}");
    JsonNode status = status("tokyo");
    assertEquals(List.of(), lines(status));
    assertEquals("192.0.2.1", status.at("/reports/ipv4/address").asText());
  }
}
