package dev.ddns53.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.instance.InstanceEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EventBridge's events of EC2 and Auto Scaling, as their guides show them, shortened. */
final class AwsEventTest {

  private static final String STATE =
      """
      {"id":"7bf73129-1428-4cd3-a780-95db273d1602","version":"0",
       "detail-type":"EC2 Instance State-change Notification","source":"aws.ec2",
       "account":"123456789012","time":"2026-11-11T21:29:54Z","region":"us-east-1",
       "resources":["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],
       "detail":{"instance-id":"i-abcd1111","state":"STATE"}}
      """;
  private static final String GROUP =
      """
      {"version":"0","id":"12345678-1234-1234-1234-123456789012",
       "detail-type":"EC2 Instance TYPE Successful","source":"aws.autoscaling",
       "account":"123456789012","time":"2026-11-11T21:29:54Z","region":"us-west-2",
       "resources":["arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:a:b/web"],
       "detail":{"StatusCode":"InProgress","AutoScalingGroupName":"web","ActivityId":"8",
        "Details":{"Availability Zone":"us-west-2b","Subnet ID":"subnet-12345678"},
        "RequestId":"8","StatusMessage":"","EndTime":"2026-11-11T21:29:54Z",
        "EC2InstanceId":"i-1234567890abcdef0","StartTime":"2026-11-11T21:29:00Z","Cause":"c"}}
      """;

  private static String text(String json) {
    return AwsEvent.read(json).map(AwsEventTest::text).orElse("none");
  }

  private static String text(InstanceEvent event) {
    return event.region()
        + " "
        + event.instance()
        + " "
        + event.state().slug()
        + " "
        + event.group().orElse("-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pending", "running", "stopping", "stopped", "shutting-down", "terminated"})
  void stateChange_read(String state) {
    assertEquals("us-east-1 i-abcd1111 " + state + " -", text(STATE.replace("STATE", state)));
  }

  @ParameterizedTest
  @CsvSource({"Launch, running", "Terminate, terminated"})
  void groupsEvent_read(String type, String state) {
    assertEquals(
        "us-west-2 i-1234567890abcdef0 " + state + " web", text(GROUP.replace("TYPE", type)));
  }

  /** What tells nothing that we know how to read is no fault, and changes nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"detail-type\":\"EC2 Instance State-change Notification\"}",
        "{\"detail-type\":\"EC2 Instance State-change Notification\",\"region\":\"us-east-1\","
            + "\"detail\":{\"instance-id\":\"i-abcd1111\",\"state\":\"rebooting\"}}",
        "{\"detail-type\":\"EC2 Instance State-change Notification\",\"region\":\"us-east-1\","
            + "\"detail\":{\"instance-id\":\"x\",\"state\":\"running\"}}",
        "{\"detail-type\":\"EC2 Instance State-change Notification\",\"region\":\"../\","
            + "\"detail\":{\"instance-id\":\"i-abcd1111\",\"state\":\"running\"}}",
        "{\"detail-type\":\"EC2 Instance Launch Unsuccessful\",\"region\":\"us-east-1\","
            + "\"detail\":{\"EC2InstanceId\":\"i-abcd1111\"}}"
      })
  void anythingElse_isNone(String json) {
    assertEquals("none", text(json));
  }
}
