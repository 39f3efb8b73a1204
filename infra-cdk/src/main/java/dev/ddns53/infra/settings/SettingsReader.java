package dev.ddns53.infra.settings;

import dev.ddns53.infra.settings.Domain.TrustStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads settings from an app's context. */
public final class SettingsReader {

  private static final Set<Integer> LOG_DAYS =
      Set.of(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653);
  private static final Set<String> KNOWN =
      Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toUnmodifiableSet());

  private static final String HOST = "(?:[a-z0-9-]+\\.)+[a-z]{2,}";
  private static final String EMAIL = "[^@\\s,]+@[^@\\s,]+\\.[^@\\s,]+";
  private static final String CERTIFICATE = "arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/.+";
  private static final String KMS_KEY = "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+";
  private static final String ROLE = "arn:aws[a-z-]*:iam::\\d{12}:role/.+";
  private static final String REGION = "[a-z]{2}(?:-[a-z]+)+-\\d";

  private final Values values;

  private SettingsReader(Map<String, ?> context) {
    this.values = new Values(context);
  }

  /**
   * Reads and checks.
   *
   * @param context of the app; keys with punctuation are CDK's own
   * @throws InvalidSettings telling all that is wrong
   */
  public static Settings read(Map<String, ?> context) {
    SettingsReader reader = new SettingsReader(context);
    reader.refuseUnknown(context.keySet());
    Settings settings = reader.settings();
    List<String> problems = reader.values.problems();
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return settings;
  }

  /** That the stack's region must be known, and is not. */
  public static InvalidSettings regionNeeded() {
    Values none = new Values(Map.of());
    none.problem(Setting.REGION, "is needed with tamperWatch.");
    return new InvalidSettings(none.problems());
  }

  private void refuseUnknown(Set<String> keys) {
    for (String key : new TreeSet<>(keys)) {
      if (key.matches("[A-Za-z0-9]+") && !KNOWN.contains(key)) {
        values.problem(
            key
                + ": there is no such setting. There are: "
                + String.join(", ", new TreeSet<>(KNOWN)));
      }
    }
  }

  private Settings settings() {
    List<ZoneId> zones = required(Setting.ZONES, values.many(Setting.ZONES, ZoneId::parse));
    List<NamePattern> names =
        required(Setting.NAMES, values.many(Setting.NAMES, NamePattern::parse));
    return new Settings(
        zones,
        names,
        api(),
        functions(),
        new Settings.Alarms(
            values.text(Setting.ALARM_EMAIL, EMAIL),
            values.number(Setting.REJECTED_SIGNATURES, 1, 1_000_000, 50)),
        tamperWatch(),
        values.flag(Setting.EC2_EVENTS),
        values.flag(Setting.ACCELERATED_RECOVERY),
        values.text(Setting.REGION, REGION),
        values.flag(Setting.STANDBY));
  }

  private <T> List<T> required(Setting setting, List<T> found) {
    if (found.isEmpty() && values.text(setting).isEmpty()) {
      values.problem(setting, "is needed.");
    }
    return found;
  }

  private Settings.Api api() {
    return new Settings.Api(
        domain(),
        values.number(Setting.RATE_PER_SECOND, 1, 10_000, 50),
        values.number(Setting.BURST, 1, 5_000, 100),
        values.flag(Setting.DYNDNS2));
  }

  private Optional<Domain> domain() {
    Optional<String> name = values.text(Setting.DOMAIN, HOST);
    Optional<String> certificate = values.text(Setting.CERTIFICATE_ARN, CERTIFICATE);
    Optional<ZoneId> zone = values.one(Setting.DOMAIN_ZONE, ZoneId::parse);
    Optional<TrustStore> trustStore = values.one(Setting.TRUST_STORE, TrustStore::parse);
    boolean anyOfIt = certificate.isPresent() || zone.isPresent() || trustStore.isPresent();
    if (anyOfIt && values.text(Setting.DOMAIN).isEmpty()) {
      values.problem(Setting.DOMAIN, "is needed with certificateArn, domainZone and trustStore.");
    }
    if (name.isPresent() && certificate.isEmpty() && zone.isEmpty()) {
      values.problem(Setting.DOMAIN_ZONE, "is needed with a domain, or else a certificateArn.");
    }
    return name.map(host -> new Domain(host, certificate, zone, trustStore));
  }

  private Settings.Functions functions() {
    return new Settings.Functions(
        values.number(Setting.MEMORY_MB, 256, 10_240, 512),
        values.number(Setting.TIMEOUT_SECONDS, 5, 29, 15),
        values.number(Setting.LOG_DAYS, 1, 3653).filter(this::isLogDays).orElse(30),
        values.flag(Setting.TRACING),
        values.text(Setting.MASTER_KEY_KMS_KEY, KMS_KEY),
        values.number(Setting.ROUTE53_RATE, 1, 1_000),
        values.number(Setting.ROUTE53_BURST, 1, 1_000),
        values.text(Setting.LANGUAGE, "en|ja"));
  }

  private boolean isLogDays(int days) {
    if (!LOG_DAYS.contains(days)) {
      values.problem(Setting.LOG_DAYS, "must be one of " + new TreeSet<>(LOG_DAYS) + ".");
    }
    return LOG_DAYS.contains(days);
  }

  private Settings.TamperWatch tamperWatch() {
    List<String> ignored =
        values.many(
            Setting.TAMPER_IGNORE, text -> Optional.of(text).filter(arn -> arn.matches(ROLE)));
    return new Settings.TamperWatch(values.flag(Setting.TAMPER_WATCH), ignored);
  }
}
