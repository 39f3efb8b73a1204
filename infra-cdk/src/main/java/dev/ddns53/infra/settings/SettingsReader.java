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

  /** Of the 2,048 characters of an event pattern. */
  private static final int IGNORED_CHARS = 700;

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
      throw new InvalidSettings(problems, reader.values.isAnyMissing());
    }
    return settings;
  }

  /** That the stack's region must be known for a setting, and is not. */
  public static InvalidSettings regionNeeded(Setting setting) {
    Values none = new Values(Map.of());
    none.problem(Setting.REGION, "is needed with " + setting.key() + ".");
    return new InvalidSettings(none.problems(), false);
  }

  /**
   * That the function's package cannot do what a setting asks for.
   *
   * @param what it cannot do, as the end of a sentence
   */
  public static InvalidSettings notYet(Setting setting, String what) {
    return new InvalidSettings(
        List.of(
            setting.key()
                + ": this version of the function cannot "
                + what
                + " yet. Leave the setting out."),
        false);
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
    List<ZoneId> zones =
        values.needed(
            Setting.ZONES,
            ZoneId::parse,
            "a hosted zone's id, such as Z0123456789ABC; its name does not do");
    List<NamePattern> names =
        values.needed(
            Setting.NAMES,
            NamePattern::parse,
            "a name in lower case with * for any text, whose last two labels have no *");
    boolean acceleratedRecovery = values.flag(Setting.ACCELERATED_RECOVERY);
    ZoneRoom.problems(zones, names, acceleratedRecovery).forEach(values::problem);
    return new Settings(
        values
            .one(
                Setting.STACK,
                StackName::parse,
                "ddns53, or begins with ddns53- and goes on in lower case, 32 characters at most")
            .orElse(StackName.DEFAULT),
        zones,
        names,
        api(),
        functions(),
        new PeopleReader(values).people(EMAIL),
        tamperWatch(),
        ec2(),
        acceleratedRecovery,
        values.text(Setting.REGION, REGION, "a region, such as eu-west-1"),
        values.flag(Setting.STANDBY));
  }

  private Settings.Ec2 ec2() {
    boolean events = values.flag(Setting.EC2_EVENTS);
    List<String> regions =
        values.many(
            Setting.EC2_REGIONS,
            text -> Optional.of(text).filter(region -> region.matches(REGION)),
            "a region, such as eu-west-1");
    if (!regions.isEmpty() && !events) {
      values.problem(Setting.EC2_EVENTS, "is needed with ec2Regions.");
    }
    return new Settings.Ec2(events, regions);
  }

  private Settings.Api api() {
    Optional<Integer> sites = values.number(Setting.SITES, 1, Sizing.MOST_SITES);
    return new Settings.Api(
        domain(),
        Sizing.of(
            sites.orElse(Sizing.SITES),
            values.number(Setting.RATE_PER_SECOND, 1, Sizing.MOST_RATE),
            values.number(Setting.BURST, 1, Sizing.MOST_BURST)),
        values.flag(Setting.DYNDNS2));
  }

  private Optional<Domain> domain() {
    Optional<String> name =
        values.text(Setting.DOMAIN, HOST, "a host's name in lower case, without https://");
    Optional<String> certificate =
        values.text(Setting.CERTIFICATE_ARN, CERTIFICATE, "the ARN of a certificate in ACM");
    Optional<ZoneId> zone =
        values.one(Setting.DOMAIN_ZONE, ZoneId::parse, "a hosted zone's id; its name does not do");
    Optional<TrustStore> trustStore =
        values.one(Setting.TRUST_STORE, TrustStore::parse, "an object in S3: s3://bucket/key");
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
        values.number(Setting.RESERVED_CONCURRENCY, 1, 1_000),
        values.number(Setting.LOG_DAYS, 1, 3653).filter(this::isLogDays).orElse(30),
        values.flag(Setting.PLATFORM_LOGS, true),
        values.flag(Setting.TRACING),
        values.text(
            Setting.MASTER_KEY_KMS_KEY, KMS_KEY, "the ARN of a KMS key; an alias does not do"),
        values.number(Setting.ROUTE53_RATE, 1, 1_000),
        values.number(Setting.ROUTE53_BURST, 1, 1_000),
        values.text(Setting.LANGUAGE, "en|ja", "en or ja"));
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
            Setting.TAMPER_IGNORE,
            text -> Optional.of(text).filter(arn -> arn.matches(ROLE)),
            "a role's ARN");
    if (ignored.stream().mapToInt(String::length).sum() > IGNORED_CHARS) {
      values.problem(
          "tamperIgnore: these are too many, "
              + IGNORED_CHARS
              + " characters is the most that an event pattern leaves them.");
    }
    return new Settings.TamperWatch(values.flag(Setting.TAMPER_WATCH), ignored);
  }
}
