package dev.ddns53.core.fleet;

import java.util.Optional;
import java.util.regex.Pattern;

/** A site's name: {@code [A-Za-z0-9._-]{1,64}}, case-sensitive. curl signs these unescaped. */
public record SiteId(String value) implements Comparable<SiteId> {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public SiteId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a site id");
    }
  }

  public static Optional<SiteId> parse(String text) {
    return SYNTAX.matcher(text).matches() ? Optional.of(new SiteId(text)) : Optional.empty();
  }

  @Override
  public int compareTo(SiteId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
