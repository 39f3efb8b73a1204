package dev.ddns53.infra.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * What the {@code ddns53} command needs, and no more, for people who have proved a second factor.
 * Nobody has it until somebody attaches it.
 *
 * <p>Operators write what they want into the registry and start the re-check, which carries it out.
 * They may look at the zones, but not change a record, nor write state.
 */
public final class OperatorPolicy extends Construct {

  private static final Map<String, Object> MFA =
      Map.of("Bool", Map.of("aws:MultiFactorAuthPresent", "true"));

  private final ManagedPolicy policy;

  public OperatorPolicy(
      Construct scope,
      String id,
      Tables tables,
      MasterKey masterKey,
      DnsAccess dns,
      JavaFunction recheck) {
    super(scope, id);
    List<PolicyStatement> statements = new ArrayList<>(masterKey.readAndMake());
    statements.add(
        allow(
            List.of(
                "dynamodb:BatchGetItem",
                "dynamodb:Scan",
                "dynamodb:PutItem",
                "dynamodb:DeleteItem"),
            tables.registry().getTableArn()));
    statements.add(
        allow(List.of("dynamodb:BatchGetItem", "dynamodb:Query"), tables.state().getTableArn()));
    statements.add(
        allow(
            List.of("ssm:GetParametersByPath"),
            "arn:%s:ssm:%s:%s:parameter%s"
                .formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID, StackParameters.PATH)));
    statements.add(dns.list());
    statements.add(allow(List.of("route53:GetHostedZone"), dns.zoneArns()));
    // Route 53 knows no resource for its lists of zones; a file may name a zone by its domain.
    statements.add(allow(List.of("route53:ListHostedZonesByName"), "*"));
    statements.add(allow(List.of("lambda:InvokeFunction"), recheck.alias().getFunctionArn()));
    statements.forEach(statement -> statement.addConditions(MFA));
    this.policy =
        ManagedPolicy.Builder.create(this, "Policy")
            .description("ddns53: operate sites and names, with a second factor")
            .statements(statements)
            .build();
    Suppress.wildcard(
        policy,
        "Resource::*",
        "route53:ListHostedZonesByName knows no resource; it reads names and ids of zones only, and"
            + " nothing else stands on *.");
  }

  private static PolicyStatement allow(List<String> actions, String resource) {
    return allow(actions, List.of(resource));
  }

  private static PolicyStatement allow(List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create()
        .effect(Effect.ALLOW)
        .actions(actions)
        .resources(resources)
        .build();
  }

  public String arn() {
    return policy.getManagedPolicyArn();
  }
}
