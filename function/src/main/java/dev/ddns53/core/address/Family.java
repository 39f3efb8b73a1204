package dev.ddns53.core.address;

import java.util.Optional;
import java.util.stream.Stream;

/** An address family, with the record type that publishes it and its field on the wire. */
public enum Family {
  IPV4("A", "ipv4", "IPv4"),
  IPV6("AAAA", "ipv6", "IPv6");

  private final String recordType;
  private final String field;
  private final String label;

  Family(String recordType, String field, String label) {
    this.recordType = recordType;
    this.field = field;
    this.label = label;
  }

  /** {@code A} or {@code AAAA}. */
  public String recordType() {
    return recordType;
  }

  /** The family of {@code A} or {@code AAAA}; empty for any other text. */
  public static Optional<Family> ofRecordType(String text) {
    return Stream.of(values()).filter(family -> family.recordType.equals(text)).findFirst();
  }

  /** {@code ipv4} or {@code ipv6}: the name in requests and stored rows. */
  public String field() {
    return field;
  }

  /** For people: {@code IPv4} or {@code IPv6}. */
  @Override
  public String toString() {
    return label;
  }
}
