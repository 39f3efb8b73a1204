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
   * @param over families of which a record of ours may have stood there before, whatever others had
   *     made of it
   * @param surely those of which one stood there for sure
   * @param at when it was put there
   */
  record Standing(RecordSet set, boolean theirs, Set<Family> over, Set<Family> surely, Instant at) {
    Standing {
      over = Set.copyOf(over);
      surely = Set.copyOf(surely);
    }

    static Standing ours(RecordSet set, Instant at) {
      return new Standing(set, false, Set.of(), Set.of(), at);
    }

    boolean bearsOn(Family family) {
      return StormJournal.bearsOn(set, family);
    }
  }

  /** What a batch takes out and puts in; the sets by type and identifier. */
  record Batch(List<Standing> out, Map<String, RecordSet> in) {

    boolean bearsOn(Family family) {
      return out.stream().anyMatch(each -> each.bearsOn(family)) || puts(family);
    }

    private boolean puts(Family family) {
      return in.values().stream().anyMatch(set -> StormJournal.bearsOn(set, family));
    }

    boolean takesOut(Predicate<Standing> which) {
      return out.stream().anyMatch(which);
    }

    String text() {
      return "%s by %s"
          .formatted(
              RecordSet.described(out.stream().map(Standing::set).toList()),
              RecordSet.described(List.copyOf(in.values())));
    }
  }

  private final Map<String, Standing> standing = new TreeMap<>();

  /** A CNAME stands in the way of either family, routed sets in that of their own type. */
  static boolean bearsOn(RecordSet set, Family family) {
    return switch (set.type()) {
      case "A" -> family == Family.IPV4;
      case "AAAA" -> family == Family.IPV6;
      case "CNAME" -> true;
      default -> throw new AssertionError("nobody places that: " + set);
    };
  }

  /** Of the family's type, under no routing policy. */
  static boolean isPlain(RecordSet set, Family family) {
    return !set.type().equals("CNAME")
        && bearsOn(set, family)
        && !set.json().contains("\"SetIdentifier\"");
  }

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

  /** What bears on a family. */
  List<Standing> of(Family family) {
    return standing.values().stream().filter(each -> each.bearsOn(family)).toList();
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
