package dev.ddns53.emulator.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A filter of DescribeInstances: a machine passes that has one of the values. In a value, {@code *}
 * stands for any text and {@code ?} for any character, unless a backslash is before it.
 */
record Ec2Filter(String name, List<Pattern> values) {

  private static final String TAG = "tag:";
  private static final int MOST_VALUES = 200;

  Ec2Filter {
    values = List.copyOf(values);
  }

  /** All filters of a call. */
  static List<Ec2Filter> take(Ec2Parameters parameters) throws Ec2Error {
    List<Ec2Filter> filters = new ArrayList<>();
    int all = 0;
    for (int i = 1; ; i++) {
      String at = "Filter." + i;
      String name = parameters.take(at + ".Name").orElse("");
      if (name.isEmpty()) {
        return filters;
      }
      List<String> values = parameters.list(at + ".Value");
      check(name, values);
      all += values.size();
      if (all > MOST_VALUES) {
        throw Ec2Error.of(
            "FilterLimitExceeded",
            "The maximum number of filter values specified on a single call is " + MOST_VALUES);
      }
      filters.add(new Ec2Filter(name, values.stream().map(Ec2Filter::pattern).toList()));
    }
  }

  private static void check(String name, List<String> values) throws Ec2Error {
    boolean known =
        List.of("instance-id", "instance-state-name", "tag-key").contains(name)
            || (name.startsWith(TAG) && name.length() > TAG.length());
    if (!known) {
      throw Ec2Error.of("InvalidParameterValue", "The filter '" + name + "' is invalid");
    }
    if (values.isEmpty()) {
      throw Ec2Error.of("InvalidParameterValue", "The filter '" + name + "' has no values");
    }
  }

  private static Pattern pattern(String value) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        pattern.append(Pattern.quote(value.substring(i, i + 1)));
      } else if (c == '*') {
        pattern.append(".*");
      } else if (c == '?') {
        pattern.append('.');
      } else {
        pattern.append(Pattern.quote(value.substring(i, i + 1)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  boolean passes(Machine machine) {
    return of(machine)
        .anyMatch(text -> values.stream().anyMatch(value -> value.matcher(text).matches()));
  }

  private Stream<String> of(Machine machine) {
    return switch (name) {
      case "instance-id" -> Stream.of(machine.id());
      case "instance-state-name" -> Stream.of(machine.state().slug());
      case "tag-key" -> machine.tags().keySet().stream();
      default -> Stream.ofNullable(machine.tags().get(name.substring(TAG.length())));
    };
  }
}
