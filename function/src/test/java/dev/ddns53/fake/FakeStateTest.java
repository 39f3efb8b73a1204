package dev.ddns53.fake;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.HistoryEntry;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Notice;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.port.State;
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
  protected void register(Name name) {
    state.register(name);
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
