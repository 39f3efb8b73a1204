package dev.ddns53.infra;

import dev.ddns53.infra.part.TamperRule;
import dev.ddns53.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * Tells of record changes by anybody but the functions. It stands in us-east-1, for there alone
 * Route 53's calls become events, and sends them to the notice bus where the other stack is.
 */
public final class TamperWatchStack extends Stack {

  static final String REGION = "us-east-1";

  TamperWatchStack(
      Construct scope, String id, Settings settings, Place place, String noticesRegion) {
    super(
        scope,
        id,
        StackProps.builder()
            .stackName(settings.stack() + "-tamper-watch")
            .description("ddns53: tells of record changes by anybody else")
            .env(place.in(REGION).environment())
            .build());
    String bus =
        "arn:%s:events:%s:%s:event-bus/%s"
            .formatted(Aws.PARTITION, noticesRegion, Aws.ACCOUNT_ID, settings.stack());
    new TamperRule(this, "Watch", settings.zones(), known(settings, noticesRegion), bus);
  }

  private static List<String> known(Settings settings, String region) {
    List<String> roles = new ArrayList<>(settings.tamperWatch().ignoredRoles());
    for (String purpose : Functions.PURPOSES) {
      roles.add(
          "arn:%s:iam::%s:role/%s"
              .formatted(Aws.PARTITION, Aws.ACCOUNT_ID, settings.stack().inIam(purpose, region)));
    }
    return roles;
  }
}
