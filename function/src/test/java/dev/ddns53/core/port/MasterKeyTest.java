package dev.ddns53.core.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The secret that all keys derive from. */
final class MasterKeyTest {

  private static byte[] octets(int length) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) 0x53);
    return octets;
  }

  @ParameterizedTest
  @CsvSource({"1, 31", "1, 33", "1, 0", "0, 32", "-1, 32"})
  void otherLengthOrVersion_cannotBe(long version, int length) {
    assertThrows(IllegalArgumentException.class, () -> new MasterKey(version, octets(length)));
  }

  @Test
  void key_hasItsVersionAndItsOctets() {
    MasterKey key = new MasterKey(1, octets(32));
    assertEquals(1, key.version());
    assertArrayEquals(octets(32), key.secret());
  }

  /** Whatever logs it tells the version alone. */
  @Test
  void text_hasNoSecret() {
    assertEquals("master key, version 7", new MasterKey(7, octets(32)).toString());
  }
}
