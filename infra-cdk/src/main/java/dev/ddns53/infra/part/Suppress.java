package dev.ddns53.infra.part;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/** Findings of cdk-nag that we answer instead of following; each answer is for an auditor. */
final class Suppress {

  private Suppress() {}

  static void on(IConstruct construct, String rule, String reason) {
    add(construct, NagPackSuppression.builder().id(rule).reason(reason).build());
  }

  /** A finding about this very permission. */
  static void wildcard(IConstruct construct, String finding, String reason) {
    add(
        construct,
        NagPackSuppression.builder()
            .id("AwsSolutions-IAM5")
            .appliesTo(List.of(finding))
            .reason(reason)
            .build());
  }

  private static void add(IConstruct construct, NagPackSuppression suppression) {
    NagSuppressions.addResourceSuppressions(construct, List.of(suppression), true);
  }
}
