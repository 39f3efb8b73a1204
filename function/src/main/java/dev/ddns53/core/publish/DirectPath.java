package dev.ddns53.core.publish;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.record.NameState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The direct path: a request that changes something sends it itself, where that is quick.
 *
 * <pre>
 *  situation                                              a changed report
 *  ─────────────────────────────────────────────────────  ───────────────────────────
 *  the turn is free, the zone quiet for a second,         takes the turn and sends
 *    room for five seconds, the bucket at ¾
 *  anything else, or the site's names are in two zones    leaves it to the stream
 * </pre>
 */
public final class DirectPath {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final SenderParts parts;

  public DirectPath(SenderParts parts) {
    this.parts = parts;
  }

  /**
   * Who sends to a zone. One read.
   *
   * @throws dev.ddns53.core.port.Unavailable when it cannot be read
   */
  public Traffic.Rows traffic(ZoneId zone) {
    return parts.traffic().rows(zone);
  }

  /** One request's attempt. */
  public Attempt attempt() {
    return new Attempt();
  }

  /**
   * What became of it.
   *
   * @param states rows as they were stored last, by name
   * @param troubles for the log: why something is still due
   */
  public record Result(Map<Fqdn, NameState> states, List<String> troubles) {
    public Result {
      states = Map.copyOf(states);
      troubles = List.copyOf(troubles);
    }
  }

  /** Holds the turn of a zone, once it was taken, until it is closed. */
  public final class Attempt implements AutoCloseable {

    private Optional<Held> held = Optional.empty();

    private record Held(ZoneId zone, ZoneTurn turn, Rate rate) {}

    private Attempt() {}

    /** Takes the turn where the rows show that sending is quick: at most two writes. */
    public boolean enter(Traffic.Rows traffic) {
      ZoneId zone = traffic.turn().zone();
      if (held.isPresent()) {
        return held.get().zone.equals(zone);
      }
      if (!isQuick(traffic, parts.time().now())) {
        return false;
      }
      Rate rate = new Rate(parts, zone, Optional.of(traffic.bucket()));
      ZoneTurn turn = new ZoneTurn(parts.traffic(), parts.time(), zone, parts.random());
      if (rate.drawNow() && turn.take(traffic.turn())) {
        held = Optional.of(new Held(zone, turn, rate));
      }
      return held.isPresent();
    }

    /** Names with a note each that their first publications are about to be sent. */
    public List<PendingName> noted(List<PendingName> names) {
      String who = held.map(each -> each.turn.holder()).orElseThrow();
      return names.stream()
          .map(name -> name.noted(name.state().noted(name.unnoted(), who), name.unnoted()))
          .toList();
    }

    private boolean isQuick(Traffic.Rows traffic, Instant now) {
      return traffic.turn().isFree(now)
          && !now.isBefore(traffic.turn().sent().plus(Limits.QUIET))
          && !now.isBefore(traffic.turn().throttled().plus(Limits.UNTHROTTLED))
          && traffic.bucket().tokens(now, parts.pace()) >= leftToBatches();
    }

    /** A call of a batch may carry 500 records, one of a request mostly carries a single one. */
    private double leftToBatches() {
      return Math.max(1, parts.pace().burst() * 3 / 4);
    }

    /** Sends what was stored; without the turn it does nothing. */
    public Result send(List<PendingName> names) {
      if (held.isEmpty() || names.isEmpty()) {
        return new Result(Map.of(), List.of());
      }
      Written written = new Written();
      Instant until = parts.time().now().plus(LONGEST);
      List<PendingName> first = Batches.of(names).getFirst();
      new ZoneWriter(
              parts,
              held.get().zone,
              held.get().turn,
              held.get().rate,
              Haste.ofRequest(until),
              waiting -> List.of(),
              written)
          .write(first);
      return new Result(written.states(), written.troubles());
    }

    @Override
    public void close() {
      held.ifPresent(each -> each.turn.release());
      held = Optional.empty();
    }
  }
}
