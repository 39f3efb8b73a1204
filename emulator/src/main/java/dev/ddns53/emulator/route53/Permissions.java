package dev.ddns53.emulator.route53;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the caller's policy lets it change. Each list is a {@code ForAllValues:StringLike} condition
 * on {@code route53:ChangeResourceRecordSets}: every change of a batch must match one of its
 * patterns, in which {@code *} stands for any text and {@code ?} for any character.
 *
 * @param names as IAM sees them: lower case, no trailing dot, special characters as {@code \ooo}
 * @param types such as {@code A}
 * @param actions {@code CREATE}, {@code DELETE}, {@code UPSERT}
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html">conditions</a>
 */
public record Permissions(List<String> names, List<String> types, List<String> actions) {

  private static final List<String> ANY = List.of("*");

  /** Everything. */
  public static final Permissions ALL = new Permissions(ANY, ANY, ANY);

  public Permissions {
    names = List.copyOf(names);
    types = List.copyOf(types);
    actions = List.copyOf(actions);
  }

  public static Permissions ofNames(String... patterns) {
    return new Permissions(List.of(patterns), ANY, ANY);
  }

  boolean allow(List<Change> batch) {
    return allMatch(names, batch, change -> withoutDot(change.set().name()))
        && allMatch(types, batch, change -> change.set().type())
        && allMatch(actions, batch, change -> change.action().name());
  }

  private static boolean allMatch(
      List<String> patterns, List<Change> batch, Function<Change, String> value) {
    Pattern any =
        Pattern.compile(
            patterns.stream().map(Permissions::expression).collect(Collectors.joining("|")));
    return batch.stream().map(value).allMatch(text -> any.matcher(text).matches());
  }

  private static String expression(String pattern) {
    return pattern
        .chars()
        .mapToObj(Character::toString)
        .map(
            c ->
                switch (c) {
                  case "*" -> ".*";
                  case "?" -> ".";
                  default -> Pattern.quote(c);
                })
        .collect(Collectors.joining());
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  Map<String, List<String>> lists() {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    lists.put("names", names);
    lists.put("types", types);
    lists.put("actions", actions);
    return lists;
  }

  /**
   * These permissions, but for the lists named.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  Permissions with(Map<String, List<String>> changed) {
    if (!lists().keySet().containsAll(changed.keySet())) {
      throw new IllegalArgumentException("there is " + String.join(", ", lists().keySet()));
    }
    return new Permissions(
        changed.getOrDefault("names", names),
        changed.getOrDefault("types", types),
        changed.getOrDefault("actions", actions));
  }
}
