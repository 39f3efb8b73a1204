package dev.ddns53.infra.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsReaderTest {

  private static final Map<String, Object> LEAST =
      Map.of("zones", "Z0123456789ABC", "names", "*.sites.example.com");

  private static Settings read(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(LEAST);
    all.putAll(more);
    return SettingsReader.read(all);
  }

  private static String refused(Map<String, ?> context) {
    return String.valueOf(
        assertThrows(InvalidSettings.class, () -> SettingsReader.read(context)).getMessage());
  }

  private static String refused(String key, Object value) {
    Map<String, Object> all = new HashMap<>(LEAST);
    all.put(key, value);
    return refused(all);
  }

  @Test
  void nothingSet_namesBothThatAreNeededWithAGoodValueEach() {
    String message = refused(Map.of());
    assertTrue(message.contains("-c zones='Z0123456789ABC'"), message);
    assertTrue(message.contains("-c names='*.sites.example.com'"), message);
    assertEquals(2, message.lines().count(), message);
  }

  @Test
  void leastSettings_haveTheDocumentedDefaults() {
    Settings settings = read(Map.of());
    assertEquals(List.of(new ZoneId("Z0123456789ABC")), settings.zones());
    assertEquals(new StackName("ddns53"), settings.stack());
    assertEquals(new Settings.Api(Optional.empty(), new Sizing(50, 100), false), settings.api());
    assertEquals(
        new Settings.Functions(
            512,
            15,
            Optional.empty(),
            30,
            true,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        settings.functions());
    assertEquals(
        new Settings.People(
            Settings.Mfa.CONDITION,
            Optional.empty(),
            NoticeKind.news(),
            Optional.empty(),
            50,
            false),
        settings.people());
    assertEquals(new Settings.TamperWatch(false, List.of()), settings.tamperWatch());
    assertEquals(
        List.of(false, false, false),
        List.of(settings.ec2().events(), settings.acceleratedRecovery(), settings.standby()));
  }

  @Test
  void lists_comeAsJsonOrWithCommas() {
    List<ZoneId> expected = List.of(new ZoneId("ZAAAA"), new ZoneId("ZBBBB"));
    assertEquals(expected, read(Map.of("zones", "ZAAAA, ZBBBB,ZAAAA")).zones());
    assertEquals(expected, read(Map.of("zones", List.of("ZAAAA", "/hostedzone/ZBBBB"))).zones());
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void exampleOfEverySetting_isAGoodValue(Setting setting) {
    Map<String, Object> all = new HashMap<>(LEAST);
    all.put("domain", "ddns.example.com");
    all.put("domainZone", "Z0123456789ABC");
    all.put("webhook", "https://ntfy.sh");
    all.put("ec2Events", "true");
    all.put(setting.key(), setting.example());
    SettingsReader.read(all);
  }

  @Test
  void furtherRegions_needEvents() {
    String message = refused("ec2Regions", "us-west-2");
    assertTrue(message.contains("ec2Events: is needed with ec2Regions."), message);
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void badValue_isToldWithTheSettingAndAGoodOne(Setting setting) {
    String message = refused(setting.key(), "no such, value!");
    assertTrue(message.contains(setting.key() + ": "), message);
    assertTrue(message.contains("-c " + setting.key() + "='" + setting.example() + "'"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "names, *",
    "names, *.com",
    "names, *.*",
    "names, *.example.*",
    "names, A.example.com",
    "names, a.example.com.",
    "names, a..example.com",
    "zones, example.com",
    "zones, *",
    "domain, https://ddns.example.com",
    "alarmEmail, ops",
    "memoryMb, 255",
    "memoryMb, 10241",
    "timeoutSeconds, 30",
    "timeoutSeconds, 4",
    "logDays, 31",
    "burst, 0",
    "tracing, yes",
    "trustStore, my-bucket/clients.pem",
    "tamperIgnore, external-dns",
    "masterKeyKmsKey, alias/aws/ssm",
    "region, Frankfurt",
    "route53Rate, 0",
    "stack, staging",
    "stack, ddns53-Staging",
    "stack, ddns53-a-name-that-is-too-long-for-a-role",
    "sites, 0",
    "sites, 200001",
    "reservedConcurrency, 0",
    "operatorMfa, users",
    "notify, silence",
    "webhook, http://example.com/",
    "webhook, https://example.com/ x",
    "webhookSecret, a secret",
    "webhookSecretAs, cookie:a",
    "webhookBody, text",
    "webhookBody, '{\"text\":\"<text>\"}'",
    "webhookBody, '{\"text\":<words>}'"
  })
  void valueBeyondItsBounds_isRefused(String key, String value) {
    assertTrue(refused(key, value).contains(key + ": "));
  }

  @ParameterizedTest
  @CsvSource({
    "names, vpn.example.com",
    "names, *.example.com",
    "names, *-vpn.example.com",
    "memoryMb, 256",
    "memoryMb, 10240",
    "timeoutSeconds, 29",
    "timeoutSeconds, 5",
    "logDays, 1",
    "logDays, 3653",
    "tracing, false",
    "stack, ddns53",
    "stack, ddns53-staging-2",
    "sites, 200000",
    "notify, none",
    "webhook, https://hooks.slack.com/services/{{resolve:secretsmanager:ddns53/webhook}}"
  })
  void valueAtItsBounds_isTaken(String key, String value) {
    read(Map.of(key, value));
  }

  @ParameterizedTest
  @CsvSource({
    "zones, example.com, 'is not a hosted zone''s id, such as Z0123456789ABC; its name does not"
        + " do'",
    "names, *.com, whose last two labels have no *",
    "burst, 0, is not a whole number from 1 to 5000",
    "tracing, yes, is not true or false",
    "domain, https://ddns.example.com, 'without https://'",
    "masterKeyKmsKey, alias/aws/ssm, an alias does not do",
    "stack, staging, 'is not ddns53, or begins with ddns53-'"
  })
  void wrongValue_isToldWhy(String key, String value, String why) {
    assertTrue(refused(key, value).contains(why), refused(key, value));
  }

  @Test
  void webhooksSettings_needAWebhook() {
    assertTrue(refused("webhookSecret", "ntfy").contains("of use only with a webhook"));
    Webhook webhook =
        read(Map.of("webhook", "https://ntfy.sh", "webhookSecretAs", "query:sig"))
            .people()
            .webhook()
            .orElseThrow();
    assertEquals(new Webhook.SecretPlace(false, "sig"), webhook.place());
    assertEquals("{\"text\":<text>}", webhook.body());
  }

  @Test
  void unknownSetting_isToldWithAllThatThereAre() {
    String message = refused("alarmEmial", "ops@example.com");
    assertTrue(message.contains("alarmEmial: there is no such setting"), message);
    assertTrue(message.contains("alarmEmail"), message);
  }

  @Test
  void contextOfTheCdkItself_isLeftAlone() {
    read(Map.of("aws:cdk:enable-path-metadata", true, "@aws-cdk/core:x", true, "cli-x", 1));
  }

  @Test
  void domainWithoutZoneOrCertificate_isRefused() {
    assertTrue(refused("domain", "ddns.example.com").contains("domainZone: "));
    assertTrue(refused("trustStore", "s3://bucket/key").contains("domain: "));
    assertTrue(
        read(Map.of("domain", "ddns.example.com", "domainZone", "ZAAAA"))
            .api()
            .domain()
            .isPresent());
  }

  @Test
  void severalWrongValues_areToldAtOnce() {
    String message = refused(Map.of("zones", "nowhere", "names", "*", "burst", "many"));
    assertEquals(3, message.lines().count(), message);
  }
}
