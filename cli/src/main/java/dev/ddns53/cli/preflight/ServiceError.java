package dev.ddns53.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.terminal.Neutral;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a service refuses, whatever its protocol. */
record ServiceError(String code, String message) {

  private static final Set<String> ABSENT =
      Set.of(
          "ResourceNotFoundException",
          "NoSuchEntity",
          "NoSuchEntityException",
          "NoSuchHostedZone",
          "ParameterNotFound");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "ExpiredToken",
          "ExpiredTokenException");

  /**
   * Reads an answer's body.
   *
   * @param header of the name {@code x-amzn-ErrorType}
   */
  static ServiceError of(Optional<String> header, String text) {
    Answer.Body body = new Answer.Body(text);
    if (text.stripLeading().startsWith("<")) {
      return new ServiceError(first(body.xml("Code")), first(body.xml("Message")));
    }
    JsonNode json = body.json();
    String code = header.orElse(json.path("__type").asText());
    return new ServiceError(
        // Such as com.amazon.coral.service#AccessDeniedException, or AccessDeniedException:http…
        code.replaceFirst(":.*$", "").replaceFirst("^.*#", ""),
        json.path("message").asText(json.path("Message").asText()));
  }

  private static String first(List<String> texts) {
    return texts.isEmpty() ? "" : texts.getFirst();
  }

  /** CloudFormation has no code of its own for a stack that is not there. */
  boolean isAbsence() {
    return ABSENT.contains(code)
        || (code.equals("ValidationError") && message.endsWith("does not exist"));
  }

  boolean isDenial() {
    return DENIED.contains(code);
  }

  String text() {
    return Neutral.line((code + " " + message).strip());
  }
}
