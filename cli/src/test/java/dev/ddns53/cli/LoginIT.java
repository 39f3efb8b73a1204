package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.preflight.StandIns;
import dev.ddns53.cli.preflight.StandIns.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles that the packaged command can work with, and what it says of those that it cannot. */
final class LoginIT {

  private final Instant later =
      Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
  private static final String CONFIG =
      """
      [profile me]
      aws_access_key_id = AKIDME
      aws_secret_access_key = secret
      [profile role]
      role_arn = arn:aws:iam::111122223333:role/operator
      source_profile = me
      [profile device]
      role_arn = arn:aws:iam::111122223333:role/operator
      source_profile = me
      mfa_serial = arn:aws:iam::111122223333:mfa/me
      [profile web]
      role_arn = arn:aws:iam::111122223333:role/operator
      web_identity_token_file = HOME/token
      [profile center]
      sso_session = company
      sso_account_id = 111122223333
      sso_role_name = operator
      [profile fromcenter]
      role_arn = arn:aws:iam::111122223333:role/operator
      source_profile = center
      [sso-session company]
      sso_region = eu-central-1
      sso_start_url = https://company.awsapps.example/start
      [profile console]
      login_session = arn:aws:iam::111122223333:user/me
      [profile process]
      credential_process = false
      """;

  @TempDir private Path home = Path.of("");

  private final StandIns aws;

  LoginIT() throws IOException {
    aws = new StandIns();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private Reply role(String action, String key) {
    return Reply.xml(
        """
        <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
        <AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>t</SessionToken><Expiration>%3$s</Expiration></Credentials></%1$sResult>
        </%1$sResponse>\
        """
            .formatted(action, key, later));
  }

  private String run(String profile) throws Exception {
    Files.writeString(home.resolve("token"), "e30.e30.e30");
    Files.writeString(home.resolve("config"), CONFIG.replace("HOME", home.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Duser.home=" + home,
                    "-jar",
                    Path.of("target", "ddns53.jar").toString(),
                    "preflight"))
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    new ArrayList<>(environment.keySet())
        .stream().filter(key -> key.startsWith("AWS_")).forEach(environment::remove);
    environment.putAll(
        Map.of(
            "HOME", home.toString(),
            "AWS_CONFIG_FILE", home.resolve("config").toString(),
            "AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString(),
            "AWS_EC2_METADATA_DISABLED", "true",
            "AWS_REGION", "eu-central-1",
            "AWS_PROFILE", profile,
            "AWS_ENDPOINT_URL", aws.uri().toString()));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.strip();
  }

  /** Who signed the question who is asking. */
  private Set<String> callers() {
    return aws.requests().stream()
        .filter(request -> request.operation().equals("sts GetCallerIdentity"))
        .map(StandIns.Request::key)
        .collect(Collectors.toSet());
  }

  @Test
  void profileWithRole_takesTheRole() throws Exception {
    aws.on("sts AssumeRole", role("AssumeRole", "AKIDROLE"));
    String out = run("role");
    assertEquals(Set.of("AKIDROLE"), callers(), out);
  }

  @Test
  void profileWithWebIdentity_takesTheRole() throws Exception {
    aws.on("unsigned AssumeRoleWithWebIdentity", role("AssumeRoleWithWebIdentity", "AKIDWEB"));
    String out = run("web");
    assertEquals(Set.of("AKIDWEB"), callers(), out);
  }

  @ParameterizedTest
  @CsvSource({"center, AKIDSSO", "fromcenter, AKIDROLE"})
  void profileOfIdentityCenter_takesItsLogin(String profile, String key) throws Exception {
    Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
    String name =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-1")
                    .digest("company".getBytes(StandardCharsets.UTF_8)));
    Files.writeString(
        cache.resolve(name + ".json"),
        "{\"accessToken\":\"token\",\"expiresAt\":\"%s\",\"region\":\"eu-central-1\",\"startUrl\":\"https://company.awsapps.example/start\"}"
            .formatted(later));
    aws.on(
            "unsigned GET /federation/credentials",
            Reply.json(
                "{\"roleCredentials\":{\"accessKeyId\":\"AKIDSSO\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\",\"expiration\":%d}}"
                    .formatted(later.toEpochMilli())))
        .on("sts AssumeRole", role("AssumeRole", "AKIDROLE"));
    String out = run(profile);
    assertEquals(Set.of(key), callers(), out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch | There is no AWS profile nosuch. AWS_PROFILE names it; run: aws configure"
            + " list-profiles",
        "center | The profile center is not logged in, or no longer. Run: aws sso login --profile"
            + " center",
        "fromcenter | The profile fromcenter is not logged in, or no longer. Run: aws sso login"
            + " --profile center",
        "console | The profile console logs in by a way that this command does not have. Run: eval",
        "device | The profile device asks for a second factor, which this command cannot ask you"
            + " for. Run: eval",
        "role | The profile role gives no credentials: User: me is not authorized to perform:"
            + " sts:AssumeRole",
        "process | The profile process gives no credentials: "
      })
  void profileThatGivesNone_oneSentenceWithWhatToRun(String profile, String message)
      throws Exception {
    aws.on(
        "sts AssumeRole",
        Reply.queryError(
            403, "AccessDenied", "User: me is not authorized to perform: sts:AssumeRole"));
    String out = run(profile);
    assertTrue(out.startsWith(message), out);
    assertEquals(1, out.lines().count(), out);
    assertEquals(Set.of(), callers());
  }
}
