package dev.ddns53;

import dev.ddns53.core.notice.Language;
import dev.ddns53.core.port.Traffic.Pace;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the function is told by its environment.
 *
 * @param registryTable the table that operators write
 * @param stateTable the table of what is known and published
 * @param masterKeyParameter the SSM parameter that holds the master key
 * @param hosts further host names that clients may sign, besides the one that the gateway tells
 * @param pace how fast Route 53 may be asked: less than the account may, so that others have room
 * @param language of notices
 * @param stack what metrics call this stack
 */
public record Config(
    String registryTable,
    String stateTable,
    String masterKeyParameter,
    Set<String> hosts,
    Pace pace,
    Language language,
    String stack) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");

  /**
   * Half of the 10 requests a second that Route 53 takes from an account, and of the 50 at once.
   */
  public static final Pace PACE = new Pace(5, 20);

  /** What a stack is called that nobody called otherwise. */
  public static final String STACK = "ddns53";

  public Config {
    hosts = Set.copyOf(hosts);
  }

  /** With notices in English. */
  public Config(
      String registryTable, String stateTable, String masterKeyParameter, Set<String> hosts) {
    this(registryTable, stateTable, masterKeyParameter, hosts, PACE, Language.ENGLISH, STACK);
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalStateException naming the variable that is missing or wrong
   */
  public static Config of(Map<String, String> environment) {
    return new Config(
        required(environment, "DDNS53_REGISTRY_TABLE"),
        required(environment, "DDNS53_STATE_TABLE"),
        required(environment, "DDNS53_MASTER_KEY_PARAMETER"),
        Arrays.stream(environment.getOrDefault("DDNS53_HOSTS", "").split(","))
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toUnmodifiableSet()),
        new Pace(
            number(environment, "DDNS53_ROUTE53_RATE", PACE.rate()),
            number(environment, "DDNS53_ROUTE53_BURST", PACE.burst())),
        language(environment.getOrDefault("DDNS53_LANGUAGE", "")),
        environment.getOrDefault("DDNS53_STACK", STACK));
  }

  private static Language language(String code) {
    return Language.of(code.isBlank() ? "en" : code)
        .orElseThrow(() -> new IllegalStateException("DDNS53_LANGUAGE must be en or ja"));
  }

  private static double number(Map<String, String> environment, String variable, double otherwise) {
    String text = environment.getOrDefault(variable, "");
    if (text.isBlank()) {
      return otherwise;
    }
    if (!NUMBER.matcher(text).matches() || Double.parseDouble(text) == 0) {
      throw new IllegalStateException(variable + " must be a number such as 5 or 2.5");
    }
    return Double.parseDouble(text);
  }

  private static String required(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                new IllegalStateException("the environment variable " + variable + " is not set"));
  }
}
