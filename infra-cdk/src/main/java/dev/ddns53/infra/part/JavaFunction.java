package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.constructs.Construct;

/**
 * A handler of the one package: a function of its own, with its own role and log. It is called by
 * its alias, for SnapStart works on published versions; those stay, so that the alias can go back.
 * No concurrency is reserved unless somebody asks: a young account has ten executions and may keep
 * none of them, and a row of the state table keeps the account's pace.
 */
public final class JavaFunction extends Construct {

  private final Role role;
  private final Function function;
  private final Alias alias;

  /**
   * What tells one function from another.
   *
   * @param purpose one word, part of the role's name
   * @param reserved executions that are kept for it; empty: none
   * @param handler simple name of the class in {@code dev.ddns53.handler}
   */
  public record Spec(
      String purpose,
      String handler,
      String description,
      Duration timeout,
      Optional<Integer> reserved,
      Map<String, String> environment) {
    public Spec {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * Makes the function.
   *
   * @param code the package that the build of {@code function/} makes
   */
  public JavaFunction(Construct scope, String id, Spec spec, Settings stack, Path code) {
    super(scope, id);
    Settings.Functions settings = stack.functions();
    this.role =
        Role.Builder.create(this, "Role")
            .roleName(stack.stack().inIam(spec.purpose(), Aws.REGION))
            .description("ddns53: " + spec.description())
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    Logs logs = new Logs(this, "Logs", settings.logDays());
    logs.group().grantWrite(role);
    Function.Builder builder =
        Function.Builder.create(this, "Function")
            .description(spec.description())
            .code(Code.fromAsset(code.toString()))
            .handler("dev.ddns53.handler." + spec.handler())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .memorySize(settings.memoryMb())
            .timeout(spec.timeout())
            .environment(spec.environment())
            .role(role)
            .logGroup(logs.group())
            .loggingFormat(LoggingFormat.JSON)
            .systemLogLevelV2(Logs.level(settings))
            .tracing(settings.tracing() ? Tracing.ACTIVE : Tracing.DISABLED)
            .currentVersionOptions(
                VersionOptions.builder().removalPolicy(RemovalPolicy.RETAIN).build());
    spec.reserved().ifPresent(builder::reservedConcurrentExecutions);
    if (settings.tracing()) {
      Suppress.wildcard(
          role,
          "Resource::*",
          "X-Ray knows no resource for putting traces; the permission writes traces and reads"
              + " nothing.");
    }
    this.function = builder.build();
    Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
    this.alias =
        Alias.Builder.create(this, "Live")
            .aliasName("live")
            .version(function.getCurrentVersion())
            .build();
  }

  public void allow(PolicyStatement statement) {
    role.addToPolicy(statement);
  }

  /**
   * What it may do in zones. These are managed policies, for all inline ones of a role hold 10,240
   * characters together.
   *
   * @param statements of a part of the zones
   */
  public void allowInZones(
      DnsAccess dns, java.util.function.Function<DnsAccess, List<PolicyStatement>> statements) {
    int number = 1;
    for (DnsAccess part : dns.parts()) {
      ManagedPolicy policy =
          ManagedPolicy.Builder.create(this, "Zones" + number++)
              .description("ddns53: what a function may do in hosted zones")
              .statements(statements.apply(part))
              .roles(List.of(role))
              .build();
      function.getNode().addDependency(policy);
    }
  }

  Role role() {
    return role;
  }

  /** The function as a whole, for its metrics. */
  Function function() {
    return function;
  }

  /** What callers call. */
  public Alias alias() {
    return alias;
  }
}
