package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.port.MasterKey;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.fake.MasterKeysContract;
import org.junit.jupiter.api.Test;

/** Parameter Store keeps the contract of {@link MasterKeys}. */
class SsmMasterKeysIT extends MasterKeysContract {

  /** Where the services are. */
  Endpoint endpoint() {
    return Endpoint.chosen();
  }

  private static MasterKeys of(Backend backend) {
    return new SsmMasterKeys(
        backend.wiring().clients()::ssm, backend.wiring().config().masterKeyParameter());
  }

  @Override
  protected MasterKeys fresh() {
    Backend backend = Backend.on(endpoint());
    backend.putMasterKey();
    return of(backend);
  }

  @Override
  protected MasterKeys unreadable() {
    return new SsmMasterKeys(Backend.on(endpoint()).wiring().clients()::ssm, "/ddns53/nothing");
  }

  @Test
  void secretOfTheParameter_readAsItWasPut() {
    Backend backend = Backend.on(endpoint());
    MasterKey put = backend.putMasterKey();
    assertEquals(put.version(), of(backend).latest().version());
    assertArrayEquals(put.secret(), of(backend).latest().secret());
  }

  @Test
  void newVersionPut_seenByTheNextInstance() {
    Backend backend = Backend.on(endpoint());
    MasterKeys running = of(backend);
    assertEquals(1, running.latest().version());
    backend.putMasterKey();
    assertEquals(1, running.latest().version());
    assertEquals(2, running.version(2).version());
    assertEquals(2, of(backend).latest().version());
  }

  @Test
  void textThatIsNoKey_unavailableWithoutShowingIt() {
    Backend backend = Backend.on(endpoint());
    for (String text : new String[] {"not*base64", "dG9vLXNob3J0"}) {
      backend.putMasterKey(text);
      Unavailable told = assertThrows(Unavailable.class, () -> of(backend).latest());
      String message = String.valueOf(told.getMessage());
      assertFalse(message.contains(text), message);
      assertTrue(message.contains(backend.wiring().config().masterKeyParameter()), message);
    }
  }
}
