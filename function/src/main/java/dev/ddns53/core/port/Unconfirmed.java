package dev.ddns53.core.port;

/** A write of which nobody knows whether it happened. */
public final class Unconfirmed extends RuntimeException {

  private static final long serialVersionUID = 1;

  public Unconfirmed(String what, Throwable cause) {
    super(what, cause);
  }
}
