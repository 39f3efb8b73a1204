package dev.ddns53.core.recheck;

import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.port.Records.ExistingRecord;
import dev.ddns53.core.publish.Existing;
import java.util.List;
import java.util.Optional;

/**
 * What Route 53 holds, against what was published.
 *
 * <pre>
 *  published                 listed at the name                            finding
 *  ────────────────────────  ────────────────────────────────────────────  ────────
 *  on its way, or refused    anything                                      Unknown
 *  any                       could not be read                             Unknown
 *  any                       nothing of its type, and no CNAME             Missing
 *  addresses, with a TTL     one simple set: these addresses, this TTL     InSync
 *  an alias                  one plain alias to this target                InSync
 *  any                       anything else of its type, or a CNAME         Differs
 * </pre>
 *
 * The other address type does not matter.
 */
sealed interface Finding {

  record InSync() implements Finding {}

  /** Something else is there. */
  record Differs(String found) implements Finding {}

  /** Nothing is there. */
  record Missing() implements Finding {}

  /** Nobody can tell, so nothing follows. */
  record Unknown(String why) implements Finding {}

  /** What is there instead, for people; empty where nothing is wrong or nobody can tell. */
  default Optional<String> deviation() {
    return switch (this) {
      case InSync() -> Optional.empty();
      case Unknown(String why) -> Optional.empty();
      case Missing() -> Optional.of("nothing");
      case Differs(String found) -> Optional.of(found);
    };
  }

  /**
   * Compares.
   *
   * @param listed all that stands at the name, if that could be read
   */
  static Finding of(RecordState record, Optional<List<ExistingRecord>> listed) {
    if (record.rejected().isPresent()) {
      return new Unknown("Route 53 refuses the record set: " + record.rejected().get());
    }
    if (!record.isPublished()) {
      return new Unknown("the record set waits for Route 53");
    }
    if (listed.isEmpty()) {
      return new Unknown("the zone could not be read");
    }
    String type = record.publication().family().recordType();
    List<ExistingRecord> there =
        listed.get().stream()
            .filter(each -> each.type().equals(type) || each.type().equals("CNAME"))
            .toList();
    if (there.isEmpty()) {
      return new Missing();
    }
    return there.size() == 1 && isSame(record.publication(), there.getFirst())
        ? new InSync()
        : new Differs(Existing.described(there.stream()));
  }

  private static boolean isSame(Publication publication, ExistingRecord record) {
    return !record.type().equals("CNAME")
        && switch (publication) {
          case Publication.Addresses wanted ->
              record.simple()
                  && record.ttl().equals(Optional.of(wanted.ttl()))
                  && record.values().size() == wanted.addresses().size()
                  && Existing.addresses(record).equals(Optional.of(wanted.addresses()));
          case Publication.Alias wanted -> record.alias().equals(Optional.of(wanted.alias()));
        };
  }
}
