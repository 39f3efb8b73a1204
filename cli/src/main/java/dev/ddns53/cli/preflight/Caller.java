package dev.ddns53.cli.preflight;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param account empty: not known
 * @param text the caller's ARN, or why it is not known
 */
record Caller(Optional<String> account, String text) {

  static Caller ask(AwsCalls aws) {
    return switch (aws.query(AwsService.STS, "GetCallerIdentity", Map.of())) {
      case Answer.Given(Answer.Body body) ->
          new Caller(first(body.xml("Account")), first(body.xml("Arn")).orElse("(no ARN)"));
      case Answer.Absent none -> new Caller(Optional.empty(), "nobody knows these credentials");
      case Answer.Unknown(String why) -> new Caller(Optional.empty(), why);
    };
  }

  private static Optional<String> first(List<String> texts) {
    return texts.stream().findFirst();
  }

  Finding finding(String region) {
    return account.isPresent()
        ? Finding.fine("caller", text + " in " + region)
        : Finding.notAsked("caller", text);
  }
}
