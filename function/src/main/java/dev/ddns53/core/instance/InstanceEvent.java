package dev.ddns53.core.instance;

import dev.ddns53.core.fleet.AwsRegion;
import java.util.Collection;
import java.util.Optional;

/**
 * What AWS told of an instance. It may come late, twice, or in another order than it happened.
 *
 * @param state that the instance has since, or had
 * @param group the Auto Scaling group that launched or ended it, if one told of it
 */
public record InstanceEvent(
    AwsRegion region, InstanceId instance, InstanceState state, Optional<String> group) {

  /**
   * Whether EC2's description is older than the event, so that EC2 must be asked again. EC2 does
   * not promise that a description shows what was done a moment ago.
   *
   * <pre>
   *  event                         described as                          older
   *  ────────────────────────────  ────────────────────────────────────  ─────
   *  any                           shutting-down, terminated             no
   *  shutting-down, terminated     not at all                            no
   *  shutting-down, terminated     anything else                         yes
   *  running                       running, stopping, stopped            no
   *  running                       pending, not at all                   yes
   *  pending                       not at all                            yes
   *  pending                       anything else                         no
   *  stopping, stopped             pending, running                      yes
   *  stopping, stopped             stopping, stopped, not at all         no
   * </pre>
   *
   * An instance that was stopped and started again since is taken for older as well: its next event
   * settles it.
   */
  public boolean isNewerThan(Collection<Instance> described) {
    Optional<InstanceState> shown =
        described.stream()
            .filter(each -> each.id().equals(instance))
            .map(Instance::state)
            .findFirst();
    if (shown.filter(InstanceState::isEnding).isPresent()) {
      return false;
    }
    return switch (state) {
      case SHUTTING_DOWN, TERMINATED -> shown.isPresent();
      case RUNNING -> shown.isEmpty() || shown.get() == InstanceState.PENDING;
      case PENDING -> shown.isEmpty();
      case STOPPING, STOPPED ->
          shown
              .filter(is -> is == InstanceState.PENDING || is == InstanceState.RUNNING)
              .isPresent();
    };
  }
}
