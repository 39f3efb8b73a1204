package dev.ddns53.emulator.ec2;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An instance as it is.
 *
 * @param state as EC2 writes it, such as {@code shutting-down}
 * @param launched when it was started last
 * @param tags in order of their keys
 */
public record Machine(
    String id,
    String region,
    State state,
    Instant launched,
    Optional<String> publicIp,
    Optional<String> privateIp,
    Optional<String> ipv6,
    Map<String, String> tags) {

  /** What EC2 calls the states, with their codes. */
  public enum State {
    PENDING("pending", 0),
    RUNNING("running", 16),
    SHUTTING_DOWN("shutting-down", 32),
    TERMINATED("terminated", 48),
    STOPPING("stopping", 64),
    STOPPED("stopped", 80);

    private final String slug;
    private final int code;

    State(String slug, int code) {
      this.slug = slug;
      this.code = code;
    }

    public String slug() {
      return slug;
    }

    int code() {
      return code;
    }
  }

  public Machine {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /** The same in another state. One that does not run has no public address. */
  public Machine in(State next) {
    boolean ended = next == State.TERMINATED;
    boolean open = next == State.RUNNING || next == State.PENDING || next == State.SHUTTING_DOWN;
    return new Machine(
        id,
        region,
        next,
        launched,
        open ? publicIp : Optional.empty(),
        ended ? Optional.empty() : privateIp,
        ended ? Optional.empty() : ipv6,
        tags);
  }

  /** The same, started at that time with another public address. */
  public Machine started(Instant at, Optional<String> newPublicIp) {
    return new Machine(id, region, State.RUNNING, at, newPublicIp, privateIp, ipv6, tags);
  }

  /** The same with these tags alone. */
  public Machine tagged(Map<String, String> newTags) {
    return new Machine(id, region, state, launched, publicIp, privateIp, ipv6, newTags);
  }

  /** The same without a public address, as one that EC2 has not given one yet. */
  public Machine withoutPublicIp() {
    return new Machine(id, region, state, launched, Optional.empty(), privateIp, ipv6, tags);
  }
}
