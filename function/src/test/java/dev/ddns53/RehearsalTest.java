package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is done before a snapshot: all of a handler's way, each call of AWS by its own words. */
final class RehearsalTest {

  private static final int ROUNDS = 8;

  private static Map<String, Integer> calls(Supplier<Rehearsal> made) throws IOException {
    try (Rehearsal rehearsal = made.get()) {
      for (int i = 0; i < ROUNDS; i++) {
        rehearsal.round();
      }
      return rehearsal.calls();
    }
  }

  /** A round throws where an answer is not what it should be. */
  @Test
  void requests_makeEachCallOfTheUpdatePathAndMeetARefusal() throws IOException {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "BatchGetItem",
                "GET hostedzone/rrset",
                "GetParameter",
                "POST hostedzone/rrset/",
                "PutItem",
                "TransactWriteItems")),
        calls(Rehearsal::ofRequests).keySet());
  }

  @Test
  void requests_readTheMasterKeyInEachRound() throws IOException {
    assertEquals(ROUNDS + 1, calls(Rehearsal::ofRequests).get("GetParameter"));
  }

  @Test
  void events_publishInABatch() throws IOException {
    assertEquals(2 * ROUNDS, calls(Rehearsal::ofEvents).get("POST hostedzone/rrset/"));
  }

  @Test
  void rechecks_scanListAndAskForChanges() throws IOException {
    Map<String, Integer> calls = calls(Rehearsal::ofRechecks);
    assertEquals(ROUNDS, calls.get("Scan"));
    assertEquals(ROUNDS, calls.get("GET hostedzone/rrset"));
    assertTrue(calls.containsKey("GET change"), calls.toString());
  }
}
