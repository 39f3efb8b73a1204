package dev.ddns53.cli.preflight;

import dev.ddns53.core.address.ZoneId;
import dev.ddns53.local.Throttle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is going to be deployed, as far as an account can stand in its way.
 *
 * @param settings of the stack, as {@code cdk.json} and {@code -c} say them; lists with commas
 */
public record Intent(String stack, Map<String, String> settings) {

  public Intent {
    settings = Map.copyOf(settings);
  }

  /** Where the stack goes, if its settings say. */
  public Optional<String> region() {
    return text("region");
  }

  /** The hosted zones, by their ids; what is no id is left to the deployment to refuse. */
  List<ZoneId> zones() {
    return list("zones").stream().flatMap(zone -> ZoneId.parse(zone).stream()).toList();
  }

  /** The patterns of the names. */
  List<String> names() {
    return list("names");
  }

  /** How many requests may come at once. */
  int burst() {
    return number("burst").orElseGet(() -> Throttle.burst(number("sites").orElse(Throttle.SITES)));
  }

  Optional<Integer> reservedConcurrency() {
    return number("reservedConcurrency");
  }

  /** The names of its roles, which are the same for all regions of an account. */
  List<String> roles(String region) {
    List<String> purposes = new ArrayList<>(List.of("update", "publisher", "recheck", "notices"));
    if (text("ec2Events").equals(Optional.of("true"))) {
      purposes.add("ec2");
    }
    if (text("operatorMfa").equals(Optional.of("role"))) {
      purposes.add("operator");
    }
    return purposes.stream().map(purpose -> inIam(purpose, region)).toList();
  }

  /** The names of its policies that have names. */
  List<String> policies(String region) {
    return List.of(inIam("operator", region), inIam("deployer", region));
  }

  private String inIam(String purpose, String region) {
    return stack + "-" + purpose + "-" + region;
  }

  String logGroup() {
    return "/aws/vendedlogs/apis/" + stack;
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(settings.get(key)).map(String::strip).filter(t -> !t.isEmpty());
  }

  private Optional<Integer> number(String key) {
    return text(key).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf);
  }

  private List<String> list(String key) {
    return text(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
