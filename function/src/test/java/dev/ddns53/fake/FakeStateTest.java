package dev.ddns53.fake;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.notice.HistoryEntry;
import dev.ddns53.core.notice.Notice;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import java.util.List;
import java.util.Optional;

final class FakeStateTest extends StateContract {

  private FakeState state = new FakeState();

  @Override
  protected State fresh() {
    state = new FakeState();
    return state;
  }

  @Override
  protected void register(Site site) {
    state.register(site);
  }

  @Override
  protected void register(NameDocument document) {
    state.register(document);
  }

  @Override
  protected Traffic traffic() {
    return state;
  }

  @Override
  protected Optional<Notice> notice(String id) {
    return state.notices().stream().filter(notice -> notice.id().equals(id)).findFirst();
  }

  @Override
  protected List<HistoryEntry> history(Fqdn name) {
    return state.history(name);
  }
}
