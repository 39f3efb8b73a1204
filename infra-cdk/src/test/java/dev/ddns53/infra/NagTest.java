package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** cdk-nag's AwsSolutions rules: nothing found, and every exception explained. */
@NeedsNode
class NagTest {

  private static final List<Map<String, Object>> VARIANTS =
      List.of(
          Map.of(),
          Map.of(
              "domain", "ddns.example.com",
              "domainZone", "ZD0MA1N",
              "trustStore", "s3://my-bucket/clients.pem",
              "alarmEmail", "ops@example.com",
              "dyndns2", "true",
              "operatorMfa", "role",
              "dashboard", "true",
              "webhook", "https://ntfy.sh",
              "webhookSecret", "ntfy"),
          Map.of(
              "ec2Events", "true",
              "ec2Regions", "us-west-2",
              "tracing", "true",
              "acceleratedRecovery", "true",
              "tamperWatch", "true",
              "region", "eu-west-1",
              "zones", "ZAAAA,ZBBBB",
              "masterKeyKmsKey", "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d"));

  @Test
  void noVariant_hasAFinding() {
    for (Map<String, Object> variant : VARIANTS) {
      assertEquals(List.of(), Templates.with(variant).errors(), variant.toString());
      assertEquals(List.of(), Templates.with(variant).warnings(), variant.toString());
    }
  }

  @Test
  void everyException_isExplained() {
    Map<String, String> reasons = new HashMap<>();
    VARIANTS.forEach(
        variant ->
            Templates.with(variant)
                .main()
                .resources()
                .flatMap(
                    resource ->
                        TemplateText.items(
                            resource.whole().path("Metadata").at("/cdk_nag/rules_to_suppress")))
                .forEach(
                    rule -> reasons.put(rule.path("id").asText(), rule.path("reason").asText())));
    assertEquals(
        List.of(
            "AwsSolutions-APIG4",
            "AwsSolutions-IAM4",
            "AwsSolutions-IAM5",
            "AwsSolutions-L1",
            "AwsSolutions-SQS3"),
        reasons.keySet().stream().sorted().toList());
    reasons.forEach(
        (rule, reason) ->
            assertTrue(Arrays.stream(reason.split(" ")).count() >= 10, rule + ": " + reason));
  }
}
