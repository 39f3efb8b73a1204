package dev.ddns53.infra.settings;

import java.util.Optional;

/**
 * The API's own name.
 *
 * @param certificateArn empty: one is made, validated in the zone
 * @param zone where its records are made; empty: the operator makes them
 * @param trustStore whose clients may connect; empty: all
 */
public record Domain(
    String name,
    Optional<String> certificateArn,
    Optional<ZoneId> zone,
    Optional<TrustStore> trustStore) {

  /** An object in S3 that holds certificates in PEM. */
  public record TrustStore(String bucket, String key) {

    static Optional<TrustStore> parse(String text) {
      if (!text.matches("s3://[a-z0-9.-]{3,63}/.+")) {
        return Optional.empty();
      }
      String path = text.substring("s3://".length());
      int slash = path.indexOf('/');
      return Optional.of(new TrustStore(path.substring(0, slash), path.substring(slash + 1)));
    }
  }
}
