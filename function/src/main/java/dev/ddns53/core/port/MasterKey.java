package dev.ddns53.core.port;

/** The secret that all keys derive from: 256 random bits, and the version of its parameter. */
public final class MasterKey {

  /** Its length in octets. */
  public static final int OCTETS = 32;

  private final long version;
  private final byte[] secret;

  public MasterKey(long version, byte[] secret) {
    if (version < 1 || secret.length != OCTETS) {
      throw new IllegalArgumentException("a master key has " + OCTETS + " octets");
    }
    this.version = version;
    this.secret = secret.clone();
  }

  public long version() {
    return version;
  }

  public byte[] secret() {
    return secret.clone();
  }

  @Override
  public String toString() {
    return "master key, version " + version;
  }
}
