package dev.ddns53.fake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.core.port.MasterKey;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.core.port.Unavailable;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all {@link MasterKeys} must do. */
public abstract class MasterKeysContract {

  private MasterKeys keys;

  /** Keys of versions 1 and 2. */
  protected abstract MasterKeys fresh() throws Exception;

  /** Keys that nobody can read. */
  protected abstract MasterKeys unreadable() throws Exception;

  @BeforeEach
  void start() throws Exception {
    keys = fresh();
  }

  private static void assertSame(MasterKey expected, MasterKey actual) {
    assertEquals(expected.version(), actual.version());
    assertArrayEquals(expected.secret(), actual.secret());
  }

  @Test
  void latest_isTheNewestVersion() {
    assertEquals(2, keys.latest().version());
    assertSame(keys.latest(), keys.latest());
    assertSame(keys.latest(), keys.version(2));
  }

  @Test
  void eachVersion_hasASecretOfItsOwn() {
    assertEquals(1, keys.version(1).version());
    assertSame(keys.version(1), keys.version(1));
    assertFalse(Arrays.equals(keys.version(1).secret(), keys.version(2).secret()));
  }

  @Test
  void versionThatDoesNotExist_unavailable() {
    assertThrows(Unavailable.class, () -> keys.version(3));
    assertEquals(2, keys.latest().version());
  }

  @Test
  void unreadable_unavailable() throws Exception {
    MasterKeys none = unreadable();
    assertThrows(Unavailable.class, none::latest);
    assertThrows(Unavailable.class, () -> none.version(1));
  }
}
