package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
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
}
