package dev.ddns53.fake;

import dev.ddns53.core.port.MasterKeys;

final class FakeMasterKeysTest extends MasterKeysContract {

  @Override
  protected MasterKeys fresh() {
    return new FakeMasterKeys();
  }

  @Override
  protected MasterKeys unreadable() {
    FakeMasterKeys keys = new FakeMasterKeys();
    keys.fail();
    return keys;
  }
}
