package dev.ddns53.core.notice;

import java.util.Arrays;
import java.util.Optional;

/** The language of texts that people get without having asked. */
public enum Language {
  ENGLISH("en"),
  JAPANESE("ja");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** {@code en} or {@code ja}. */
  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }
}
