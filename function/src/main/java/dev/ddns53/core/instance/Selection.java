package dev.ddns53.core.instance;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the instances that EC2 described a site is, in order of their launch, newest first.
 *
 * <pre>
 *  instances that the selector finds      newest               all
 *  ─────────────────────────────────────  ───────────────────  ──────────────────────────────
 *  none                                   none                 none
 *  none that runs and has such an address none                 none
 *  some that run and have one             launched last        each, the newest 100 at most
 *  two of them launched at the same time  the greater id       each
 * </pre>
 *
 * @param selected those that the site is
 * @param left how many more it would be, if there were room
 * @param coming whether another one is about to run
 */
public record Selection(
    InstanceSelector selector, List<Instance> selected, int left, boolean coming) {

  private static final Comparator<Instance> NEWEST_FIRST =
      Comparator.comparing(Instance::launched).thenComparing(Instance::id).reversed();

  public Selection {
    selected = List.copyOf(selected);
  }

  /** Selects from all that EC2 described; what the selector does not find is left out. */
  public static Selection of(InstanceSelector selector, Collection<Instance> described) {
    List<Instance> theirs =
        described.stream().filter(each -> selector.matches(each.tags())).toList();
    List<Instance> fit =
        theirs.stream()
            .filter(each -> each.address(selector.address()).isPresent())
            .sorted(NEWEST_FIRST)
            .toList();
    int room =
        switch (selector.which()) {
          case NEWEST -> 1;
          case ALL -> Limits.INSTANCES_PER_SITE;
        };
    int left = selector.which() == InstanceSelector.Which.ALL ? Math.max(0, fit.size() - room) : 0;
    boolean coming = theirs.stream().anyMatch(each -> each.state() == InstanceState.PENDING);
    return new Selection(selector, fit.stream().limit(room).toList(), left, coming);
  }

  /** Their addresses. */
  public List<IpAddress> addresses() {
    return selected.stream()
        .flatMap(each -> each.address(selector.address()).stream())
        .distinct()
        .toList();
  }

  /**
   * What a site reports by it; empty where there is nothing to say.
   *
   * <pre>
   *  selected             the site's newest report of the family   reported
   *  ───────────────────  ───────────────────────────────────────  ─────────────────────────────────
   *  some                 any                                      their addresses
   *  none                 has an address                           that there is none
   *  none                 has none, or there is none               nothing
   *  none, but one comes  any                                      nothing
   * </pre>
   *
   * Of the other family, an address that was reported is taken back: the entry was another then.
   */
  public Optional<Reported> reported(SiteState state) {
    if (selected.isEmpty() && coming) {
      return Optional.empty();
    }
    Map<Family, List<IpAddress>> said = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      List<IpAddress> addresses = family == selector.address().family() ? addresses() : List.of();
      boolean known =
          state
              .newest(family)
              .filter(report -> report.address().isPresent() || report.prefix().isPresent())
              .isPresent();
      if (!addresses.isEmpty() || known) {
        said.put(family, addresses);
      }
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(Reported.ofAll(said));
  }
}
