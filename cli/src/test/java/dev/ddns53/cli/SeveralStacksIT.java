package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.fleet.Publishable;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Stacks beside one another: the command works on the one that it is told. */
final class SeveralStacksIT {

  private static @Nullable Emulator emulator;

  @BeforeAll
  static void start() throws IOException {
    emulator = Emulator.inMemory(Settings.UNLIMITED);
  }

  @AfterAll
  static void stop() throws IOException {
    emulator().close();
  }

  private static Emulator emulator() {
    if (emulator == null) {
      throw new IllegalStateException("not started");
    }
    return emulator;
  }

  private static SsmClient ssm() {
    return SsmClient.builder()
        .endpointOverride(emulator().aws())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static Route53Client route53() {
    return Route53Client.builder()
        .endpointOverride(emulator().aws())
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** The packaged command as an operator calls it, with the emulator in AWS's place. */
  private static String run(Map<String, String> environment, String line) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target", "ddns53.jar").toString()));
    command.addAll(List.of(line.split(" ", -1)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("DDNS53_STACK");
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", emulator().aws().toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.strip();
  }

  @ParameterizedTest
  @CsvSource({
    "'',            init,                      /ddns53/master-key",
    "'',            --stack ddns53-a init,     /ddns53-a/master-key",
    "'',            init --stack ddns53-b,     /ddns53-b/master-key",
    "ddns53-c,      init,                      /ddns53-c/master-key",
    "ddns53-no,     --stack ddns53-d init,     /ddns53-d/master-key",
  })
  void masterKey_isMadeForTheStackThatIsNamed(String variable, String line, String parameter)
      throws Exception {
    Map<String, String> environment =
        variable.isEmpty() ? Map.of() : Map.of("DDNS53_STACK", variable);
    assertEquals("The master key is made: " + parameter, run(environment, line));
    try (SsmClient ssm = ssm()) {
      assertFalse(ssm.getParameter(get -> get.name(parameter)).parameter().value().isEmpty());
      assertThrows(
          ParameterNotFoundException.class,
          () -> ssm.getParameter(get -> get.name("/ddns53-no/master-key")));
    }
  }

  @Test
  void stackThatIsNotThere_isNamedWithWhatToDo() throws Exception {
    String out = run(Map.of(), "--stack ddns53-nowhere status");
    assertTrue(
        out.startsWith("There is no SSM parameter /ddns53-nowhere/stack/registry-table in"), out);
    assertTrue(out.contains("--stack NAME"), out);
  }

  @Test
  void parametersOfTwoStacks_areKeptApart() {
    try (SsmClient ssm = ssm()) {
      for (String stack : List.of("ddns53", "ddns53-staging")) {
        ssm.putParameter(
            put ->
                put.name("/" + stack + "/stack/api")
                    .type(ParameterType.STRING)
                    .overwrite(true)
                    .value("https://" + stack + ".example.com"));
      }
      Stack.Parameters staging = Stack.Parameters.read(ssm, new StackName("ddns53-staging"));
      assertEquals("https://ddns53-staging.example.com", staging.required("api"));
      assertEquals(
          "https://ddns53.example.com",
          Stack.Parameters.read(ssm, StackName.DEFAULT).required("api"));
      assertThrows(CliException.class, () -> staging.required("state-table"));
    }
  }

  private static void put(SsmClient ssm, String name, String value) {
    ssm.putParameter(put -> put.name(name).type(ParameterType.STRING).overwrite(true).value(value));
  }

  @Test
  void nameThatTheStackMayNotWrite_refusedByItsLine(@TempDir Path folder) throws Exception {
    try (SsmClient ssm = ssm();
        Route53Client route53 = route53()) {
      String zone =
          route53
              .createHostedZone(create -> create.name("example.com").callerReference("one"))
              .hostedZone()
              .id();
      for (String part : List.of("registry-table", "state-table", "api", "recheck-function")) {
        put(ssm, "/ddns53-strict/stack/" + part, "https://ddns.example.com");
      }
      put(ssm, "/ddns53-strict/stack/zones", zone.replace("/hostedzone/", ""));
      put(ssm, "/ddns53-strict/stack/names", "*.sites.example.com");
    }
    Path file =
        Files.writeString(
            folder.resolve("fleet.yaml"),
            """
            sites: { tokyo: {} }
            names:
              a.sites.example.com: { zone: example.com, members: [tokyo] }
              vpn.example.com: { zone: example.com, members: [tokyo] }
            """);
    assertEquals(
        """
        %s: line 4, column 3: the stack may not write vpn.example.com, only *.sites.example.com.
        Nothing was changed. Correct the file, or the stack's settings names and zones, and deploy it.\
        """
            .formatted(file),
        run(Map.of(), "--stack ddns53-strict apply --yes -f " + file));
  }

  @Test
  void listsOfAStack_goOnInFurtherParameters() {
    StackName name = new StackName("ddns53-big");
    Map<String, String> values =
        Map.of(
            "/ddns53-big/stack/zones", "Z0ONE,Z0TWO",
            "/ddns53-big/stack/zones-2", "Z0THREE",
            "/ddns53-big/stack/names", "*.a.example.com,*.b.example.com");
    assertEquals(
        Optional.of(
            new Publishable(
                List.of("*.a.example.com", "*.b.example.com"),
                Set.of(new ZoneId("Z0ONE"), new ZoneId("Z0TWO"), new ZoneId("Z0THREE")))),
        new Stack.Parameters(name, values).publishable());
    assertEquals(Optional.empty(), new Stack.Parameters(name, Map.of()).publishable());
  }
}
