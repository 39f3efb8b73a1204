package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static software.amazon.awssdk.services.route53.model.ChangeAction.CREATE;
import static software.amazon.awssdk.services.route53.model.ChangeAction.DELETE;

import dev.ddns53.emulator.route53.Landed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.RRType;

/** Who watches hears of each change that is carried out: who sent it, and what it changes. */
class WatchIT extends WithEmulator {

  private final List<Landed> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void unwatch() {
    emulator.route53().watch(batch -> {});
  }

  @Test
  void batchCarriedOut_heardInItsOrderAndRefusedOneNot() {
    String zone = zone("example.com");
    emulator.route53().watch(heard::addAll);
    send(zone, change(CREATE, "a.example.com", "192.0.2.1"));
    assertRefused(
        "InvalidChangeBatch",
        "[Tried to create resource record set [name='a.example.com.', type='A'] but it already"
            + " exists]",
        zone,
        change(CREATE, "a.example.com", "192.0.2.2"));
    send(
        zone,
        change(DELETE, "a.example.com", "192.0.2.1"),
        change(CREATE, set("a.example.com", RRType.CNAME, "www.example.net")));
    assertEquals(
        List.of("+A 192.0.2.1", "-A 192.0.2.1", "+CNAME www.example.net"),
        heard.stream().map(WatchIT::text).toList());
    Landed last = heard.getLast();
    assertEquals(
        "%s local a.example.com. 60".formatted(last.zone()),
        "%s %s %s %d".formatted(zone, last.caller(), last.name(), last.ttl().orElseThrow()));
    assertEquals(Optional.empty(), last.identifier());
  }

  private static String text(Landed landed) {
    return (landed.deleted() ? "-" : "+") + landed.type() + " " + landed.values().getFirst();
  }
}
