package dev.ddns53.cli.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.aws.Clients;
import dev.ddns53.cli.preflight.Finding.Verdict;
import dev.ddns53.cli.preflight.StandIns.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Each fault is provoked at the service that has it; all else is in order. */
final class PreflightTest {

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"));
  private static final Map<String, String> SETTINGS =
      Map.of("zones", "Z0EXAMPLE", "names", "*.sites.example.com");

  private final StandIns aws;
  private final DnsStandIn dns;
  private final Map<String, String> settings = new HashMap<>(SETTINGS);

  PreflightTest() throws IOException {
    aws = new StandIns();
    dns = new DnsStandIn();
  }

  @BeforeEach
  void allInOrder() {
    aws.on(
            "sts GetCallerIdentity",
            Reply.xml(
                """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                <GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/me</Arn>
                <UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult>
                <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
                </GetCallerIdentityResponse>\
                """))
        .on("ssm GetParameter", parameter("28"))
        .on("ssm GetParametersByPath", Reply.json("{\"Parameters\":[]}"))
        .on("lambda GET /2016-08-19/account-settings", accountSettings(1000, 1000, 0))
        .on("logs DescribeResourcePolicies", Reply.json("{\"resourcePolicies\":[]}"))
        .on("logs DescribeLogGroups", Reply.json("{\"logGroups\":[]}"))
        .on("iam GetAccountSummary", accountSummary(10))
        .on("iam GetRole", Reply.queryError(404, "NoSuchEntity", "The role cannot be found."))
        .on("iam GetPolicy", Reply.queryError(404, "NoSuchEntity", "Policy was not found."))
        .on(
            "events DescribeEventBus",
            Reply.jsonError(400, "ResourceNotFoundException", "Event bus does not exist."))
        .on(
            "cloudformation DescribeStacks",
            Reply.queryError(400, "ValidationError", "Stack with id ddns53 does not exist"))
        .on("route53 GET /2013-04-01/hostedzone/Z0EXAMPLE", zone(false, "ns-1.awsdns.example"));
    dns.answer("ns-1.awsdns.example.");
  }

  @AfterEach
  void stop() {
    aws.close();
    dns.close();
  }

  private static Reply parameter(String value) {
    return Reply.json(
        "{\"Parameter\":{\"Name\":\"n\",\"Type\":\"String\",\"Value\":\"" + value + "\"}}");
  }

  private static Reply accountSettings(int most, int free, long usedBytes) {
    return Reply.json(
        """
        {"AccountLimit":{"CodeSizeUnzipped":262144000,"CodeSizeZipped":52428800,
         "ConcurrentExecutions":%d,"TotalCodeSize":80530636800,
         "UnreservedConcurrentExecutions":%d},
         "AccountUsage":{"FunctionCount":4,"TotalCodeSize":%d}}\
        """
            .formatted(most, free, usedBytes));
  }

  private static Reply accountSummary(int roles) {
    return Reply.xml(
        """
        <GetAccountSummaryResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
        <GetAccountSummaryResult><SummaryMap>
        <entry><key>Roles</key><value>%d</value></entry>
        <entry><key>RolesQuota</key><value>1000</value></entry>
        <entry><key>Policies</key><value>7</value></entry>
        <entry><key>PoliciesQuota</key><value>1500</value></entry>
        </SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>\
        """
            .formatted(roles));
  }

  private static Reply zone(boolean isPrivate, String server) {
    String servers =
        "<DelegationSet><NameServers><NameServer>%s</NameServer></NameServers></DelegationSet>"
            .formatted(server);
    return Reply.xml(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <GetHostedZoneResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><HostedZone>
        <Id>/hostedzone/Z0EXAMPLE</Id><Name>example.com.</Name><CallerReference>c</CallerReference>
        <Config><PrivateZone>%s</PrivateZone></Config>
        <ResourceRecordSetCount>2</ResourceRecordSetCount></HostedZone>%s
        </GetHostedZoneResponse>\
        """
            .formatted(isPrivate, isPrivate ? "" : servers));
  }

  private static Reply stack(String status) {
    return Reply.xml(
        """
        <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
        <DescribeStacksResult><Stacks><member><StackName>ddns53</StackName>
        <StackStatus>%s</StackStatus></member></Stacks></DescribeStacksResult>
        </DescribeStacksResponse>\
        """
            .formatted(status));
  }

  private static Reply role() {
    return Reply.xml(
        "<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName></Role></GetRoleResult>"
            + "</GetRoleResponse>");
  }

  private Preflight preflight() {
    return preflight(aws.uri());
  }

  private Preflight preflight(URI at) {
    try (Clients clients =
        new Clients(
            at(Route53Client.builder().region(Region.AWS_GLOBAL), at)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build(),
            at(SsmClient.builder().region(Region.EU_CENTRAL_1), at)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build(),
            at(DynamoDbClient.builder().region(Region.EU_CENTRAL_1), at)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build())) {
      return Preflight.of(
          new Intent("ddns53", settings),
          new Preflight.Access(clients, Region.EU_CENTRAL_1, CREDENTIALS, Optional.of(at)),
          new PublicDns(dns.resolver()));
    }
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .credentialsProvider(CREDENTIALS)
        .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)));
  }

  private Finding only(Verdict verdict, Preflight preflight) {
    List<Finding> found =
        preflight.findings().stream().filter(each -> each.verdict() == verdict).toList();
    assertEquals(1, found.size(), () -> String.join("\n", preflight.lines()));
    return found.getFirst();
  }

  /** The one thing that is wrong. */
  private String wrong(String subject) {
    Preflight preflight = preflight();
    assertEquals(3, preflight.status());
    Finding finding = only(Verdict.WRONG, preflight);
    assertEquals(subject, finding.subject());
    return finding.text();
  }

  private static void assertHas(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), text);
    }
  }

  @Test
  void allInOrder_oneLineEach_andWhatNoApiTellsIsNotInOrder() {
    Preflight preflight = preflight();
    assertEquals(0, preflight.status(), () -> String.join("\n", preflight.lines()));
    assertEquals(14, preflight.lines().size());
    assertEquals("java25", only(Verdict.NOT_TOLD, preflight).subject());
    assertTrue(
        preflight
            .lines()
            .getFirst()
            .matches("caller +ok +arn:aws:iam::111122223333:user/me in eu-central-1"),
        preflight.lines().getFirst());
    assertTrue(
        preflight.lines().stream()
            .anyMatch(line -> line.matches("java25 +not checked +no API tells .*")));
  }

  @Test
  void requests_areSignedForTheServicesRegion() {
    assertEquals(0, preflight().status());
    Map<String, Set<String>> regions =
        aws.requests().stream()
            .collect(
                Collectors.groupingBy(
                    request -> request.operation().replaceFirst(" .*$", ""),
                    Collectors.mapping(StandIns.Request::region, Collectors.toSet())));
    assertEquals(Set.of("us-east-1"), regions.get("iam"));
    assertEquals(Set.of("eu-central-1"), regions.get("sts"));
    assertEquals(Set.of("eu-central-1"), regions.get("logs"));
    assertEquals(
        Set.of(
            "ddns53-update-eu-central-1",
            "ddns53-publisher-eu-central-1",
            "ddns53-recheck-eu-central-1",
            "ddns53-notices-eu-central-1"),
        aws.requests().stream()
            .filter(request -> request.operation().equals("iam GetRole"))
            .map(request -> request.field("RoleName"))
            .collect(Collectors.toSet()));
  }

  @Test
  void noBootstrap_wrong() {
    aws.on("ssm GetParameter", Reply.jsonError(400, "ParameterNotFound", "no"));
    assertHas(wrong("bootstrap"), "npx cdk bootstrap");
  }

  @Test
  void oldBootstrap_wrong() {
    aws.on("ssm GetParameter", parameter("5"));
    assertHas(wrong("bootstrap"), "version 5, but 6 is needed");
  }

  @Test
  void youngAccount_wrongUntilTheBurstFits() {
    aws.on("lambda GET /2016-08-19/account-settings", accountSettings(10, 10, 0));
    assertHas(wrong("concurrency"), "10 executions in all", "100 requests at once", "-c burst=5");
    settings.put("burst", "5");
    assertEquals(0, preflight().status());
  }

  @ParameterizedTest
  @CsvSource({"10, 10, 1, 9 of 10", "1000, 120, 40, 80 of 1000"})
  void reservedConcurrencyThatTheAccountHasNot_wrong(
      int most, int free, String reserved, String left) {
    aws.on("lambda GET /2016-08-19/account-settings", accountSettings(most, free, 0));
    settings.put("burst", "5");
    settings.put("reservedConcurrency", reserved);
    assertHas(wrong("concurrency"), "leaves " + left);
  }

  @Test
  void codeStorageFull_wrong() {
    aws.on("lambda GET /2016-08-19/account-settings", accountSettings(1000, 1000, 80_530_000_000L));
    assertHas(wrong("code storage"), "0 of 76800 MiB are left");
  }

  private static Reply deliveryPolicy(String document) {
    return Reply.json(
        "{\"resourcePolicies\":[{\"policyName\":\"AWSLogDeliveryWrite20150319\","
            + "\"policyDocument\":\"%s\"}]}".formatted(document));
  }

  @Test
  void deliveryPolicyFull_wrong() {
    aws.on("logs DescribeResourcePolicies", deliveryPolicy("x".repeat(4_961)));
    assertHas(wrong("log delivery"), "4961 of 5120");
    aws.on("logs DescribeResourcePolicies", deliveryPolicy("x".repeat(4_960)));
    assertEquals(0, preflight().status());
    aws.on("logs DescribeResourcePolicies", deliveryPolicy("/aws/vendedlogs/" + "x".repeat(5_000)));
    assertEquals(0, preflight().status());
  }

  @Test
  void tenLogPoliciesOnTwoPages_wrong() {
    aws.on(
        "logs DescribeResourcePolicies",
        request ->
            Reply.json(
                request.body().contains("\"nextToken\":\"2\"")
                    ? "{\"resourcePolicies\":[" + policies(6, 10) + "]}"
                    : "{\"resourcePolicies\":[" + policies(1, 5) + "],\"nextToken\":\"2\"}"));
    assertHas(wrong("log delivery"), "there are 10 resource policies");
  }

  private static String policies(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj("{\"policyName\":\"p%d\",\"policyDocument\":\"{}\"}"::formatted)
        .collect(Collectors.joining(","));
  }

  @Test
  void rolesUsedUp_wrong() {
    aws.on("iam GetAccountSummary", accountSummary(995));
    assertHas(wrong("IAM quotas"), "5 roles and 1493 policies are left");
  }

  @Test
  void noSuchZone_wrong() {
    aws.on(
        "route53 GET /2013-04-01/hostedzone/Z0EXAMPLE",
        Reply.queryError(404, "NoSuchHostedZone", "No hosted zone found with ID: Z0EXAMPLE"));
    assertHas(wrong("zone Z0EXAMPLE"), "none in this account");
  }

  @Test
  void privateZone_wrong() {
    aws.on("route53 GET /2013-04-01/hostedzone/Z0EXAMPLE", zone(true, ""));
    assertHas(wrong("zone Z0EXAMPLE"), "example.com. is private");
  }

  @Test
  void zoneThatSomebodyElseServes_wrong() {
    dns.answer("ns1.registrar.example.", "NS-1.awsdns.example.");
    String text = wrong("zone Z0EXAMPLE");
    assertHas(text, "the world asks ns1.registrar.example for example.com", "ns-1.awsdns.example");
  }

  @Test
  void zoneThatNobodyIsLedTo_wrong() {
    dns.nothing();
    assertHas(wrong("zone Z0EXAMPLE"), "nobody is led to example.com", "ns-1.awsdns.example");
  }

  @Test
  void dnsThatDoesNotTell_notChecked() {
    dns.fails();
    Preflight preflight = preflight();
    assertEquals(4, preflight.status());
    assertHas(only(Verdict.NOT_ASKED, preflight).text(), "DNS does not tell", "SERVFAIL");
  }

  @Test
  void namesOutsideTheZones_wrong() {
    settings.put("names", "*.sites.example.com,*.example.org");
    assertEquals("no zone holds *.example.org.", wrong("names"));
  }

  @Test
  void noZonesSet_notChecked() {
    settings.remove("zones");
    Preflight preflight = preflight();
    assertEquals(4, preflight.status());
    assertEquals("zones", only(Verdict.NOT_ASKED, preflight).subject());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROLLBACK_COMPLETE", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"})
  void stackThatCannotBeDeployed_wrong(String status) {
    aws.on("cloudformation DescribeStacks", stack(status));
    assertHas(wrong("stack ddns53"), status, "delete-stack --stack-name ddns53");
  }

  @Test
  void stackUnderWay_wrong() {
    aws.on("cloudformation DescribeStacks", stack("UPDATE_IN_PROGRESS"));
    assertHas(wrong("stack ddns53"), "Wait for its end");
  }

  @Test
  void namesInUse_eachWrong() {
    aws.on("events DescribeEventBus", Reply.json("{\"Name\":\"ddns53\"}"));
    assertHas(wrong("event bus"), "ddns53 is there, but no stack ddns53", "-c stack=");
    allInOrder();
    aws.on(
        "iam GetRole",
        request ->
            request.field("RoleName").startsWith("ddns53-recheck-")
                ? role()
                : Reply.queryError(404, "NoSuchEntity", "no"));
    assertHas(wrong("roles"), "ddns53-recheck-eu-central-1 is there");
    allInOrder();
    aws.on(
        "iam GetPolicy",
        request ->
            request
                    .field("PolicyArn")
                    .equals("arn:aws:iam::111122223333:policy/ddns53-operator-eu-central-1")
                ? Reply.xml("<GetPolicyResponse/>")
                : Reply.queryError(404, "NoSuchEntity", "no"));
    assertHas(wrong("policies"), "ddns53-operator-eu-central-1 is there");
    allInOrder();
    aws.on(
        "ssm GetParametersByPath",
        Reply.json("{\"Parameters\":[{\"Name\":\"/ddns53/stack/api\",\"Value\":\"x\"}]}"));
    assertHas(wrong("parameters"), "/ddns53/stack/api is there");
    allInOrder();
    aws.on(
        "logs DescribeLogGroups",
        Reply.json("{\"logGroups\":[{\"logGroupName\":\"/aws/vendedlogs/apis/ddns53\"}]}"));
    assertHas(wrong("log groups"), "/aws/vendedlogs/apis/ddns53 is there");
  }

  @Test
  void logGroupOfAnotherStack_isNoneOfOurs() {
    aws.on(
        "logs DescribeLogGroups",
        Reply.json("{\"logGroups\":[{\"logGroupName\":\"/aws/vendedlogs/apis/ddns53-b\"}]}"));
    assertEquals(0, preflight().status());
  }

  @Test
  void namesOfTheStackItself_areAnUpgrade() {
    aws.on("cloudformation DescribeStacks", stack("UPDATE_COMPLETE"))
        .on("events DescribeEventBus", Reply.json("{\"Name\":\"ddns53\"}"))
        .on("iam GetRole", role());
    assertEquals(0, preflight().status());
  }

  @ParameterizedTest
  @CsvSource({
    "sts GetCallerIdentity, sts:GetCallerIdentity, 2",
    "ssm GetParameter, ssm:GetParameter, 1",
    "ssm GetParametersByPath, ssm:GetParametersByPath, 1",
    "lambda GET /2016-08-19/account-settings, lambda:GetAccountSettings, 2",
    "logs DescribeResourcePolicies, logs:DescribeResourcePolicies, 1",
    "logs DescribeLogGroups, logs:DescribeLogGroups, 1",
    "iam GetAccountSummary, iam:GetAccountSummary, 1",
    "iam GetRole, iam:GetRole, 1",
    "iam GetPolicy, iam:GetPolicy, 1",
    "events DescribeEventBus, events:DescribeEventBus, 1",
    "cloudformation DescribeStacks, cloudformation:DescribeStacks, 1",
    "route53 GET /2013-04-01/hostedzone/Z0EXAMPLE, route53:GetHostedZone, 1"
  })
  void whatMayNotBeRead_isSaid_andNotInOrder(String operation, String action, int lines) {
    String service = operation.replaceFirst(" .*$", "");
    aws.on(
        operation,
        switch (service) {
          case "lambda" -> Reply.restError(403, "AccessDeniedException", "not authorized");
          case "ssm", "logs", "events" ->
              Reply.jsonError(400, "AccessDeniedException", "not authorized");
          default -> Reply.queryError(403, "AccessDenied", "not authorized");
        });
    Preflight preflight = preflight();
    assertEquals(4, preflight.status());
    List<Finding> notAsked =
        preflight.findings().stream().filter(each -> each.verdict() == Verdict.NOT_ASKED).toList();
    assertEquals(lines, notAsked.size(), () -> String.join("\n", preflight.lines()));
    assertEquals("these credentials may not do " + action, notAsked.getFirst().text());
  }

  @Test
  void nobodyAnswers_nothingIsInOrder() {
    aws.close();
    Preflight preflight = preflight();
    assertEquals(4, preflight.status());
    assertFalse(
        preflight.findings().stream().anyMatch(each -> each.verdict() == Verdict.FINE),
        () -> String.join("\n", preflight.lines()));
  }

  @Test
  void stackThatMayNotBeSeen_leavesItsNamesOpen() {
    aws.on("cloudformation DescribeStacks", Reply.queryError(403, "AccessDenied", "no"))
        .on("events DescribeEventBus", Reply.json("{\"Name\":\"ddns53\"}"));
    Preflight preflight = preflight();
    assertEquals(4, preflight.status());
    assertTrue(
        preflight.lines().stream()
            .anyMatch(line -> line.matches("event bus +not checked +there are ddns53; whether .*")),
        () -> String.join("\n", preflight.lines()));
  }
}
