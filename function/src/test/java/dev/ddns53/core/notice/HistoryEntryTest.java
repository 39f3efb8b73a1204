package dev.ddns53.core.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.record.NameState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of a name. */
final class HistoryEntryTest {

  private static final Fqdn NAME = new Fqdn("vpn.example.com");

  private static HistoryEntry entry(HistoryEntry.What what) {
    return HistoryEntry.of(NameState.unpublished(NAME).next(), what, World.START);
  }

  @Test
  void entry_ofTheVersionThatItLedTo() {
    assertEquals(
        new HistoryEntry(NAME, World.START, 1, HistoryEntry.What.REPORTED, Map.of()),
        entry(HistoryEntry.What.REPORTED));
  }

  /** Stored rows name what happened; each name leads back to it. */
  @ParameterizedTest
  @EnumSource(HistoryEntry.What.class)
  void slug_leadsBack(HistoryEntry.What what) {
    assertEquals(Optional.of(what), HistoryEntry.What.of(what.slug()));
    assertEquals(
        1, Stream.of(HistoryEntry.What.values()).filter(w -> w.slug().equals(what.slug())).count());
    assertEquals(Optional.empty(), HistoryEntry.What.of(what.slug() + "s"));
  }

  @Test
  void facts_inTheOrderInWhichTheyAreRead() {
    HistoryEntry entry =
        entry(HistoryEntry.What.REPORTED)
            .with("z", "1")
            .with("a", "2")
            .with(Map.of("m", "3"))
            .with("z", "4");
    assertEquals("{z=4, a=2, m=3}", entry.facts().toString());
    assertThrows(UnsupportedOperationException.class, () -> entry.facts().put("x", "y"));
  }

  /** Two things that led to one version are kept under one key. */
  @Test
  void entriesOfOneVersion_oneWithTheFactsOfAll() {
    HistoryEntry drift = entry(HistoryEntry.What.DRIFT_FOUND).with("found-A", "nothing");
    HistoryEntry over = entry(HistoryEntry.What.FAILED_OVER).with("A", "192.0.2.2");
    assertEquals(List.of(), HistoryEntry.merged(List.of()));
    assertEquals(List.of(drift), HistoryEntry.merged(List.of(drift)));
    assertEquals(
        List.of(drift.with("A", "192.0.2.2").with("also", "failed-over")),
        HistoryEntry.merged(List.of(drift, over)));
    assertEquals(
        List.of(over.with("found-A", "nothing").with("also", "drift-found")),
        HistoryEntry.merged(List.of(over, drift)));
  }
}
