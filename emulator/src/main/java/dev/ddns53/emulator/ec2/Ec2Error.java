package dev.ddns53.emulator.ec2;

import dev.ddns53.emulator.http.AwsReply;

/** An error as EC2 answers it. */
final class Ec2Error extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  private Ec2Error(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static Ec2Error of(String code, String message) {
    return new Ec2Error(400, code, message);
  }

  static Ec2Error unsigned() {
    return new Ec2Error(
        401, "AuthFailure", "AWS was not able to validate the provided access credentials");
  }

  static Ec2Error denied() {
    return new Ec2Error(
        403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
  }

  static Ec2Error throttled() {
    return new Ec2Error(503, "RequestLimitExceeded", "Request limit exceeded.");
  }

  static Ec2Error internal() {
    return new Ec2Error(500, "InternalError", "An internal error has occurred");
  }

  AwsReply reply() {
    return Ec2Xml.reply(
        status,
        "Response",
        xml ->
            xml.with(
                    "Errors",
                    errors ->
                        errors.with(
                            "Error",
                            error ->
                                error
                                    .with("Code", code)
                                    .with("Message", String.valueOf(getMessage()))))
                .with("RequestID", Ec2Xml.requestId()));
  }
}
