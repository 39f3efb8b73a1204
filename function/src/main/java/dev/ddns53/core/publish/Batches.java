package dev.ddns53.core.publish;

import dev.ddns53.core.port.Records.Replacement;
import dev.ddns53.core.record.RecordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Packs names into the fewest allowed change batches.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests-changeresourcerecordsets">its
 *     limits</a>
 */
final class Batches {

  /** ResourceRecord elements of one batch; what goes and what comes counts alike. */
  static final int ELEMENTS = 1_000;

  /** Characters of their values. */
  static final int CHARACTERS = 32_000;

  private Batches() {}

  /** In their order, each batch as full as it can be. */
  static List<List<PendingName>> of(List<PendingName> names) {
    List<List<PendingName>> batches = new ArrayList<>();
    List<PendingName> batch = new ArrayList<>();
    int elements = 0;
    int characters = 0;
    for (PendingName name : names) {
      int more = sets(name).mapToInt(RecordSet::elements).sum();
      int longer = sets(name).mapToInt(RecordSet::characters).sum();
      if (!batch.isEmpty() && (elements + more > ELEMENTS || characters + longer > CHARACTERS)) {
        batches.add(batch);
        batch = new ArrayList<>();
        elements = 0;
        characters = 0;
      }
      batch.add(name);
      elements += more;
      characters += longer;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private static Stream<RecordSet> sets(PendingName name) {
    return name.replacements().stream().flatMap(Batches::sets);
  }

  private static Stream<RecordSet> sets(Replacement replacement) {
    return Stream.concat(replacement.out().stream(), replacement.in().stream());
  }

  /** Whether this is a single record. */
  static boolean isAtom(List<PendingName> batch) {
    return batch.size() == 1 && batch.getFirst().families().size() == 1;
  }

  /** Two halves of more than a single record: of its names, or of its one name's families. */
  static List<List<PendingName>> halves(List<PendingName> batch) {
    if (batch.size() == 1) {
      PendingName name = batch.getFirst();
      return name.families().stream().sorted().map(family -> List.of(name.only(family))).toList();
    }
    int middle = batch.size() / 2;
    return List.of(batch.subList(0, middle), batch.subList(middle, batch.size()));
  }

  /** The same names in an order in which each part is drawn from all over the batch. */
  static List<PendingName> spread(List<PendingName> batch) {
    int stride = Math.max(1, (int) Math.sqrt(batch.size()));
    List<PendingName> spread = new ArrayList<>();
    for (int start = 0; start < stride; start++) {
      for (int i = start; i < batch.size(); i += stride) {
        spread.add(batch.get(i));
      }
    }
    return spread;
  }
}
