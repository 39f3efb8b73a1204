package dev.ddns53.aws;

import dev.ddns53.core.address.ZoneId;

/** Somebody else's hand in hosted zones. */
interface Stranger extends AutoCloseable {

  /** The access key that signs its changes. */
  String KEY = "stranger";

  /** Carries a placement out; false where there is nothing to be done. */
  boolean place(ZoneId zone, Placement placement);

  @Override
  void close();
}
