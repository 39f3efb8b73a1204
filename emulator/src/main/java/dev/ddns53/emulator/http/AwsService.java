package dev.ddns53.emulator.http;

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
}
