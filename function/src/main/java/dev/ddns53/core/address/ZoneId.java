package dev.ddns53.core.address;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Route 53 hosted zone's id, without the {@code /hostedzone/} that some answers put before it.
 */
public record ZoneId(String value) implements Comparable<ZoneId> {

  private static final String PREFIX = "/hostedzone/";
  private static final Pattern SYNTAX = Pattern.compile("[A-Z0-9]{1,32}");

  public ZoneId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a hosted zone id: " + value);
    }
  }

  /** Takes the id with or without its prefix. */
  public static Optional<ZoneId> parse(String text) {
    String bare = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    return SYNTAX.matcher(bare).matches() ? Optional.of(new ZoneId(bare)) : Optional.empty();
  }

  @Override
  public int compareTo(ZoneId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
