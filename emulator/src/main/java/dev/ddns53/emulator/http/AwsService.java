package dev.ddns53.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** One emulated AWS service. Calls arrive concurrently. */
public interface AwsService {

  /** The name by which faults and call counts know it: {@code route53}, {@code ssm}. */
  String name();

  /** Whether this call is meant for this service. */
  boolean serves(AwsRequest request);

  /**
   * The API action as AWS names it, such as {@code GetParameter}; {@code Unknown} for none of them.
   */
  String action(AwsRequest request);

  /** Carries the call out. Refusals are replies in the service's own error format. */
  AwsReply handle(AwsRequest request);

  /** The service's own error for a fault that refuses a call. */
  AwsReply fault(Fault.Kind kind);

  /** Settings that can be changed while it runs, with their values. */
  default Map<String, Double> settings() {
    return Map.of();
  }

  /**
   * Changes a setting.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  default void set(String setting, double value) {
    throw new IllegalArgumentException(name() + " has no settings");
  }

  /**
   * Lets something happen in it that no call of its API does.
   *
   * @return how it is then
   * @throws IllegalArgumentException saying what is accepted
   */
  default JsonNode act(String action, JsonNode body) {
    throw new IllegalArgumentException("nothing can be made to happen in " + name());
  }

  /** Patterns of what the caller may touch, by what they are about; none where all is permitted. */
  default Map<String, List<String>> permissions() {
    return Map.of();
  }

  /**
   * Replaces the patterns that are named.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  default void permit(Map<String, List<String>> patterns) {
    throw new IllegalArgumentException(name() + " permits everything");
  }
}
