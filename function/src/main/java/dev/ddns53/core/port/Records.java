package dev.ddns53.core.port;

import dev.ddns53.core.model.AliasTarget;
import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The record sets of hosted zones. */
public interface Records {

  /**
   * All record sets at exactly this name that bear on its addresses: A, AAAA and CNAME. One call.
   *
   * @throws Unavailable when they cannot be read
   */
  List<ExistingRecord> at(ZoneId zone, Fqdn name);

  /**
   * Lists a zone: of all names, the record sets that bear on addresses, A, AAAA and CNAME. One call
   * for 300 record sets of any type. A name's record sets follow each other.
   *
   * @param page gets what each call brought, as it comes
   * @throws Unavailable when a page cannot be read, after those before it
   */
  void list(ZoneId zone, Consumer<List<Listed>> page);

  /** Writes record sets in one batch, all or none: one call, one attempt. */
  Outcome upsert(ZoneId zone, List<RecordSet> records);

  /**
   * Writes a record set where others may stand that an UPSERT is rejected beside: in the same
   * batch, a CNAME and record sets of its type under a routing policy are deleted. Two calls.
   *
   * @throws Unavailable when they cannot be read
   */
  Outcome replace(ZoneId zone, RecordSet record);

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

  /** A record set that is to be: simple, or an alias, as the publication says. */
  record RecordSet(Fqdn name, Publication publication) {}

  /** A record set and its name. */
  record Listed(Fqdn name, ExistingRecord record) {}

  /**
   * A record set as it is.
   *
   * @param type such as {@code A}
   * @param ttl empty for an alias
   * @param values as Route 53 spells them
   * @param alias where it points to, when it is an alias that does not evaluate its target's health
   * @param description for people: what it is, in a few words
   */
  record ExistingRecord(
      String type,
      Shape shape,
      Optional<Ttl> ttl,
      List<String> values,
      Optional<AliasTarget> alias,
      String description) {

    /** What kind of record set it is. */
    public enum Shape {
      /** Values and a TTL. */
      SIMPLE,
      /** A pointer to another record. */
      ALIAS,
      /** One of several under a routing policy. */
      ROUTED
    }

    public ExistingRecord {
      values = List.copyOf(values);
    }

    public boolean simple() {
      return shape == Shape.SIMPLE;
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
