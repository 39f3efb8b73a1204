package dev.ddns53;

import dev.ddns53.core.model.Language;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the function is told by its environment.
 *
 * @param registryTable the table that operators write
 * @param stateTable the table of what is known and published
 * @param masterKeyParameter the SSM parameter that holds the master key
 * @param hosts further host names that clients may sign, besides the one that the gateway tells
 * @param language of notices
 * @param stack what metrics call this stack
 */
public record Config(
    String registryTable,
    String stateTable,
    String masterKeyParameter,
    Set<String> hosts,
    Language language,
    String stack) {

  /** What a stack is called that nobody called otherwise. */
  public static final String STACK = "ddns53";

  public Config {
    hosts = Set.copyOf(hosts);
  }

  /** With notices in English. */
  public Config(
      String registryTable, String stateTable, String masterKeyParameter, Set<String> hosts) {
    this(registryTable, stateTable, masterKeyParameter, hosts, Language.ENGLISH, STACK);
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
        language(environment.getOrDefault("DDNS53_LANGUAGE", "")),
        environment.getOrDefault("DDNS53_STACK", STACK));
  }

  private static Language language(String code) {
    return Language.of(code.isBlank() ? "en" : code)
        .orElseThrow(() -> new IllegalStateException("DDNS53_LANGUAGE must be en or ja"));
  }

  private static String required(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                new IllegalStateException("the environment variable " + variable + " is not set"));
  }
}
