package dev.ddns53.aws;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.emulator.route53.Landed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What stands at one name, replayed from Route 53's journal. */
final class StormJournal {

  /**
   * A record set that stands there.
   *
   * @param theirs whether somebody else put it there, and not we
   * @param over families of which a record of ours stood there, or what others had made of it
   * @param at when it was put there
   */
  record Standing(RecordSet set, boolean theirs, Set<Family> over, Instant at) {
    Standing {
      over = Set.copyOf(over);
    }

    Standing overNothing() {
      return new Standing(set, theirs, Set.of(), at);
    }
  }

  /** What a batch takes out and puts in; the sets by type and identifier. */
  record Batch(List<Standing> out, Map<String, RecordSet> in) {

    boolean bearsOn(Family family) {
      return out.stream().anyMatch(each -> each.set.bearsOn(family))
          || in.values().stream().anyMatch(set -> set.bearsOn(family));
    }

    boolean takesOut(Predicate<Standing> which) {
      return out.stream().anyMatch(which);
    }
  }

  private final Map<String, Standing> standing = new TreeMap<>();

  /** Takes out what a batch takes out. */
  Batch takeOut(List<Landed> landed) {
    List<Standing> out = new ArrayList<>();
    Map<String, RecordSet> in = new TreeMap<>();
    for (Landed each : landed) {
      String key = each.type() + " " + each.identifier().orElse("");
      if (standing.containsKey(key)) {
        out.add(standing.remove(key));
      }
      if (!each.deleted()) {
        in.put(key, Placement.set(each));
      }
    }
    return new Batch(out, in);
  }

  void put(String key, Standing set) {
    standing.put(key, set);
  }

  /** Nothing of ours stood there any more when what stands there was put there. */
  void overNothing() {
    standing.replaceAll((key, each) -> each.overNothing());
  }

  /** What bears on a family. */
  List<Standing> of(Family family) {
    return standing.values().stream().filter(each -> each.set.bearsOn(family)).toList();
  }

  List<Standing> theirs(Family family) {
    return of(family).stream().filter(Standing::theirs).toList();
  }

  Set<RecordSet> all() {
    Set<RecordSet> all = new HashSet<>();
    standing.values().forEach(each -> all.add(each.set));
    return all;
  }
}
