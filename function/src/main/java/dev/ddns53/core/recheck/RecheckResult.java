package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Fqdn;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run found.
 *
 * @param names each name that was looked at
 * @param sites how many sites were looked at
 * @param stale how many of them are stale
 * @param troubles what could not be read, written or published
 */
public record RecheckResult(List<Line> names, int sites, int stale, List<String> troubles) {

  /** How a name stands. */
  public enum Standing {
    IN_SYNC("in-sync"),
    /** Nothing is published for it yet. */
    UNPUBLISHED("unpublished"),
    /** Something waits for Route 53. */
    PENDING("pending"),
    /** A delegation hides it from resolvers. */
    OCCLUDED("occluded"),
    /** Somebody else's record stands there. */
    BLOCKED("blocked"),
    /** Route 53 takes no such record. */
    REJECTED("rejected"),
    /** IAM permits us no such name. */
    DENIED("denied"),
    DIFFERS("differs"),
    MISSING("missing"),
    UNKNOWN("unknown");

    private final String slug;

    Standing(String slug) {
      this.slug = slug;
    }

    /** The stable name. */
    public String slug() {
      return slug;
    }
  }

  /**
   * A name.
   *
   * @param detail what is there instead, why nobody can tell, what was done; may be empty
   */
  public record Line(Fqdn name, Standing standing, String detail) {}

  public RecheckResult {
    names = List.copyOf(names);
    troubles = List.copyOf(troubles);
  }

  public long count(Standing standing) {
    return names.stream().filter(line -> line.standing() == standing).count();
  }

  /** How many names Route 53 holds something else for. */
  public long drifted() {
    return count(Standing.DIFFERS) + count(Standing.MISSING);
  }

  /** Those that are not as they should be, or of which nobody can tell. */
  public List<Line> remarkable() {
    return names.stream()
        .filter(
            line -> line.standing() != Standing.IN_SYNC && line.standing() != Standing.UNPUBLISHED)
        .toList();
  }

  static RecheckResult of(Collection<Line> names, int sites, int stale, Stream<String> troubles) {
    return new RecheckResult(
        names.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList(),
        sites,
        stale,
        troubles.distinct().sorted().toList());
  }
}
