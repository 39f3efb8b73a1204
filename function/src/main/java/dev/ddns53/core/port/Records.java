package dev.ddns53.core.port;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.ZoneId;
import java.util.List;

/** The record sets of hosted zones. */
public interface Records {

  /**
   * All record sets at exactly this name that bear on its addresses: A, AAAA and CNAME. One call.
   *
   * @throws Unavailable when they cannot be read
   */
  List<ExistingRecord> at(ZoneId zone, Fqdn name);

  /** Writes record sets in one batch, all or none: one call, one attempt. */
  Outcome upsert(ZoneId zone, List<RecordSet> records);

  /** A record set that is to be: simple, with this publication's type, TTL and addresses. */
  record RecordSet(Fqdn name, Publication publication) {}

  /**
   * A record set as it is.
   *
   * @param type such as {@code A}
   * @param simple whether it is neither an alias nor under a routing policy
   * @param values as Route 53 spells them
   * @param description for people: what it is, in a few words
   */
  record ExistingRecord(String type, boolean simple, List<String> values, String description) {
    public ExistingRecord {
      values = List.copyOf(values);
    }
  }

  /** What is known of a batch after it was sent. */
  sealed interface Outcome {

    /** Route 53 has accepted it. */
    record Applied(ChangeId change) implements Outcome {}

    /** Route 53 wants us to come later: nothing was written. */
    record Throttled() implements Outcome {}

    /** Route 53 refused at least one of the record sets as wrong: nothing was written. */
    record Rejected(String reason) implements Outcome {}

    /**
     * Route 53 refused us or does not know the zone, whatever the record sets: nothing was written.
     */
    record Refused(String reason) implements Outcome {}

    /** Nobody knows whether it was written. */
    record Unconfirmed(String reason) implements Outcome {}
  }
}
