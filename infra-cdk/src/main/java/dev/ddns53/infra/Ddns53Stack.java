package dev.ddns53.infra;

import dev.ddns53.infra.part.AcceleratedRecovery;
import dev.ddns53.infra.part.AlarmTopic;
import dev.ddns53.infra.part.Alarms;
import dev.ddns53.infra.part.BatchPublisher;
import dev.ddns53.infra.part.CustomResources;
import dev.ddns53.infra.part.DeadLetters;
import dev.ddns53.infra.part.DnsAccess;
import dev.ddns53.infra.part.Ec2Events;
import dev.ddns53.infra.part.JavaFunction;
import dev.ddns53.infra.part.Logs;
import dev.ddns53.infra.part.MasterKey;
import dev.ddns53.infra.part.Notices;
import dev.ddns53.infra.part.Overview;
import dev.ddns53.infra.part.Recheck;
import dev.ddns53.infra.part.Tables;
import dev.ddns53.infra.part.TamperNotices;
import dev.ddns53.infra.part.UpdateApi;
import dev.ddns53.infra.settings.Domain;
import dev.ddns53.infra.settings.Settings;
import dev.ddns53.infra.settings.ZoneId;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** All of ddns53 in one region: the update path, the batches, the re-check, the notices. */
public final class Ddns53Stack extends Stack {

  private final Settings settings;
  private final Tables tables;
  private final DnsAccess dns;
  private final MasterKey masterKey;

  Ddns53Stack(Construct scope, String id, Settings settings, Path code, Place place) {
    super(
        scope,
        id,
        StackProps.builder()
            .stackName(settings.stack().value())
            .description("ddns53: dynamic DNS on Route 53")
            .env(place.environment())
            .build());
    this.settings = settings;
    this.tables = new Tables(this, "Tables");
    this.dns = new DnsAccess(settings.zones(), settings.names());
    this.masterKey =
        new MasterKey(settings.stack().masterKey(), settings.functions().masterKeyKmsKey());
    Functions functions = new Functions(this, settings, tables, dns, code);
    JavaFunction update = functions.update(masterKey);
    JavaFunction publisher = functions.publisher();
    JavaFunction recheck = functions.recheck();

    AlarmTopic topic = new AlarmTopic(this, "People", settings);
    Alarms alarms = new Alarms(this, "Alarms", topic);
    UpdateApi api = new UpdateApi(this, "Api", update, settings);
    alarms.onApi(api, settings.people());
    BatchPublisher batches = publish(publisher, alarms);
    recheck(recheck, alarms);
    Notices notices = notices(topic, alarms);
    List<JavaFunction> published = List.of(update, publisher, recheck);
    batches.after(published);
    notices.after(published);
    options(functions, alarms, notices);
    if (settings.people().dashboard()) {
      new Overview(this, "Overview", settings.stack(), api, update, publisher);
    }
    new StackOutputs(this, settings, tables, masterKey).tell(api, notices, recheck, dns);
    warnOfOwnName();
  }

  private BatchPublisher publish(JavaFunction publisher, Alarms alarms) {
    DeadLetters given = new DeadLetters(this, "PublisherDeadLetters");
    alarms.onPublisher(publisher);
    alarms.onDeadLetters(
        "PublisherDeadLettersFound",
        given,
        "The batch publisher gave up on changes. They stay pending and the re-check takes them up:"
            + " see its log for the reason, then empty the queue.");
    return new BatchPublisher(this, "Batches", publisher, tables, given, settings.standby());
  }

  private void recheck(JavaFunction recheck, Alarms alarms) {
    DeadLetters missed = new DeadLetters(this, "RecheckDeadLetters");
    new Recheck(this, "Schedules", recheck, dns, settings, missed);
    alarms.onRecheck(recheck, settings.standby());
    alarms.onDeadLetters(
        "RecheckDeadLettersFound",
        missed,
        "A re-check failed twice or could not be started; the next run does its work. See its log,"
            + " then empty the queue.");
  }

  private Notices notices(AlarmTopic topic, Alarms alarms) {
    DeadLetters undelivered = new DeadLetters(this, "NoticeDeadLetters");
    Notices notices = new Notices(this, "Notices", tables, topic, undelivered, settings);
    if (settings.tamperWatch().on()) {
      new TamperNotices(this, "TamperNotices", notices, undelivered);
    }
    alarms.onDeadLetters(
        "NoticeDeadLettersFound",
        undelivered,
        "Notices did not reach the bus, people or the webhook. docs/deploy.md tells how to find"
            + " them; then empty the queue.");
    return notices;
  }

  private void options(Functions functions, Alarms alarms, Notices notices) {
    if (settings.ec2().events()) {
      ec2(functions.ec2(), alarms, notices);
    }
    if (settings.acceleratedRecovery()) {
      accelerate();
    }
  }

  private void ec2(JavaFunction function, Alarms alarms, Notices notices) {
    DeadLetters missed = new DeadLetters(this, "Ec2DeadLetters");
    Ec2Events events = new Ec2Events(this, "Ec2Events", function, missed);
    events.here();
    if (!settings.ec2().regions().isEmpty()) {
      events.from(notices.bus());
    }
    alarms.onDeadLetters(
        "Ec2DeadLettersFound",
        missed,
        "EC2 events did not reach the function; the re-check reconciles. Then empty the queue.");
  }

  private void accelerate() {
    Logs logs = new Logs(this, "AcceleratedRecoveryLogs", settings.functions().logDays());
    for (ZoneId zone : settings.zones()) {
      new AcceleratedRecovery(this, "AcceleratedRecovery" + zone, zone, logs.group());
    }
    CustomResources.explain(this);
  }

  private void warnOfOwnName() {
    settings
        .api()
        .domain()
        .map(Domain::name)
        .filter(own -> settings.names().stream().anyMatch(pattern -> pattern.covers(own)))
        .ifPresent(
            own ->
                Annotations.of(this)
                    .addWarningV2(
                        "ddns53:own-name",
                        "names covers "
                            + own
                            + ", the API's own name: the functions may overwrite its records. Give"
                            + " names a level of their own, such as *.sites.example.com."));
  }
}
