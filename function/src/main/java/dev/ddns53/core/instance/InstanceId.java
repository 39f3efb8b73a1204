package dev.ddns53.core.instance;

import java.util.Optional;
import java.util.regex.Pattern;

/** An EC2 instance's id, such as {@code i-0abcdef1234567890}. */
public record InstanceId(String value) implements Comparable<InstanceId> {

  private static final Pattern SYNTAX = Pattern.compile("i-[0-9a-f]{8,32}");

  public InstanceId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not an instance's id");
    }
  }

  public static Optional<InstanceId> parse(String text) {
    return SYNTAX.matcher(text).matches() ? Optional.of(new InstanceId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
