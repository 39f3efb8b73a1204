package dev.ddns53.core.follow;

import dev.ddns53.core.auth.Authentication.Described;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.instance.InstanceId;
import dev.ddns53.core.instance.Selection;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.record.SiteState.Sighting;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** From what EC2 described to a report of a site, on the path of every report. */
final class Reports {

  private static final int CLIENT_CHARS = 100;

  private final UpdateService updates;

  Reports(UpdateService updates) {
    this.updates = updates;
  }

  /**
   * A site whose row was read before EC2 was asked.
   *
   * @param begun when EC2 was asked
   */
  record Looked(Site site, SiteState state, Instant begun, Selection selection) {

    static Looked of(Site site, SiteState state, Instant begun, Collection<Instance> described) {
      return new Looked(site, state, begun, Selection.of(site.instance().orElseThrow(), described));
    }

    /** What it reports, if it has anything to say. */
    Optional<Reported> reported() {
      return selection.reported(state);
    }

    boolean isNews() {
      return reported().filter(state::isNews).isPresent();
    }

    /** Whether the time that it was seen must be written down again. */
    boolean isOld() {
      return reported().isPresent()
          && state
              .seen()
              .filter(seen -> seen.at().plus(site.refreshInterval()).isAfter(begun))
              .isEmpty();
    }

    private Sighting sighting() {
      String ids =
          selection.selected().stream()
              .map(Instance::id)
              .map(InstanceId::value)
              .collect(Collectors.joining(", "));
      String client = ids.length() > CLIENT_CHARS ? ids.substring(0, CLIENT_CHARS) + "…" : ids;
      return selection.addresses().stream()
          .findFirst()
          .map(address -> new Sighting(begun, address, client))
          .or(state::seen)
          .orElseThrow();
    }
  }

  /** Reports; empty where somebody else has reported meanwhile, so that EC2 must be asked again. */
  Optional<UpdateResult> report(Looked looked, Reported reported) {
    return updates.update(
        Described.of(looked.site, looked.state, looked.begun), reported, looked.sighting());
  }
}
