package dev.ddns53.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.fake.FakeMasterKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Derivations that were computed by other programs: {@code openssl kdf … HKDF}, and RFC 5869 on
 * Python's {@code hmac}. A key that differs would lock every site out.
 */
final class SiteKeysTest {

  private final SiteKeys keys = new SiteKeys(new FakeMasterKeys());

  @ParameterizedTest
  @CsvSource({
    "tokyo, 1, SIGN, 7jXjlqjM7x6K0RIIMCmUPHpVURa87qsyApaZaFtB35k",
    "tokyo, 1, ROUTER, zu78eDvLkZkVXtHwdrV2hqXQVUqW7YfubbB7V_ByIwI",
    "tokyo, 2, SIGN, FDpjxNEqbJaxbhXROD5N3-JOjI8pMgxsrAnmywontys",
    "Tokyo, 1, SIGN, pS50SCG1KXc520-1HyMhaXCdx7ypy3SU4OTHi8NXTuc"
  })
  void derived_asOthersDerive(String site, int which, SiteKeys.Purpose purpose, String key) {
    KeyGeneration generation = which == 1 ? World.FIRST_KEY : World.SECOND_KEY;
    assertEquals(key, keys.derive(new SiteId(site), generation, purpose));
  }

  @Test
  void decoy_ofTheNewestMasterAndNoGeneration() {
    assertEquals("dSFWzOsFHlCAu2trlXttEcvedGuYtTCzO3Jg2iBgH9o", keys.decoy(new SiteId("tokyo")));
  }
}
