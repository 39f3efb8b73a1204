package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.http.AwsReply;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An error as Route 53 answers it. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  private Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static Refusal of(int status, String code, String message) {
    return new Refusal(status, code, message);
  }

  static Refusal invalidInput(String message) {
    return of(400, "InvalidInput", message);
  }

  static Refusal throttling() {
    return of(400, "Throttling", "Rate exceeded");
  }

  static Refusal priorRequest() {
    return of(
        400,
        "PriorRequestNotComplete",
        "The request was rejected because Route 53 was still processing a prior request.");
  }

  /** IAM's words for a zone's records that the caller's policy does not reach. */
  static Refusal denied(String zone) {
    String action = "route53:ChangeResourceRecordSets";
    return of(
        403,
        "AccessDenied",
        "User: arn:aws:sts::123456789012:assumed-role/emulated/caller is not authorized to perform:"
            + " "
            + action
            + " on resource: arn:aws:route53:::hostedzone/"
            + zone
            + " because no identity-based policy allows the "
            + action
            + " action");
  }

  static Refusal noSuchZone(String id) {
    return of(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
  }

  static Refusal invalidBatch(List<String> messages) {
    return of(400, "InvalidChangeBatch", messages.toString());
  }

  AwsReply reply() {
    String requestId = UUID.randomUUID().toString();
    String body =
        Xml.document(
            "ErrorResponse",
            x ->
                x.with(
                        "Error",
                        error ->
                            error
                                .with("Type", status < 500 ? "Sender" : "Receiver")
                                .with("Code", code)
                                .with("Message", String.valueOf(getMessage())))
                    .with("RequestId", requestId));
    return new AwsReply(
        status, Map.of("content-type", "text/xml", "x-amzn-requestid", requestId), body);
  }
}
