package dev.ddns53.infra.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of an app's context, read one by one; what is wrong is collected, not thrown. */
final class Values {

  private final Map<String, ?> context;
  private final List<String> problems = new ArrayList<>();
  private boolean anyMissing;

  Values(Map<String, ?> context) {
    this.context = context;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Whether something that is needed was not set at all. */
  boolean isAnyMissing() {
    return anyMissing;
  }

  void problem(Setting setting, String what) {
    problems.add(setting.key() + ": " + what + " For example: " + hint(setting));
  }

  void problem(String what) {
    problems.add(what);
  }

  private void isNot(Setting setting, String text, String what) {
    problem(setting, "\"" + text + "\" is not " + what + ".");
  }

  private static String hint(Setting setting) {
    return "-c " + setting.key() + "='" + setting.example() + "' (" + setting.description() + ")";
  }

  Optional<String> text(Setting setting) {
    return Optional.ofNullable(context.get(setting.key()))
        .map(Values::spelled)
        .filter(value -> !value.isEmpty());
  }

  /** A list in JSON with commas, so that it can be compared with one word. */
  private static String spelled(Object value) {
    return value instanceof List<?> list
        ? String.join(",", list.stream().map(String::valueOf).toList())
        : value.toString().strip();
  }

  /**
   * A text of a certain form.
   *
   * @param what it is, for who wrote something else
   */
  Optional<String> text(Setting setting, String form, String what) {
    return one(setting, value -> Optional.of(value).filter(v -> v.matches(form)), what);
  }

  <T> Optional<T> one(Setting setting, Function<String, Optional<T>> parse, String what) {
    Optional<String> text = text(setting);
    Optional<T> value = text.flatMap(parse);
    if (text.isPresent() && value.isEmpty()) {
      isNot(setting, text.get(), what);
    }
    return value;
  }

  /** A list in JSON, or one text with commas; it must not be empty. */
  <T> List<T> needed(Setting setting, Function<String, Optional<T>> parse, String what) {
    List<T> found = many(setting, parse, what);
    if (text(setting).isEmpty()) {
      anyMissing = true;
      problem(setting, "is needed.");
    }
    return found;
  }

  /** A list in JSON, or one text with commas. */
  <T> List<T> many(Setting setting, Function<String, Optional<T>> parse, String what) {
    List<T> values = new ArrayList<>();
    for (String text : texts(context.get(setting.key()))) {
      Optional<T> value = parse.apply(text);
      value.ifPresent(values::add);
      if (value.isEmpty()) {
        isNot(setting, text, what);
      }
    }
    return values.stream().distinct().toList();
  }

  private static List<String> texts(@Nullable Object value) {
    Stream<String> all =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf)
            : Arrays.stream(value == null ? new String[0] : value.toString().split(","));
    return all.map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  boolean flag(Setting setting) {
    return flag(setting, false);
  }

  boolean flag(Setting setting, boolean otherwise) {
    return one(
            setting,
            text ->
                switch (text) {
                  case "true" -> Optional.of(true);
                  case "false" -> Optional.of(false);
                  default -> Optional.empty();
                },
            "true or false")
        .orElse(otherwise);
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
                : Optional.empty(),
        "a whole number from " + from + " to " + to);
  }
}
