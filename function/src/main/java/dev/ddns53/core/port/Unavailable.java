package dev.ddns53.core.port;

/**
 * A service that we need did not answer or refused. A read is unknown, not absent; a write did not
 * happen.
 */
public final class Unavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  public Unavailable(String what, Throwable cause) {
    super(what, cause);
  }

  public Unavailable(String what) {
    super(what);
  }
}
