package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.infra.Statements.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people and machines that run the command may do, permission by permission. */
@NeedsNode
class OperatorsTest {

  private static final String ZONE = "arn:<AWS::Partition>:route53:::hostedzone/Z0123456789ABC";
  private static final String MASTER_KEY =
      "arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/ddns53/master-key";

  @Test
  void operators_mayDoThisAndNothingElse() {
    Statements.assertLines(
        "Operators",
        "ssm:GetParameter " + MASTER_KEY,
        "ssm:PutParameter " + MASTER_KEY,
        "ssm:GetParametersByPath " + MASTER_KEY.replace("master-key", "stack"),
        "dynamodb:BatchGetItem <TablesRegistry.Arn>",
        "dynamodb:Scan <TablesRegistry.Arn>",
        "dynamodb:PutItem <TablesRegistry.Arn>",
        "dynamodb:DeleteItem <TablesRegistry.Arn>",
        "dynamodb:BatchGetItem <TablesState.Arn>",
        "dynamodb:Query <TablesState.Arn>",
        "lambda:InvokeFunction <RecheckLive>",
        "route53:GetHostedZone " + ZONE,
        "route53:ListResourceRecordSets " + ZONE,
        "route53:ListHostedZonesByName *");
  }

  @Test
  void deployers_mayDoThisAndNothingElse() {
    Statements.assertLines(
        "Deployers",
        "ssm:GetParametersByPath " + MASTER_KEY.replace("master-key", "stack"),
        "dynamodb:Scan <TablesRegistry.Arn>",
        "dynamodb:PutItem <TablesRegistry.Arn>",
        "dynamodb:DeleteItem <TablesRegistry.Arn>",
        "dynamodb:BatchGetItem <TablesState.Arn>",
        "lambda:InvokeFunction <RecheckLive>",
        "route53:GetHostedZone " + ZONE,
        "route53:ListResourceRecordSets " + ZONE,
        "route53:ListHostedZonesByName *");
  }

  @Test
  void deployers_writeRowsOfSitesAndNamesOnly() {
    for (Statement statement : Statements.of(Templates.least().main(), "Deployers")) {
      boolean byKey =
          statement.actions().stream()
              .anyMatch(
                  action ->
                      Set.of("dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:BatchGetItem")
                          .contains(action));
      JsonNode keys =
          statement.conditions().path("ForAllValues:StringLike").path("dynamodb:LeadingKeys");
      assertEquals(byKey, !keys.isMissingNode(), statement.toString());
      if (byKey) {
        assertEquals(
            statement.actions().contains("dynamodb:BatchGetItem")
                ? Set.of("name#*")
                : Set.of("site#*", "name#*"),
            Set.copyOf(TemplateText.texts(keys)));
        assertEquals(
            "false", statement.conditions().path("Null").path("dynamodb:LeadingKeys").asText());
      }
    }
  }

  @Test
  void withARole_itsTrustDemandsTheSecondFactorAndThePolicyDoesNot() {
    TemplateText main = Templates.with(Map.of("operatorMfa", "role")).main();
    TemplateText.Resource role = main.one("AWS::IAM::Role", "Operators");
    assertEquals("ddns53-operator-<AWS::Region>", role.text("RoleName"));
    JsonNode trust = role.at("AssumeRolePolicyDocument/Statement/0");
    assertEquals("true", trust.at("/Condition/Bool/aws:MultiFactorAuthPresent").asText());
    assertEquals(
        "arn:<AWS::Partition>:iam::<AWS::AccountId>:root",
        TemplateText.text(trust.at("/Principal/AWS")));
    assertEquals("<OperatorsPolicy>", role.text("ManagedPolicyArns/0"));
    Statements.of(main, "Operators")
        .forEach(statement -> assertTrue(statement.conditions().isMissingNode()));
    assertEquals(
        Statements.lines(Templates.least().main(), "Operators"),
        Statements.lines(main, "Operators"));
  }

  @Test
  void policiesOfPeople_haveNamesThatAPermissionSetCanSay() {
    for (String purpose : List.of("operator", "deployer")) {
      assertTrue(
          Templates.least().main().all("AWS::IAM::ManagedPolicy").stream()
              .anyMatch(
                  policy ->
                      policy
                          .text("ManagedPolicyName")
                          .equals("ddns53-" + purpose + "-<AWS::Region>")),
          purpose);
    }
    assertTrue(
        Templates.least().main().all("AWS::IAM::Role").stream()
            .noneMatch(role -> role.id().startsWith("Operators")));
  }

  @Test
  void operators_mayDoNothingWithoutASecondFactor() {
    List<Statement> statements = Statements.of(Templates.least().main(), "Operators");
    assertFalse(statements.isEmpty());
    statements.forEach(
        statement ->
            assertEquals(
                "true",
                statement.conditions().at("/Bool/aws:MultiFactorAuthPresent").asText(),
                statement.toString()));
  }
}
