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
import dev.ddns53.infra.part.MasterKey;
import dev.ddns53.infra.part.Notices;
import dev.ddns53.infra.part.OperatorPolicy;
import dev.ddns53.infra.part.Overview;
import dev.ddns53.infra.part.Recheck;
import dev.ddns53.infra.part.StackParameters;
import dev.ddns53.infra.part.Tables;
import dev.ddns53.infra.part.TamperNotices;
import dev.ddns53.infra.part.UpdateApi;
import dev.ddns53.infra.settings.Domain;
import dev.ddns53.infra.settings.Settings;
import dev.ddns53.infra.settings.ZoneId;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** All of ddns53 in one region: the update path, the batches, the re-check, the notices. */
public final class Ddns53Stack extends Stack {

  private final Settings settings;
  private final Tables tables;

  Ddns53Stack(Construct scope, String id, Settings settings, Path code, Place place) {
    super(
        scope,
        id,
        StackProps.builder()
            .description("ddns53: dynamic DNS on Route 53")
            .env(place.environment())
            .build());
    this.settings = settings;
    this.tables = new Tables(this, "Tables");
    DnsAccess dns = new DnsAccess(settings.zones(), settings.names());
    MasterKey masterKey = new MasterKey(settings.functions().masterKeyKmsKey());
    Functions functions = new Functions(this, settings, tables, dns, code);
    JavaFunction update = functions.update(masterKey);
    JavaFunction publisher = functions.publisher();
    JavaFunction recheck = functions.recheck();

    AlarmTopic topic = new AlarmTopic(this, "People", settings.alarms());
    Alarms alarms = new Alarms(this, "Alarms", topic);
    UpdateApi api = new UpdateApi(this, "Api", update, settings);
    alarms.onApi(api, settings.alarms());
    publish(publisher, alarms);
    recheck(recheck, dns, alarms);
    Notices notices = notices(topic, alarms);
    if (settings.ec2Events()) {
      ec2(functions.ec2(), alarms);
    }
    if (settings.acceleratedRecovery()) {
      accelerate();
    }
    new Overview(this, "Overview", api, update, publisher);
    OperatorPolicy operators =
        new OperatorPolicy(this, "Operators", tables, masterKey, dns, recheck);
    tell(api, notices, recheck, operators);
    warnOfOwnName();
  }

  private void publish(JavaFunction publisher, Alarms alarms) {
    DeadLetters given = new DeadLetters(this, "PublisherDeadLetters");
    new BatchPublisher(this, "Batches", publisher, tables, given, settings.standby());
    alarms.onPublisher(publisher);
    alarms.onDeadLetters(
        "PublisherDeadLettersFound",
        given,
        "The batch publisher gave up on changes. They stay pending and the re-check takes them up:"
            + " see its log for the reason, then empty the queue.");
  }

  private void recheck(JavaFunction recheck, DnsAccess dns, Alarms alarms) {
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
    Notices notices = new Notices(this, "Notices", tables, topic, undelivered, settings.standby());
    if (settings.tamperWatch().on()) {
      new TamperNotices(this, "TamperNotices", notices, topic, undelivered);
    }
    alarms.onDeadLetters(
        "NoticeDeadLettersFound",
        undelivered,
        "Notices did not reach the bus or the topic. Read them in the queue, then empty it.");
    return notices;
  }

  private void ec2(JavaFunction function, Alarms alarms) {
    DeadLetters missed = new DeadLetters(this, "Ec2DeadLetters");
    new Ec2Events(this, "Ec2Events", function, missed);
    alarms.onDeadLetters(
        "Ec2DeadLettersFound",
        missed,
        "EC2 events did not reach the function; the re-check reconciles. Then empty the queue.");
  }

  private void accelerate() {
    for (ZoneId zone : settings.zones()) {
      new AcceleratedRecovery(
          this, "AcceleratedRecovery" + zone, zone, settings.functions().logDays());
    }
    CustomResources.explain(this);
  }

  private void tell(
      UpdateApi api, Notices notices, JavaFunction recheck, OperatorPolicy operators) {
    new StackParameters(
        this,
        "Parameters",
        Map.of(
            "registry-table", tables.registry().getTableName(),
            "state-table", tables.state().getTableName(),
            "api", api.url(),
            "bus", notices.bus().getEventBusName(),
            "recheck-function", recheck.alias().getFunctionArn()));
    output("ApiUrl", api.url(), "what sites call");
    output("MasterKey", MasterKey.PARAMETER, "made once, after the deployment: ddns53 init");
    output("RegistryTable", tables.registry().getTableName(), "what operators want");
    output("StateTable", tables.state().getTableName(), "what is so");
    output("OperatorPolicy", operators.arn(), "attach it to who runs the ddns53 command");
    api.aliasTarget()
        .ifPresent(target -> output("AliasTarget", target, "where the domain's records lead"));
  }

  private void output(String id, String value, String description) {
    CfnOutput.Builder.create(this, id).value(value).description(description).build();
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
