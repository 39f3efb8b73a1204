package dev.ddns53.infra.settings;

/**
 * All settings, as they are spelled in {@code cdk.json} and after {@code -c}, with a good value and
 * what they do.
 */
public enum Setting {
  ZONES("zones", "Z0123456789ABC", "hosted zones that hold the names, by id"),
  NAMES(
      "names",
      "*.sites.example.com",
      "names that may be written, each with * for any text; the functions can write no other"),
  STACK(
      "stack",
      "ddns53-staging",
      "the stack's name, where there are several in an account and region; it begins with ddns53"),
  OPERATOR_MFA(
      "operatorMfa",
      "role",
      "where operators prove a second factor: condition, in the policy of users, or role, by a"
          + " role"),
  ALARM_EMAIL("alarmEmail", "ops@example.com", "who gets alarms and notices by e-mail"),
  NOTIFY(
      "notify",
      "stale,recovered,drift-found",
      "the kinds of notices that are mailed, all or none; without it all but address-changed"),
  WEBHOOK(
      "webhook",
      "https://slack.com/api/chat.postMessage",
      "where notices are posted too; no secret stands in it"),
  WEBHOOK_SECRET(
      "webhookSecret",
      "ddns53/webhook",
      "the secret in Secrets Manager whose text goes along with each post"),
  WEBHOOK_SECRET_AS("webhookSecretAs", "query:sig", "where it goes: header:NAME or query:NAME"),
  WEBHOOK_BODY(
      "webhookBody",
      "{\"channel\":\"#dns\",\"text\":<text>}",
      "the JSON object that is posted, with <text>, <kind>, <at> and <id> as values"),
  WEBHOOK_NOTIFY(
      "webhookNotify", "all", "the kinds of notices that are posted, as notify has them"),
  LANGUAGE("language", "ja", "the language of notices: en or ja"),
  DOMAIN("domain", "ddns.example.com", "the API's own name, in place of the one that AWS gives"),
  DOMAIN_ZONE(
      "domainZone",
      "Z0123456789ABC",
      "the hosted zone of that name: its certificate is validated and its records are made there"),
  CERTIFICATE_ARN(
      "certificateArn",
      "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d",
      "a certificate for that name in this region; without it one is made"),
  TRUST_STORE(
      "trustStore",
      "s3://my-bucket/clients.pem",
      "certificates of the authorities whose clients may connect (mutual TLS); needs a domain"),
  DYNDNS2("dyndns2", "true", "opens GET /nic/update for routers"),
  SITES(
      "sites",
      "200",
      "how many sites may call in one second; what the gateway takes follows from it"),
  RATE_PER_SECOND(
      "ratePerSecond", "50", "requests a second that each route takes, if not as sites says"),
  BURST("burst", "100", "requests that each route takes at once, if not as sites says"),
  MEMORY_MB("memoryMb", "512", "memory of each function, and with it its share of a processor"),
  TIMEOUT_SECONDS("timeoutSeconds", "15", "how long an update may take; 29 at most"),
  LOG_DAYS("logDays", "30", "how long logs are kept, in days that CloudWatch knows"),
  RESERVED_CONCURRENCY(
      "reservedConcurrency",
      "40",
      "executions that are kept for the update function, which then gets no more than these"),
  PLATFORM_LOGS(
      "platformLogs",
      "false",
      "whether Lambda writes how long each start, restore and call took: two lines a call"),
  DASHBOARD("dashboard", "true", "a dashboard"),
  TRACING("tracing", "true", "X-Ray traces of the functions"),
  MASTER_KEY_KMS_KEY(
      "masterKeyKmsKey",
      "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d",
      "the KMS key under which you keep the master key, where it is not alias/aws/ssm"),
  ROUTE53_RATE(
      "route53Rate", "8", "Route 53 requests a second by all functions, of the account's ten"),
  ROUTE53_BURST("route53Burst", "40", "Route 53 requests by them at once, of the account's fifty"),
  REJECTED_SIGNATURES(
      "rejectedSignatures", "50", "rejected signatures in five minutes that raise an alarm"),
  EC2_EVENTS(
      "ec2Events", "true", "sites that are EC2 instances: EC2 and Auto Scaling tell of them"),
  EC2_REGIONS(
      "ec2Regions",
      "us-west-2",
      "further regions with such instances: a stack in each sends their events to this one"),
  ACCELERATED_RECOVERY(
      "acceleratedRecovery",
      "true",
      "turns on Route 53's accelerated recovery for the zones, which must be in this account"),
  TAMPER_WATCH(
      "tamperWatch",
      "true",
      "a second stack in us-east-1: tells of record changes in the zones by anybody else"),
  TAMPER_IGNORE(
      "tamperIgnore",
      "arn:aws:iam::111122223333:role/external-dns",
      "roles that may change records in the zones without a notice"),
  REGION("region", "eu-west-1", "where the stack lives, where the AWS CLI's profile does not say"),
  STANDBY(
      "standby",
      "true",
      "a second region in waiting: no re-check, no batches, no notices, no record of the domain");

  private final String key;
  private final String example;
  private final String description;

  Setting(String key, String example, String description) {
    this.key = key;
    this.example = example;
    this.description = description;
  }

  public String key() {
    return key;
  }

  public String example() {
    return example;
  }

  public String description() {
    return description;
  }
}
