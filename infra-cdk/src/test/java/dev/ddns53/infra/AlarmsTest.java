package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What wakes people up, and what must not. */
@NeedsNode
class AlarmsTest {

  private static TemplateText main() {
    return Templates.least().main();
  }

  @Test
  void alarms_areThese() {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "ServerErrors",
                "RejectedSignatures",
                "PublisherBehind",
                "PublisherDeadLettersFound",
                "RecheckDeadLettersFound",
                "NoticeDeadLettersFound",
                "RecheckFailing",
                "RecheckSilent",
                "RecheckUnknown",
                "Drift",
                "StaleSites")),
        alarms(main()));
  }

  private static Set<String> alarms(TemplateText template) {
    return template.all("AWS::CloudWatch::Alarm").stream()
        .map(alarm -> alarm.id().replaceFirst("^Alarms", "").replaceFirst("[0-9A-F]{8}$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyAlarm_reachesPeopleAndSaysWhatItMeans() {
    main()
        .all("AWS::CloudWatch::Alarm")
        .forEach(
            alarm -> {
              assertEquals("<PeopleTopic>", alarm.text("AlarmActions/0"), alarm.id());
              assertTrue(alarm.text("AlarmDescription").length() > 50, alarm.id());
            });
  }

  @Test
  void everyDeadLetterQueue_hasItsAlarm() {
    TemplateText template = Templates.with(Map.of("ec2Events", "true")).main();
    Set<String> watched =
        template.all("AWS::CloudWatch::Alarm").stream()
            .filter(alarm -> alarm.text("Namespace").equals("AWS/SQS"))
            .map(alarm -> alarm.text("Dimensions/0/Value"))
            .collect(Collectors.toSet());
    assertEquals(
        template.all("AWS::SQS::Queue").stream()
            .map(queue -> "<" + queue.id().replaceFirst("[0-9A-F]{8}$", "") + ".QueueName>")
            .collect(Collectors.toSet()),
        watched);
  }

  /** Before the first deployment has done anything, nothing is measured. */
  @Test
  void noAlarm_isRaisedByNothingHavingBeenMeasuredYet() {
    main()
        .all("AWS::CloudWatch::Alarm")
        .forEach(
            alarm ->
                assertTrue(
                    Set.of("notBreaching", "missing").contains(alarm.text("TreatMissingData")),
                    alarm.id()));
  }

  @Test
  void silentRecheck_isToldOnceNothingIsMeasuredAnyMore() {
    TemplateText.Resource alarm = main().one("AWS::CloudWatch::Alarm", "AlarmsRecheckSilent");
    assertEquals("missing", alarm.text("TreatMissingData"));
    assertEquals("<PeopleTopic>", alarm.text("InsufficientDataActions/0"));
    assertEquals("LessThanThreshold", alarm.text("ComparisonOperator"));
    assertEquals("Invocations", alarm.text("MetricName"));
  }
}
