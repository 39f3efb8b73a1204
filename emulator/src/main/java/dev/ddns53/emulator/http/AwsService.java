package dev.ddns53.emulator.http;

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

  /** The service's own wire form of an error that a fault on demand injects. */
  AwsReply error(int status, String code, String message);
}
