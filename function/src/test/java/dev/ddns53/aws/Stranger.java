package dev.ddns53.aws;

import dev.ddns53.core.address.ZoneId;
import java.net.URI;

/** Somebody else's hand in hosted zones: boto3's where python3 has it, else the Java SDK's. */
interface Stranger extends AutoCloseable {

  /** The access key that signs its changes. */
  String KEY = "stranger";

  /** Carries a placement out; false where there is nothing to be done. */
  boolean place(ZoneId zone, Placement placement);

  /** Whose hand it is. */
  String name();

  @Override
  void close();

  /** One at this endpoint. */
  static Stranger at(URI route53) {
    return BotoStranger.at(route53).orElseGet(() -> new SdkStranger(route53));
  }
}
