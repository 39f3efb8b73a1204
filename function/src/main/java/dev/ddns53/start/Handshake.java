package dev.ddns53.start;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/**
 * The first half of a TLS handshake, for nobody: certificates that are trusted are read, a key is
 * made and offered. The key is forgotten, and no session comes of it.
 */
public final class Handshake {

  private static final String NOWHERE = "stand-in.invalid";
  private static final int PORT = 443;

  private Handshake() {}

  /** Begins one with the context that connections to AWS take. */
  public static void begin() throws IOException {
    SSLEngine engine = client();
    engine.beginHandshake();
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), hello);
    if (result.bytesProduced() == 0) {
      throw new IllegalStateException("no TLS handshake begins: " + result);
    }
  }

  private static SSLEngine client() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine(NOWHERE, PORT);
      engine.setUseClientMode(true);
      return engine;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JDK has a default of TLS", e);
    }
  }
}
