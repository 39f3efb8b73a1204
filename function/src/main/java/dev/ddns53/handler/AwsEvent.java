package dev.ddns53.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.instance.InstanceEvent;
import dev.ddns53.core.instance.InstanceId;
import dev.ddns53.core.instance.InstanceState;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import java.util.Optional;

/**
 * EventBridge's events of instances.
 *
 * <pre>
 *  detail-type                            tells
 *  ─────────────────────────────────────  ────────────────────────────────────────────
 *  EC2 Instance State-change Notification  the state that it has since
 *  EC2 Instance Launch Successful          that it runs, and its Auto Scaling group
 *  EC2 Instance Terminate Successful       that it is terminated, and its group
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-state-changes.html">of
 *     EC2</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html">of
 *     Auto Scaling</a>
 */
final class AwsEvent {

  private static final String STATE_CHANGE = "EC2 Instance State-change Notification";
  private static final String LAUNCHED = "EC2 Instance Launch Successful";
  private static final String TERMINATED = "EC2 Instance Terminate Successful";

  private AwsEvent() {}

  /** Reads an event; empty when it tells nothing of an instance that we know how to read. */
  static Optional<InstanceEvent> read(String json) {
    try {
      return read(StrictJson.tree(json));
    } catch (InvalidJson noEvent) {
      return Optional.empty();
    }
  }

  private static Optional<InstanceEvent> read(JsonNode event) {
    JsonNode detail = event.path("detail");
    Optional<AwsRegion> region = AwsRegion.parse(event.path("region").asText());
    return switch (event.path("detail-type").asText()) {
      case STATE_CHANGE ->
          InstanceState.parse(detail.path("state").asText())
              .flatMap(state -> event(region, detail.path("instance-id"), state, Optional.empty()));
      case LAUNCHED -> ofGroup(region, detail, InstanceState.RUNNING);
      case TERMINATED -> ofGroup(region, detail, InstanceState.TERMINATED);
      default -> Optional.empty();
    };
  }

  private static Optional<InstanceEvent> ofGroup(
      Optional<AwsRegion> region, JsonNode detail, InstanceState state) {
    return event(
        region,
        detail.path("EC2InstanceId"),
        state,
        Optional.of(detail.path("AutoScalingGroupName").asText()).filter(name -> !name.isEmpty()));
  }

  private static Optional<InstanceEvent> event(
      Optional<AwsRegion> region, JsonNode id, InstanceState state, Optional<String> group) {
    return region.flatMap(
        where ->
            InstanceId.parse(id.asText())
                .map(instance -> new InstanceEvent(where, instance, state, group)));
  }
}
