package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * What {@code ddns53 apply} needs, and no more, for a machine that runs it: no second factor, and
 * no master key, so it can issue no site's key. It reads no history.
 *
 * <p>IAM sees rows, not what is written into them. So a row of a name could be given an adoption,
 * or a row of a site lose its keys, by whoever may write it; {@code apply} does neither.
 */
public final class DeployerPolicy extends Construct {

  static final String PURPOSE = "deployer";

  private static final String LEADING_KEYS = "dynamodb:LeadingKeys";

  private final List<ManagedPolicy> policies;

  public DeployerPolicy(
      Construct scope,
      String id,
      Settings settings,
      Tables tables,
      DnsAccess dns,
      JavaFunction recheck) {
    super(scope, id);
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(Allow.on(tables.registry().getTableArn(), "dynamodb:Scan"));
    statements.add(
        keys(
            Allow.on(tables.registry().getTableArn(), "dynamodb:PutItem", "dynamodb:DeleteItem"),
            "site#*",
            "name#*"));
    statements.add(keys(Allow.on(tables.state().getTableArn(), "dynamodb:BatchGetItem"), "name#*"));
    statements.addAll(OperatorsPolicies.findTheStack(settings.stack(), recheck));
    this.policies =
        new OperatorsPolicies(PURPOSE, "ddns53: apply a fleet file; for a machine", statement -> {})
            .make(this, settings.stack(), statements, dns);
  }

  /** Only on rows of these kinds; a request without keys is not allowed either. */
  private static PolicyStatement keys(PolicyStatement statement, String... kinds) {
    statement.addConditions(
        Map.of(
            "ForAllValues:StringLike", Map.of(LEADING_KEYS, List.of(kinds)),
            "Null", Map.of(LEADING_KEYS, "false")));
    return statement;
  }

  /** The policies' ARNs: one, or several where there are many zones. */
  public List<String> arns() {
    return policies.stream().map(ManagedPolicy::getManagedPolicyArn).toList();
  }
}
