package dev.ddns53.core.port;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.RecordSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The record sets of hosted zones. */
public interface Records {

  /**
   * What stands at names: of each, the record sets that bear on addresses, A, AAAA and CNAME. One
   * call, whose page of 300 record sets answers for the first of these names in the zone's order,
   * and for those others that it reaches.
   *
   * @return names that the page answers for, with nothing where nothing stands; never empty
   * @throws Unavailable when they cannot be read
   */
  Map<Fqdn, List<RecordSet>> look(ZoneId zone, Collection<Fqdn> names);

  /**
   * Lists a zone: of all names, the record sets that bear on addresses, A, AAAA and CNAME, and
   * delegations (NS). One call for 300 record sets of any type. A name's record sets follow each
   * other.
   *
   * @param page gets what each call brought, as it comes
   * @throws Unavailable when a page cannot be read, after those before it
   */
  void list(ZoneId zone, Consumer<List<Listed>> page);

  /** Replaces record sets in one batch, all or none: one call, one attempt. */
  Outcome change(ZoneId zone, List<Replacement> replacements);

  /**
   * How far a change got. One call.
   *
   * @throws Unavailable when Route 53 does not tell
   */
  Progress progress(ChangeId change);

  /** How far a change got. */
  enum Progress {
    /** Some servers do not have it yet. */
    PENDING,
    /** All servers have it. */
    INSYNC,
    /** Route 53 knows of no such change. */
    NONE
  }

  /**
   * Record sets of one name that go, and those that come in their place. Route 53 refuses it unless
   * exactly those that go stand there, and none of those that come.
   */
  record Replacement(Fqdn name, List<RecordSet> out, List<RecordSet> in) {
    public Replacement {
      out = List.copyOf(out);
      in = List.copyOf(in);
    }
  }

  /** A record set and its name. */
  record Listed(Fqdn name, RecordSet set) {}

  /** What is known of a batch after it was sent. */
  sealed interface Outcome {

    /** Route 53 has accepted it. */
    record Applied(ChangeId change) implements Outcome {}

    /** The account's rate is used up: nothing was written. */
    record Throttled() implements Outcome {}

    /** The zone has another change at work: nothing was written. */
    record Busy() implements Outcome {}

    /** Route 53 refused at least one of the replacements: nothing was written. */
    record Rejected(String reason) implements Outcome {}

    /** IAM does not permit at least one of the names: nothing was written. */
    record Denied(String reason) implements Outcome {}

    /** Route 53 refused us, whatever the record sets: nothing was written. */
    record Refused(String reason) implements Outcome {}

    /** Nobody knows whether it was written. */
    record Unconfirmed(String reason) implements Outcome {}
  }
}
