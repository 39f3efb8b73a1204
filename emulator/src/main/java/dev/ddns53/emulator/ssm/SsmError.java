package dev.ddns53.emulator.ssm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ddns53.emulator.http.AwsReply;
import java.util.Map;
import java.util.UUID;

/** An error as Parameter Store answers it. */
final class SsmError extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;

  private SsmError(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  static SsmError of(String type, String message) {
    return new SsmError(400, type, message);
  }

  static SsmError validation(String message) {
    return of("ValidationException", message);
  }

  static SsmError notFound(String name) {
    return of("ParameterNotFound", "Parameter " + name + " not found.");
  }

  static SsmError internal() {
    return new SsmError(500, "InternalServerError", "An internal error occurred.");
  }

  AwsReply reply() {
    return new AwsReply(
        status,
        Map.of(
            "content-type",
            "application/x-amz-json-1.1",
            "x-amzn-requestid",
            UUID.randomUUID().toString()),
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", type)
            .put("message", String.valueOf(getMessage()))
            .toString());
  }
}
