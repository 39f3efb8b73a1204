package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * What the {@code ddns53} command needs, and no more, for people who have proved a second factor.
 *
 * <p>For users, the policy demands it. Sessions of roles and of IAM Identity Center never carry the
 * key that it asks for, so for those the policy is without it, and the trust policy of a role
 * demands it, or Identity Center.
 *
 * <p>Operators write what they want into the registry and start the re-check, which carries it out.
 * They may look at the zones, but not change a record, nor write state.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html">MFA
 *     and roles</a>
 */
public final class OperatorPolicy extends Construct {

  static final String PURPOSE = "operator";

  private static final Map<String, Object> MFA =
      Map.of("Bool", Map.of("aws:MultiFactorAuthPresent", "true"));

  private final List<ManagedPolicy> policies;
  private final Optional<Role> role;

  public OperatorPolicy(
      Construct scope,
      String id,
      Settings settings,
      Tables tables,
      MasterKey masterKey,
      DnsAccess dns,
      JavaFunction recheck) {
    super(scope, id);
    List<PolicyStatement> statements = new ArrayList<>(masterKey.readAndMake());
    statements.add(
        Allow.on(
            tables.registry().getTableArn(),
            "dynamodb:BatchGetItem",
            "dynamodb:Scan",
            "dynamodb:PutItem",
            "dynamodb:DeleteItem"));
    statements.add(
        Allow.on(tables.state().getTableArn(), "dynamodb:BatchGetItem", "dynamodb:Query"));
    statements.addAll(OperatorsPolicies.findTheStack(settings.stack(), recheck));
    boolean byCondition = settings.people().mfa() == Settings.Mfa.CONDITION;
    Consumer<PolicyStatement> guard =
        byCondition ? statement -> statement.addConditions(MFA) : statement -> {};
    this.policies =
        new OperatorsPolicies(
                PURPOSE,
                byCondition
                    ? "ddns53: operate sites and names, with a second factor"
                    : "ddns53: operate sites and names; for roles that demand a second factor",
                guard)
            .make(this, settings.stack(), statements, dns);
    this.role = byCondition ? Optional.empty() : Optional.of(role(settings));
  }

  private Role role(Settings settings) {
    Role role =
        Role.Builder.create(this, "Role")
            .roleName(settings.stack().inIam(PURPOSE, Aws.REGION))
            .description("ddns53: operates sites and names; taken with a second factor")
            .assumedBy(new AccountRootPrincipal().withConditions(MFA))
            .build();
    policies.forEach(role::addManagedPolicy);
    return role;
  }

  /** The policies' ARNs: one, or several where there are many zones. */
  public List<String> arns() {
    return policies.stream().map(ManagedPolicy::getManagedPolicyArn).toList();
  }

  /** The role's ARN, where there is one. */
  public Optional<String> roleArn() {
    return role.map(Role::getRoleArn);
  }
}
