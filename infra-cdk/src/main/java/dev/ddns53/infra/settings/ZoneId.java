package dev.ddns53.infra.settings;

import java.util.Optional;

/** A hosted zone's id, without {@code /hostedzone/}. */
public record ZoneId(String value) {

  static Optional<ZoneId> parse(String text) {
    String id = text.replaceFirst("^/?hostedzone/", "");
    return id.matches("Z[A-Z0-9]{3,31}") ? Optional.of(new ZoneId(id)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
