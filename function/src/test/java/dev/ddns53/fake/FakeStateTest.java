package dev.ddns53.fake;

import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.port.State;

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
}
