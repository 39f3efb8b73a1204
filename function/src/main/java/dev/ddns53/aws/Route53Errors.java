package dev.ddns53.aws;

import dev.ddns53.core.port.Records.Outcome;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What Route 53's errors say of a change. */
final class Route53Errors {

  private static final Set<String> THROTTLED = Set.of("Throttling", "ThrottlingException");
  private static final Set<String> WRONG = Set.of("InvalidChangeBatch", "InvalidInput");
  private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException");
  private static final String BUSY = "PriorRequestNotComplete";

  private Route53Errors() {}

  /** The outcome of a change that failed like this. */
  static Outcome outcome(SdkException failure) {
    return failure instanceof AwsServiceException answer
        ? outcome(answer)
        : new Outcome.Unconfirmed(failure.toString());
  }

  private static Outcome outcome(AwsServiceException answer) {
    String code = code(answer);
    String reason = code + ": " + words(answer);
    if (code.equals(BUSY)) {
      return new Outcome.Busy();
    } else if (THROTTLED.contains(code)) {
      return new Outcome.Throttled();
    } else if (answer.statusCode() >= 500) {
      return new Outcome.Unconfirmed(reason);
    } else if (WRONG.contains(code)) {
      return new Outcome.Rejected(reason);
    }
    return DENIED.contains(code) ? new Outcome.Denied(reason) : new Outcome.Refused(reason);
  }

  static boolean isThrottled(AwsServiceException answer) {
    return THROTTLED.contains(code(answer));
  }

  /** An answer from in between, such as that of a proxy, has none. */
  private static String code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .orElse("HTTP status " + answer.statusCode());
  }

  /** Route 53's own, without the request's id that the SDK adds. */
  private static String words(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::errorMessage)
        .orElse("no reason was given");
  }
}
