package dev.ddns53.infra.part;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.constructs.IConstruct;

/** The function by which CDK makes SDK calls during a deployment, answered for to auditors. */
public final class CustomResources {

  private static final String FUNCTION_PREFIX = "AWS" + AwsCustomResource.PROVIDER_FUNCTION_UUID;

  private CustomResources() {}

  /** To be called once a stack has such a call. */
  public static void explain(Stack stack) {
    for (IConstruct child : stack.getNode().getChildren()) {
      if (child.getNode().getId().equals(FUNCTION_PREFIX.replace("-", ""))) {
        NagSuppressions.addResourceSuppressions(
            child,
            List.of(
                NagPackSuppression.builder()
                    .id("AwsSolutions-IAM4")
                    .reason(
                        "CDK's own function; the managed policy lets it write its log, nothing"
                            + " else.")
                    .build(),
                NagPackSuppression.builder()
                    .id("AwsSolutions-L1")
                    .reason("CDK's own function; CDK chooses its runtime and keeps it supported.")
                    .build()),
            true);
      }
    }
  }
}
