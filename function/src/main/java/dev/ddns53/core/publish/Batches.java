package dev.ddns53.core.publish;

import java.util.ArrayList;
import java.util.List;

/**
 * Items in as few change batches as Route 53 lets them into.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests-changeresourcerecordsets">its
 *     limits</a>
 */
final class Batches {

  static final int MOST_ELEMENTS = 1_000;
  static final int MOST_CHARACTERS = 32_000;

  private Batches() {}

  /** In their order, each batch as full as it can be. */
  static List<List<Item>> of(List<Item> items) {
    List<List<Item>> batches = new ArrayList<>();
    List<Item> batch = new ArrayList<>();
    int elements = 0;
    int characters = 0;
    for (Item item : items) {
      elements += item.elements();
      characters += item.characters();
      if (!batch.isEmpty() && (elements > MOST_ELEMENTS || characters > MOST_CHARACTERS)) {
        batches.add(batch);
        batch = new ArrayList<>();
        elements = item.elements();
        characters = item.characters();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** How many batches these are, by whichever limit counts. */
  static double count(List<Item> items) {
    double elements = items.stream().mapToInt(Item::elements).sum();
    double characters = items.stream().mapToInt(Item::characters).sum();
    return Math.max(elements / MOST_ELEMENTS, characters / MOST_CHARACTERS);
  }

  /** Whether this is a single record set. */
  static boolean isAtom(List<Item> batch) {
    return batch.size() == 1 && batch.getFirst().families().size() == 1;
  }

  /** Two halves of more than a single record set: of its items, or of its one item's families. */
  static List<List<Item>> halves(List<Item> batch) {
    if (batch.size() == 1) {
      Item item = batch.getFirst();
      return item.families().stream().sorted().map(family -> List.of(item.only(family))).toList();
    }
    int middle = batch.size() / 2;
    return List.of(batch.subList(0, middle), batch.subList(middle, batch.size()));
  }
}
