package dev.ddns53.emulator.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** 127.0.0.1: what runs on this machine for a user listens nowhere else. */
public final class Loopback {

  /** In octets, for the JDK's own may be that of IPv6. */
  public static final InetAddress ADDRESS = address();

  private Loopback() {}

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four octets are an address", e);
    }
  }

  /**
   * Where to listen.
   *
   * @param port 0 for any that is free
   */
  public static InetSocketAddress at(int port) {
    return new InetSocketAddress(ADDRESS, port);
  }

  /** Where a server on that port is called. */
  public static URI http(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
