package dev.ddns53.emulator.ec2;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of a call in EC2's Query protocol, each taken once. What nobody took is refused.
 */
final class Ec2Parameters {

  private final Map<String, String> values;
  private final Set<String> taken = new HashSet<>();

  private Ec2Parameters(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a form. */
  static Ec2Parameters of(String form) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Ec2Parameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  Optional<String> take(String name) {
    taken.add(name);
    return Optional.ofNullable(values.get(name));
  }

  /** {@code name.1}, {@code name.2} and so on; they end with the first that is not there. */
  List<String> list(String name) {
    List<String> list = new ArrayList<>();
    for (int i = 1; ; i++) {
      Optional<String> next = take(name + "." + i);
      if (next.isEmpty()) {
        return list;
      }
      list.add(next.get());
    }
  }

  /** Refuses what nobody took. */
  void end() throws Ec2Error {
    for (String name : values.keySet()) {
      if (!taken.contains(name)) {
        throw Ec2Error.of("UnknownParameter", "The parameter " + name + " is not recognized");
      }
    }
  }
}
