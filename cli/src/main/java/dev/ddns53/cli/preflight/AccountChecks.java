package dev.ddns53.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** What the account and its region have left. */
record AccountChecks(AwsCalls aws, SsmClient ssm, Intent intent) {

  /** What templates with assets ask of the CDK's bootstrap stack. */
  private static final int BOOTSTRAP = 6;

  private static final String BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version";

  /** What AWS keeps for all that reserves nothing; a young account has no more in all. */
  private static final int UNRESERVED = 100;

  private static final long CODE_BYTES = 200L << 20;

  private static final String DELIVERY = "AWSLogDeliveryWrite20150319";
  private static final int DELIVERY_CHARS = 5_120;
  private static final int DELIVERY_ENTRY = 160;
  private static final int MOST_LOG_POLICIES = 10;
  private static final String VENDED = "/aws/vendedlogs/";

  private static final int ROLES = 12;
  private static final int POLICIES = 8;

  List<Finding> all(Caller caller) {
    List<Finding> findings = new ArrayList<>();
    findings.add(caller.finding(aws.region().id()));
    findings.add(bootstrap());
    Answer lambda =
        aws.get(AwsService.LAMBDA, "GetAccountSettings", "/2016-08-19/account-settings");
    findings.add(concurrency(lambda));
    findings.add(codeStorage(lambda));
    findings.add(
        Finding.notTold(
            "java25",
            "no API tells whether Lambda has java25 with SnapStart on arm64 in this region. See"
                + " Lambda's guide, SnapStart, \"supported regions\"."));
    findings.add(logPolicies());
    findings.add(iam());
    return findings;
  }

  private Finding bootstrap() {
    String subject = "bootstrap";
    try {
      String version = ssm.getParameter(get -> get.name(BOOTSTRAP_VERSION)).parameter().value();
      return version.matches("[0-9]{1,6}") && Integer.parseInt(version) >= BOOTSTRAP
          ? Finding.fine(subject, "version " + version)
          : Finding.wrong(
              subject,
              "version %s, but %d is needed. Run in infra-cdk: npx cdk bootstrap"
                  .formatted(version, BOOTSTRAP));
    } catch (ParameterNotFoundException none) {
      return Finding.wrong(
          subject,
          "there is no "
              + BOOTSTRAP_VERSION
              + " in this account and region. Run in infra-cdk: npx cdk bootstrap");
    } catch (SdkException e) {
      return Finding.notAsked(subject, SdkFaults.text(e, "ssm:GetParameter"));
    }
  }

  private Finding concurrency(Answer lambda) {
    String subject = "concurrency";
    return lambda.finding(
        subject,
        body -> {
          JsonNode limit = body.json().path("AccountLimit");
          int most = limit.path("ConcurrentExecutions").asInt();
          int free = limit.path("UnreservedConcurrentExecutions").asInt();
          Optional<Integer> reserved = intent.reservedConcurrency();
          if (reserved.isPresent() && free - reserved.get() < Math.min(UNRESERVED, most)) {
            return Finding.wrong(
                subject,
                "reservedConcurrency=%d leaves %d of %d executions unreserved, and AWS keeps %d. Leave it out, or ask for the quota."
                    .formatted(
                        reserved.get(), free - reserved.get(), most, Math.min(UNRESERVED, most)));
          }
          if (most < UNRESERVED && intent.burst() > most) {
            return Finding.wrong(
                subject,
                "%d executions in all, and the gateway would take %d requests at once. Ask for the quota \"Concurrent executions\", and until then say -c burst=%d"
                    .formatted(most, intent.burst(), Math.max(1, most / 2)));
          }
          return Finding.fine(
              subject, "%d executions, %d of them unreserved".formatted(most, free));
        },
        Finding.notAsked(subject, "Lambda tells nothing of this account"));
  }

  private static Finding codeStorage(Answer lambda) {
    String subject = "code storage";
    return lambda.finding(
        subject,
        body -> {
          long most = body.json().at("/AccountLimit/TotalCodeSize").asLong();
          long left = most - body.json().at("/AccountUsage/TotalCodeSize").asLong();
          String text = "%d of %d MiB are left".formatted(left >> 20, most >> 20);
          return left >= CODE_BYTES
              ? Finding.fine(subject, text)
              : Finding.wrong(subject, text + " in this region. Delete old versions of functions.");
        },
        Finding.notAsked(subject, "Lambda tells nothing of this account"));
  }

  /**
   * The access log is delivered by a policy that all of a region's deliveries share. A group under
   * {@value #VENDED} adds nothing to it once that prefix stands there.
   */
  private Finding logPolicies() {
    String subject = "log delivery";
    List<JsonNode> policies = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      next.ifPresent(token -> body.put("nextToken", token));
      Answer answer =
          aws.json(AwsService.LOGS, "Logs_20140328.DescribeResourcePolicies", body.toString());
      if (!(answer instanceof Answer.Given(Answer.Body page))) {
        return answer.finding(
            subject, any -> Finding.notAsked(subject, ""), Finding.fine(subject, "no policy yet"));
      }
      page.json().path("resourcePolicies").forEach(policies::add);
      next = Optional.of(page.json().path("nextToken").asText()).filter(t -> !t.isEmpty());
    } while (next.isPresent());
    return logPolicies(subject, policies);
  }

  private static Finding logPolicies(String subject, List<JsonNode> policies) {
    Optional<String> delivery =
        policies.stream()
            .filter(policy -> policy.path("policyName").asText().equals(DELIVERY))
            .map(policy -> policy.path("policyDocument").asText())
            .findFirst();
    if (delivery.isEmpty()) {
      return policies.size() < MOST_LOG_POLICIES
          ? Finding.fine(subject, policies.size() + " resource policies of " + MOST_LOG_POLICIES)
          : Finding.wrong(
              subject,
              "there are %d resource policies of CloudWatch Logs, which is the most, and none is %s. Delete one: aws logs describe-resource-policies"
                  .formatted(policies.size(), DELIVERY));
    }
    int chars = delivery.get().length();
    boolean room = delivery.get().contains(VENDED) || chars + DELIVERY_ENTRY <= DELIVERY_CHARS;
    String text = "policy %s has %d of %d characters".formatted(DELIVERY, chars, DELIVERY_CHARS);
    return room
        ? Finding.fine(subject, text)
        : Finding.wrong(
            subject,
            text + " and takes no group more. Replace groups in it by one with a * for several.");
  }

  private Finding iam() {
    String subject = "IAM quotas";
    return aws.query(AwsService.IAM, "GetAccountSummary", Map.of())
        .finding(
            subject,
            body -> {
              Map<String, Integer> summary = summary(body);
              int roles = left(summary, "Roles");
              int policies = left(summary, "Policies");
              String text = "%d roles and %d policies are left".formatted(roles, policies);
              return roles >= ROLES && policies >= POLICIES
                  ? Finding.fine(subject, text)
                  : Finding.wrong(
                      subject,
                      "%s; the stack makes up to %d and %d, more with many zones. Ask for the quotas."
                          .formatted(text, ROLES, POLICIES));
            },
            Finding.notAsked(subject, "IAM tells nothing of this account"));
  }

  private static Map<String, Integer> summary(Answer.Body body) {
    List<String> keys = body.xml("key");
    List<String> values = body.xml("value");
    Map<String, Integer> summary = new HashMap<>();
    for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
      if (values.get(i).matches("[0-9]{1,9}")) {
        summary.put(keys.get(i), Integer.valueOf(values.get(i)));
      }
    }
    return summary;
  }

  private static int left(Map<String, Integer> summary, String what) {
    return summary.getOrDefault(what + "Quota", 0) - summary.getOrDefault(what, 0);
  }
}
