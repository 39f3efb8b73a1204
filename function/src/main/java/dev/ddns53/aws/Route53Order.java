package dev.ddns53.aws;

import dev.ddns53.core.address.Fqdn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The order in which Route 53 lists names: by their labels from the last to the first, in ASCII.
 *
 * <p>Its reference says that the dot takes part in the comparison, and leaves open whether {@code
 * *} or its escape does. Emulators compare by labels. So a name counts as listed only where all
 * these readings agree; the others are looked up by a call of their own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html">its
 *     sort order</a>
 */
enum Route53Order {
  DOTS_ESCAPED(".", true),
  DOTS_UNESCAPED(".", false),
  LABELS_ESCAPED("\0", true),
  LABELS_UNESCAPED("\0", false);

  private final String separator;
  private final boolean escaped;

  Route53Order(String separator, boolean escaped) {
    this.separator = separator;
    this.escaped = escaped;
  }

  /** The first of names. */
  static Fqdn first(Collection<Fqdn> names) {
    return names.stream()
        .min(Comparator.comparing(name -> DOTS_ESCAPED.key(Route53Names.wire(name))))
        .orElseThrow(() -> new IllegalArgumentException("no names"));
  }

  /**
   * Whether a list that begins at one name has all of another.
   *
   * @param end as Route 53 spells it, the name that follows the list; empty where it is complete
   */
  static boolean covers(Fqdn start, Optional<String> end, Fqdn name) {
    String wire = Route53Names.wire(name);
    return Arrays.stream(values())
        .allMatch(
            order ->
                order.key(Route53Names.wire(start)).compareTo(order.key(wire)) <= 0
                    && end.filter(next -> order.key(next).compareTo(order.key(wire)) <= 0)
                        .isEmpty());
  }

  private String key(String wire) {
    String name = escaped ? wire : Route53Names.unescaped(wire);
    List<String> labels = new ArrayList<>(List.of(name.split("\\.")));
    Collections.reverse(labels);
    return String.join(separator, labels) + separator;
  }
}
