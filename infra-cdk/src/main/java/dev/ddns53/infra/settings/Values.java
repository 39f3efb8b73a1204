package dev.ddns53.infra.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The values of an app's context, read one by one; what is wrong is collected, not thrown. */
final class Values {

  private final Map<String, ?> context;
  private final List<String> problems = new ArrayList<>();

  Values(Map<String, ?> context) {
    this.context = context;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  void problem(Setting setting, String what) {
    problems.add(setting.key() + ": " + what + " For example: " + hint(setting));
  }

  void problem(String what) {
    problems.add(what);
  }

  private static String hint(Setting setting) {
    return "-c " + setting.key() + "='" + setting.example() + "' (" + setting.description() + ")";
  }

  Optional<String> text(Setting setting) {
    return Optional.ofNullable(context.get(setting.key()))
        .map(value -> value.toString().strip())
        .filter(value -> !value.isEmpty());
  }

  /** A text of a certain form. */
  Optional<String> text(Setting setting, String form) {
    return one(setting, value -> Optional.of(value).filter(v -> v.matches(form)));
  }

  <T> Optional<T> one(Setting setting, Function<String, Optional<T>> parse) {
    Optional<String> text = text(setting);
    Optional<T> value = text.flatMap(parse);
    if (text.isPresent() && value.isEmpty()) {
      problem(setting, "\"" + text.get() + "\" is no such value.");
    }
    return value;
  }

  /** A list in JSON, or one text with commas. */
  <T> List<T> many(Setting setting, Function<String, Optional<T>> parse) {
    List<T> values = new ArrayList<>();
    for (String text : texts(context.get(setting.key()))) {
      Optional<T> value = parse.apply(text);
      value.ifPresent(values::add);
      if (value.isEmpty()) {
        problem(setting, "\"" + text + "\" is no such value.");
      }
    }
    return values.stream().distinct().toList();
  }

  private static List<String> texts(@org.jspecify.annotations.Nullable Object value) {
    Stream<String> all =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf)
            : Arrays.stream(value == null ? new String[0] : value.toString().split(","));
    return all.map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  boolean flag(Setting setting) {
    return one(
            setting,
            text ->
                switch (text) {
                  case "true" -> Optional.of(true);
                  case "false" -> Optional.of(false);
                  default -> Optional.empty();
                })
        .orElse(false);
  }

  int number(Setting setting, int from, int to, int otherwise) {
    return number(setting, from, to).orElse(otherwise);
  }

  Optional<Integer> number(Setting setting, int from, int to) {
    return one(
        setting,
        text ->
            text.matches("[0-9]{1,9}")
                ? Optional.of(Integer.valueOf(text)).filter(n -> n >= from && n <= to)
                : Optional.empty());
  }
}
