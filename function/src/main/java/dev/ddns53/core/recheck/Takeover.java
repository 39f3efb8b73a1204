package dev.ddns53.core.recheck;

import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Records.RecordSet;
import dev.ddns53.core.port.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends a record set that batches do not send: where others put something in its place that an
 * UPSERT is rejected beside, or where Route 53 refused it before.
 */
final class Takeover {

  private final Recheck.Parts parts;
  private final Retries retries;

  Takeover(Recheck.Parts parts, Retries retries) {
    this.parts = parts;
    this.retries = retries;
  }

  /**
   * Sends it.
   *
   * @param declared when the row said that this is going to be sent
   * @return why Route 53 is not known to have taken it; empty when it has
   */
  Optional<String> send(Look look, RecordState record, Instant declared) {
    if (parts.time().now().isAfter(declared.plus(Limits.ATTEMPT_STARTS))) {
      return Optional.of("storing took too long");
    }
    try {
      return switch (sent(look, record)) {
        case Outcome.Applied applied -> Optional.empty();
        case Outcome.Rejected(String reason) -> Optional.of(reason);
        case Outcome.Throttled() -> ended("Route 53 has no room");
        case Outcome.Refused(String reason) -> ended(reason);
        case Outcome.Unconfirmed(String reason) -> ended("not confirmed: " + reason);
      };
    } catch (Unavailable e) {
      return ended(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> ended(String why) {
    retries.end();
    return Optional.of(why);
  }

  /** Only what is ours may take the place of what stands in its way. */
  private Outcome sent(Look look, RecordState record) {
    Name name = look.name();
    RecordSet set = new RecordSet(name.fqdn(), record.publication());
    if (look.isBlocked(record.publication().family())) {
      return parts.records().replace(name.zone(), set);
    }
    Look latest = look.isAnyhowOurs(record) ? look : again(look);
    return latest.mayBeTaken(record)
        ? parts.records().upsert(name.zone(), List.of(set))
        : new Outcome.Rejected("somebody has made another record there since the zone was listed");
  }

  private Look again(Look look) {
    Name name = look.name();
    return look.listing(parts.records().at(name.zone(), name.fqdn()));
  }
}
