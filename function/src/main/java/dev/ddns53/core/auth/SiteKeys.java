package dev.ddns53.core.auth;

import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.MasterKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Derives a site's secrets from the master key: HKDF-SHA256 (RFC 5869) with info {@code
 * site|id|generation|purpose}, 32 octets, as base64url. No field can hold a {@code |}, so no two
 * infos are alike.
 */
public final class SiteKeys {

  private static final int OCTETS = 32;

  private final MasterKeys masters;

  public SiteKeys(MasterKeys masters) {
    this.masters = masters;
  }

  /** What a key may be used for; one is no use for the other. */
  public enum Purpose {
    /** Signing requests. */
    SIGN("sign"),
    /** The Basic-auth password of a router. */
    ROUTER("router");

    private final String info;

    Purpose(String info) {
      this.info = info;
    }
  }

  /** The secret of a live generation. */
  public String derive(SiteId site, KeyGeneration generation, Purpose purpose) {
    return derive(
        masters.version(generation.masterVersion()).secret(),
        info(site, text(generation), purpose));
  }

  /** A secret that no site has, for the same work as {@link #derive}. */
  String decoy(SiteId site) {
    return derive(masters.latest().secret(), info(site, "0", Purpose.SIGN));
  }

  /** {@code <second>.<nonce>}; without a nonce the second alone. */
  private static String text(KeyGeneration generation) {
    String second = Long.toString(generation.issued().getEpochSecond());
    return generation.nonce().isEmpty() ? second : second + "." + generation.nonce();
  }

  private static String info(SiteId site, String generation, Purpose purpose) {
    return String.join("|", "site", site.value(), generation, purpose.info);
  }

  private static String derive(byte[] master, String info) {
    try {
      byte[] key =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(master)
                      .thenExpand(info.getBytes(StandardCharsets.UTF_8), OCTETS));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of every JDK 25", e);
    }
  }
}
