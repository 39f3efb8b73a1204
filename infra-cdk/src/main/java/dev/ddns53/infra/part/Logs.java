package dev.ddns53.infra.part;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** A log group that forgets after some days and goes with the stack. */
final class Logs extends Construct {

  private final LogGroup group;

  Logs(Construct scope, String id, int days) {
    super(scope, id);
    this.group =
        LogGroup.Builder.create(this, "Group").removalPolicy(RemovalPolicy.DESTROY).build();
    if (group.getNode().getDefaultChild() instanceof CfnLogGroup plain) {
      plain.setRetentionInDays(days);
    }
  }

  LogGroup group() {
    return group;
  }
}
