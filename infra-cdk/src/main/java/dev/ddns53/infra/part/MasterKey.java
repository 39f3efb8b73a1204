package dev.ddns53.infra.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * The parameter that holds the master key. CloudFormation cannot make a SecureString, so {@code
 * ddns53 init} makes it, once.
 *
 * @param parameter its name
 * @param kmsKeyArn empty: alias/aws/ssm. The policy of that key itself lets whoever may read the
 *     parameter decrypt it by SSM, so nothing more is granted
 */
public record MasterKey(String parameter, Optional<String> kmsKeyArn) {

  private String arn() {
    return "arn:"
        + Aws.PARTITION
        + ":ssm:"
        + Aws.REGION
        + ":"
        + Aws.ACCOUNT_ID
        + ":parameter"
        + parameter;
  }

  public List<PolicyStatement> read() {
    return statements(List.of("ssm:GetParameter"), List.of("kms:Decrypt"));
  }

  List<PolicyStatement> readAndMake() {
    return statements(
        List.of("ssm:GetParameter", "ssm:PutParameter"), List.of("kms:Decrypt", "kms:Encrypt"));
  }

  private List<PolicyStatement> statements(List<String> ssm, List<String> kms) {
    List<PolicyStatement> statements = new ArrayList<>();
    statements.add(
        PolicyStatement.Builder.create()
            .effect(Effect.ALLOW)
            .actions(ssm)
            .resources(List.of(arn()))
            .build());
    kmsKeyArn.ifPresent(
        key ->
            statements.add(
                PolicyStatement.Builder.create()
                    .effect(Effect.ALLOW)
                    .actions(kms)
                    .resources(List.of(key))
                    .conditions(
                        Map.of(
                            "StringEquals",
                            Map.of(
                                "kms:ViaService",
                                "ssm." + Aws.REGION + "." + Aws.URL_SUFFIX,
                                "kms:EncryptionContext:PARAMETER_ARN",
                                arn())))
                    .build()));
    return statements;
  }
}
