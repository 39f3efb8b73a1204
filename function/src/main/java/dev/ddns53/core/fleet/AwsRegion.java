package dev.ddns53.core.fleet;

import java.util.Optional;
import java.util.regex.Pattern;

/** A region of AWS, such as {@code ap-northeast-1}. */
public record AwsRegion(String id) implements Comparable<AwsRegion> {

  private static final Pattern SYNTAX = Pattern.compile("[a-z]{2,8}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");

  public AwsRegion {
    if (!SYNTAX.matcher(id).matches()) {
      throw new IllegalArgumentException("not a region of AWS");
    }
  }

  public static Optional<AwsRegion> parse(String text) {
    return SYNTAX.matcher(text).matches() ? Optional.of(new AwsRegion(text)) : Optional.empty();
  }

  @Override
  public int compareTo(AwsRegion other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id;
  }
}
