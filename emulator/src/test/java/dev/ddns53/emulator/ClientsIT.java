package dev.ddns53.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.emulator.ec2.Machine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** boto3 and the AWS CLI, the system's and the newest, as far as they are there. */
class ClientsIT extends WithEmulator {

  private static final Path NEWEST = Path.of("..", ".others", "aws", "bin").toAbsolutePath();

  private static final Map<String, String> NOBODY =
      Map.of(
          "AWS_ACCESS_KEY_ID", "local",
          "AWS_SECRET_ACCESS_KEY", "local",
          "AWS_DEFAULT_REGION", "us-east-1",
          "AWS_CONFIG_FILE", "/dev/null",
          "AWS_SHARED_CREDENTIALS_FILE", "/dev/null");

  private static final String NEAR =
      """
      {"Changes": [{"Action": "CREATE", "ResourceRecordSet": {"Name": "near.cli.example", "Type": "A",
        "SetIdentifier": "one", "GeoProximityLocation": {"AWSRegion": "eu-west-1", "Bias": 10},
        "TTL": 300, "ResourceRecords": [{"Value": "192.0.2.1"}]}}]}\
      """;

  static List<String> pythons() {
    return List.of("python3", "/usr/bin/python3", NEWEST.resolve("python3").toString());
  }

  static List<String> commandLines() {
    return List.of("aws", NEWEST.resolve("aws").toString());
  }

  private record Run(int status, String said) {}

  private static Run run(String... command) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(NOBODY);
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      return new Run(process.exitValue(), said);
    } catch (IOException notInstalled) {
      return new Run(127, notInstalled.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void boto3_readsZonesRecordsAndParameters(String python)
      throws InterruptedException, URISyntaxException {
    Run boto3 = run(python, "-c", "import boto3; print(boto3.__version__)");
    assumeTrue(boto3.status == 0, () -> "skipped: no boto3 for " + python);
    String id = zone("boto.example");
    send(
        id,
        IntStream.range(0, 350)
            .mapToObj(n -> change(ChangeAction.CREATE, "n" + n + ".boto.example", "192.0.2.1"))
            .toList());
    aws.ssm()
        .putParameter(
            p ->
                p.name("/demo/secret")
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true)
                    .value("s3cret"));
    Path script =
        Path.of(Objects.requireNonNull(ClientsIT.class.getResource("/read_with_boto3.py")).toURI());
    String output = run(python, script.toString(), emulator.aws().toString()).said;
    assertTrue(output.contains("zone boto.example."), output);
    assertTrue(output.contains("records 352 351"), output);
    assertTrue(output.contains("parameter /demo/secret SecureString s3cret "), output);
    assertTrue(output.contains("missing parameter is ParameterNotFound"), output);
    assertTrue(output.contains("missing zone is NoSuchHostedZone"), output);
  }

  private static void launch(int count) {
    emulator.ec2().clear();
    for (int i = 0; i < count; i++) {
      emulator
          .ec2()
          .put(
              new Machine(
                  "i-%017x".formatted(i),
                  "us-east-1",
                  Machine.State.RUNNING,
                  Instant.parse("2026-11-23T20:20:46Z"),
                  Optional.of("203.0.113." + i),
                  Optional.of("10.0.0." + i),
                  Optional.of("2001:db8::" + Integer.toHexString(i)),
                  Map.of("Name", "web-" + i)));
    }
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void boto3_readsInstances(String python) throws InterruptedException, URISyntaxException {
    assumeTrue(
        run(python, "-c", "import boto3").status == 0, () -> "skipped: no boto3 for " + python);
    launch(12);
    Path script =
        Path.of(
            Objects.requireNonNull(ClientsIT.class.getResource("/instances_with_boto3.py"))
                .toURI());
    String output = run(python, script.toString(), emulator.aws().toString()).said;
    assertTrue(output.contains("instances 12 pages 3"), output);
    assertTrue(
        output.contains(
            "first i-00000000000000000 running 2026-11-23T20:20:46+00:00 203.0.113.0 10.0.0.0"
                + " 2001:db8::0 [{'Key': 'Name', 'Value': 'web-0'}]"),
        output);
    assertTrue(
        output.contains(
            """
            InvalidInstanceID.NotFound
            InvalidInstanceID.Malformed
            InvalidParameterValue
            InvalidParameterValue
            InvalidParameterValue
            InvalidAction
            """),
        output);
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void awsCli_readsInstances(String aws) throws InterruptedException {
    assumeTrue(run(aws, "--version").status == 0, () -> "skipped: there is no " + aws);
    launch(3);
    Run listed =
        run(
            aws,
            "--endpoint-url",
            emulator.aws().toString(),
            "--output",
            "text",
            "ec2",
            "describe-instances",
            "--filters",
            "Name=tag:Name,Values=web-1,web-2",
            "Name=instance-state-name,Values=running",
            "--query",
            "Reservations[].Instances[].PublicIpAddress");
    assertEquals("203.0.113.1\t203.0.113.2", listed.said.strip());
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void awsCli_makesARecordSetUnderAPolicy_andListsIt(String aws) throws InterruptedException {
    assumeTrue(run(aws, "--version").status == 0, () -> "skipped: there is no " + aws);
    String id = zone("cli.example");
    Run made = route53(aws, "change-resource-record-sets", id, "--change-batch", NEAR);
    assertEquals(0, made.status, made.said);
    Run again = route53(aws, "change-resource-record-sets", id, "--change-batch", NEAR);
    assertTrue(again.said.contains("InvalidChangeBatch"), again.said);
    Run listed = route53(aws, "list-resource-record-sets", id, "--query", "ResourceRecordSets[-1]");
    assertTrue(listed.said.contains("\"Bias\": 10"), listed.said);
    assertTrue(listed.said.contains("near.cli.example."), listed.said);
  }

  private static Run route53(String aws, String command, String zone, String... more)
      throws InterruptedException {
    return run(
        Stream.concat(
                Stream.of(
                    aws,
                    "--endpoint-url",
                    emulator.aws().toString(),
                    "--output",
                    "json",
                    "route53",
                    command,
                    "--hosted-zone-id",
                    zone),
                Stream.of(more))
            .toArray(String[]::new));
  }
}
