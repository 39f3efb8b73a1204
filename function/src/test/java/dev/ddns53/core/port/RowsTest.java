package dev.ddns53.core.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.port.State.Rows;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written in one transaction. */
final class RowsTest {

  private static final SiteState SITE = SiteState.unheard(new SiteId("tokyo")).back();
  private static final NameState NAME = NameState.unpublished(new Fqdn("vpn.example.com")).next();

  @Test
  void rowsAlone_tellNothing() {
    Rows none = new Rows(List.of(), List.of(), List.of(), List.of());
    assertEquals(new Rows(List.of(SITE), List.of(), List.of(), List.of()), Rows.of(SITE));
    assertEquals(new Rows(List.of(), List.of(NAME), List.of(), List.of()), Rows.of(NAME));
    assertEquals(none, Rows.of(List.of(), List.of()));
  }

  /** Notices and history of several causes go together, in the order in which they were added. */
  @Test
  void told_besideWhatWasToldBefore() {
    Notice stale = Notice.of(Notice.Kind.STALE, "1", World.START);
    Notice back = Notice.of(Notice.Kind.RECOVERED, "2", World.START);
    HistoryEntry first = HistoryEntry.of(NAME, HistoryEntry.What.REPORTED, World.START);
    HistoryEntry second = HistoryEntry.of(NAME, HistoryEntry.What.DENIED, World.START);
    Rows rows =
        Rows.of(List.of(SITE), List.of(NAME))
            .telling(List.of(stale), List.of(first))
            .telling(List.of(back), List.of(second));
    assertEquals(
        new Rows(List.of(SITE), List.of(NAME), List.of(stale, back), List.of(first, second)), rows);
  }

  /** A name's rows tell of a name only while that is registered. */
  @Test
  void nameOfItsRows_whileItIsRegistered() {
    Name name = World.registered(NAME.name(), List.of(new Member.OfSite(new SiteId("tokyo"))));
    assertEquals(Optional.of(name), new NameRows(NameDocument.of(name), NAME).name());
    assertEquals(Optional.empty(), new NameRows(NameDocument.none(NAME.name()), NAME).name());
  }
}
