package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** A log group that forgets after some days and goes with the stack. */
public final class Logs extends Construct {

  private final LogGroup group;

  /** With a name that CloudFormation makes. */
  public Logs(Construct scope, String id, int days) {
    this(scope, id, days, Optional.empty());
  }

  /** With a name of its own. */
  Logs(Construct scope, String id, int days, Optional<String> name) {
    super(scope, id);
    LogGroup.Builder builder =
        LogGroup.Builder.create(this, "Group").removalPolicy(RemovalPolicy.DESTROY);
    name.ifPresent(builder::logGroupName);
    this.group = builder.build();
    if (group.getNode().getDefaultChild() instanceof CfnLogGroup plain) {
      plain.setRetentionInDays(days);
    }
  }

  /** How much Lambda itself writes: at INFO two lines a call, and what a start or restore took. */
  static SystemLogLevel level(Settings.Functions settings) {
    return settings.platformLogs() ? SystemLogLevel.INFO : SystemLogLevel.WARN;
  }

  public LogGroup group() {
    return group;
  }
}
