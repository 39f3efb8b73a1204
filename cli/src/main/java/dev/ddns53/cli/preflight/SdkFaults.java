package dev.ddns53.cli.preflight;

import dev.ddns53.terminal.Neutral;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why a module of the SDK got no answer, in a sentence. */
final class SdkFaults {

  private static final int FORBIDDEN = 403;

  private SdkFaults() {}

  static String text(SdkException fault, String action) {
    if (!(fault instanceof AwsServiceException refused)) {
      return action + " gets no answer: " + Neutral.line(String.valueOf(fault.getMessage()));
    }
    ServiceError error =
        new ServiceError(
            refused.awsErrorDetails().errorCode(), refused.awsErrorDetails().errorMessage());
    return refused.statusCode() == FORBIDDEN || error.isDenial()
        ? "these credentials may not do " + action
        : action + " fails: " + refused.statusCode() + " " + error.text();
  }
}
