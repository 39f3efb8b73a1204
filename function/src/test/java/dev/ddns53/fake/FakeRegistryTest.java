package dev.ddns53.fake;

import dev.ddns53.core.port.Registry;

final class FakeRegistryTest extends RegistryContract {

  @Override
  protected Registry fresh() {
    return new FakeRegistry();
  }
}
