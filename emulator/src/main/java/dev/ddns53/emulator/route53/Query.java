package dev.ddns53.emulator.route53;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A query string's parameters. */
record Query(Map<String, String> parameters) {

  static Query of(String raw) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Query(parameters);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
  }

  int number(String name, int absent) throws Refusal {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      // said below
    }
    throw Refusal.invalidInput(name + " must be a positive number");
  }
}
