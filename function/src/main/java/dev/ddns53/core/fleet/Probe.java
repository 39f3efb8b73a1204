package dev.ddns53.core.fleet;

/**
 * How to find out whether a member of a name is alive.
 *
 * @param failures how many in a row make it count as down
 * @param recoveries how many good answers in a row make it count as up again
 */
public record Probe(Check check, int failures, int recoveries) {

  /** What is tried at the member's address. */
  public sealed interface Check {

    int port();

    /** A connection. */
    record Tcp(int port) implements Check {}

    /**
     * A GET that must be answered with a status of 200 to 399.
     *
     * @param secure over TLS; the certificate is not looked at
     * @param path begins with a slash
     */
    record Http(boolean secure, int port, String path) implements Check {}
  }

  public Probe {
    if (failures < 1 || recoveries < 1) {
      throw new IllegalArgumentException("a probe counts to 1 at least");
    }
  }
}
