package dev.ddns53.fake;

import dev.ddns53.core.port.MasterKey;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.core.port.Unavailable;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Master keys of versions 1 to {@value #VERSIONS}. */
public final class FakeMasterKeys implements MasterKeys {

  public static final int VERSIONS = 2;

  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean failing;

  /** From now on no key can be read. */
  public void fail() {
    failing = true;
  }

  public int calls() {
    return calls.get();
  }

  @Override
  public MasterKey latest() {
    return version(VERSIONS);
  }

  @Override
  public MasterKey version(long version) {
    calls.incrementAndGet();
    if (failing || version > VERSIONS) {
      throw new Unavailable("no master key of version " + version);
    }
    byte[] secret = new byte[MasterKey.OCTETS];
    Arrays.fill(secret, (byte) version);
    return new MasterKey(version, secret);
  }
}
