package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.StackName;
import dev.ddns53.infra.settings.ZoneId;
import dev.ddns53.infra.settings.ZoneRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * Managed policies for who runs the {@code ddns53} command. Their names are known, so that
 * permission sets of IAM Identity Center can name them. Nobody has them until somebody attaches
 * them. One policy holds 6,144 characters: where there are many zones, further ones follow.
 *
 * @param purpose one word, part of the policies' names
 * @param guard is put on each statement
 */
record OperatorsPolicies(String purpose, String description, Consumer<PolicyStatement> guard) {

  /** Beside what else the first policy holds. */
  private static final int ZONES_IN_FIRST = 30;

  private static final int ZONES_IN_FURTHER = 80;

  /** How the command finds the stack's parts, and starts its re-check. */
  static List<PolicyStatement> findTheStack(StackName stack, JavaFunction recheck) {
    return List.of(
        Allow.on(
            "arn:%s:ssm:%s:%s:parameter%s"
                .formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID, stack.parameters()),
            "ssm:GetParametersByPath"),
        // Route 53 knows no resource for its lists of zones; a file may name a zone by its domain.
        Allow.on("*", "route53:ListHostedZonesByName"),
        Allow.on(recheck.alias().getFunctionArn(), "lambda:InvokeFunction"));
  }

  List<ManagedPolicy> make(
      Construct scope, StackName stack, List<PolicyStatement> statements, DnsAccess dns) {
    List<ZoneId> zones = dns.zones();
    int first = Math.min(zones.size(), ZONES_IN_FIRST);
    List<PolicyStatement> all = new ArrayList<>(statements);
    all.add(look(zones.subList(0, first)));
    List<ManagedPolicy> policies = new ArrayList<>();
    policies.add(policy(scope, "Policy", stack.inIam(purpose, Aws.REGION), all));
    Suppress.wildcard(
        policies.getFirst(),
        "Resource::*",
        "route53:ListHostedZonesByName knows no resource; it reads names and ids of zones only, and"
            + " nothing else stands on *.");
    int number = 2;
    for (List<ZoneId> further :
        ZoneRoom.split(zones.subList(first, zones.size()), ZONES_IN_FURTHER)) {
      String name = stack.inIam(purpose + "-" + number, Aws.REGION);
      policies.add(policy(scope, "Policy" + number, name, List.of(look(further))));
      number++;
    }
    return List.copyOf(policies);
  }

  private static PolicyStatement look(List<ZoneId> zones) {
    return Allow.on(
        zones.stream().map(DnsAccess::arn).toList(),
        "route53:GetHostedZone",
        "route53:ListResourceRecordSets");
  }

  private ManagedPolicy policy(
      Construct scope, String id, String name, List<PolicyStatement> statements) {
    statements.forEach(guard);
    return ManagedPolicy.Builder.create(scope, id)
        .managedPolicyName(name)
        .description(description)
        .statements(statements)
        .build();
  }
}
