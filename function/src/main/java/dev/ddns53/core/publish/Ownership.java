package dev.ddns53.core.publish;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose is what a listing shows at a record's place?
 *
 * <pre>
 *  stands there                        may be of ours                   judged as
 *  ──────────────────────────────────  ───────────────────────────────  ─────────────────
 *  one set, as wanted                  known, candidate, maybe sent     Ours(wanted)
 *  one set, otherwise                  known, or a candidate            Ours(that)
 *  nothing                             known, candidate, or wanted      Ours(nothing)
 *  nothing                             no: ours was deleted             Edited(nothing)
 *  anything else                       a set of ours stands for sure    Edited(what stands)
 *  anything else                       no, and nothing is wanted        Others(what stands)
 *  anything else                       no                               Foreign(what stands)
 * </pre>
 *
 * A set counts with its TTL and its values. The other address type does not matter. Where a sender
 * may have left nothing, what stands there is nobody's edit of a record of ours.
 */
public sealed interface Ownership {

  /** What stands there is ours. */
  record Ours(Content stands) implements Ownership {}

  /** Somebody changed or deleted what was ours. */
  record Edited(List<RecordSet> found) implements Ownership {
    public Edited {
      found = List.copyOf(found);
    }
  }

  /** Others have something where nothing of ours shall stand. */
  record Others(List<RecordSet> found) implements Ownership {
    public Others {
      found = List.copyOf(found);
    }
  }

  /** It was never ours. */
  record Foreign(List<RecordSet> found) implements Ownership {
    public Foreign {
      found = List.copyOf(found);
    }
  }

  /**
   * Judges.
   *
   * @param listed all that stands at the name and bears on addresses
   */
  static Ownership of(Family family, RecordState record, List<RecordSet> listed) {
    List<RecordSet> there = listed.stream().filter(set -> set.bearsOn(family)).toList();
    Optional<Content> stands = content(record, there);
    if (stands.isPresent() && isOurs(record, stands.get())) {
      return new Ours(stands.get());
    }
    if (record.standsForSure()) {
      return new Edited(there);
    }
    return record.wanted().equals(Content.NOTHING) ? new Others(there) : new Foreign(there);
  }

  /** Nothing that is wanted stands there whoever made it so. */
  private static boolean isOurs(RecordState record, Content stands) {
    return record.mayBeOurs(stands)
        || (stands.equals(Content.NOTHING) && record.wanted().equals(stands));
  }

  /** What stands there as content that may be of ours; empty for anything else. */
  private static Optional<Content> content(RecordState record, List<RecordSet> there) {
    if (there.isEmpty()) {
      return Optional.of(Content.NOTHING);
    }
    Stream<Content> ours =
        Stream.concat(
            Stream.of(record.wanted(), record.known()), record.candidates().keySet().stream());
    return there.size() == 1
        ? ours.filter(content -> there.getFirst().is(content)).findFirst()
        : Optional.empty();
  }
}
