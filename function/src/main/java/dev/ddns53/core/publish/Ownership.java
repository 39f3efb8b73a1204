package dev.ddns53.core.publish;

import dev.ddns53.core.model.Publication;
import dev.ddns53.core.port.Records.ExistingRecord;
import java.util.List;
import java.util.Optional;

/**
 * Whether a name's first publication may be written over what Route 53 holds there.
 *
 * <pre>
 *  at the name                                may be written
 *  ─────────────────────────────────────────  ──────────────
 *  nothing of this type, no CNAME             yes
 *  simple, of this type, the same addresses   yes
 *  plain alias to the same target             yes
 *  simple, of this type, other addresses      no
 *  any other alias, or routing policy         no
 *  CNAME                                      no
 *  anything of the other address type         yes: it stays
 * </pre>
 */
public final class Ownership {

  private Ownership() {}

  /** The record set that forbids it, described for a person. */
  public static Optional<String> foreign(Publication publication, List<ExistingRecord> existing) {
    return existing.stream()
        .filter(record -> bearsOn(publication, record))
        .filter(record -> !isSame(publication, record))
        .map(ExistingRecord::description)
        .findFirst();
  }

  private static boolean bearsOn(Publication publication, ExistingRecord record) {
    return record.type().equals("CNAME") || record.type().equals(publication.family().recordType());
  }

  private static boolean isSame(Publication publication, ExistingRecord record) {
    return switch (publication) {
      case Publication.Addresses wanted ->
          record.simple()
              && !record.type().equals("CNAME")
              && Existing.addresses(record).equals(Optional.of(wanted.addresses()));
      case Publication.Alias wanted ->
          !record.type().equals("CNAME") && record.alias().equals(Optional.of(wanted.alias()));
    };
  }
}
