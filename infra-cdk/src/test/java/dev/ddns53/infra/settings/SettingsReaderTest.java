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
    assertEquals(new Settings.Api(Optional.empty(), 50, 100, false), settings.api());
    assertEquals(
        new Settings.Functions(
            512,
            15,
            30,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        settings.functions());
    assertEquals(new Settings.Alarms(Optional.empty(), 50), settings.alarms());
    assertEquals(new Settings.TamperWatch(false, List.of()), settings.tamperWatch());
    assertEquals(
        List.of(false, false, false),
        List.of(settings.ec2Events(), settings.acceleratedRecovery(), settings.standby()));
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
    all.put(setting.key(), setting.example());
    SettingsReader.read(all);
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
    "route53Rate, 0"
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
    "tracing, false"
  })
  void valueAtItsBounds_isTaken(String key, String value) {
    read(Map.of(key, value));
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
