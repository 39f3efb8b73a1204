package dev.ddns53.core.follow;

import dev.ddns53.core.Limits;
import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.follow.Reports.Looked;
import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.port.Instances;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.port.Unconfirmed;
import dev.ddns53.core.recheck.Recheck;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes true what events did not bring: tags that came late, what was refused or lost. All sites'
 * instances are asked for together.
 *
 * <pre>
 *  described, against the site's newest report   follows
 *  ────────────────────────────────────────────  ──────────────────────────────────────────────
 *  the same, and seen a while ago                reported: that it was seen is written down
 *  the same                                      nothing
 *  another, the report younger than a minute     nothing: EC2 may not show yet what led to it
 *  another                                       reported
 *  could not be read                             nothing; told
 * </pre>
 */
public final class InstanceReconciler implements Recheck.Following {

  private static final int ROWS_PER_READ = 100;
  private static final int ATTEMPTS = 4;

  private final State state;
  private final Instances instances;
  private final Reports reports;
  private final Time time;

  /** A reconciler that reads, asks and reports by these. */
  public InstanceReconciler(State state, Instances instances, UpdateService updates, Time time) {
    this.state = state;
    this.instances = instances;
    this.reports = new Reports(updates);
    this.time = time;
  }

  @Override
  public List<String> follow(Collection<Site> sites) {
    List<String> troubles = new ArrayList<>();
    Map<AwsRegion, List<Site>> byRegion = new TreeMap<>();
    for (Site site : sites) {
      site.instance()
          .ifPresent(
              selector ->
                  byRegion
                      .computeIfAbsent(
                          selector.region().orElseGet(instances::home), r -> new ArrayList<>())
                      .add(site));
    }
    byRegion.forEach((region, theirs) -> follow(region, theirs, troubles));
    return troubles;
  }

  /** After a report that was overtaken once more, on what is there then. */
  private void follow(AwsRegion region, List<Site> sites, List<String> troubles) {
    List<Site> left = sites;
    for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
      try {
        left = looked(region, left, attempt == 0, troubles);
      } catch (Unavailable e) {
        troubles.add("sites that are instances: " + e.getMessage());
        return;
      }
    }
    left.forEach(site -> troubles.add(site.id() + ": others report it faster than EC2 answers"));
  }

  /** Those whose report was overtaken. */
  private List<Site> looked(
      AwsRegion region, List<Site> sites, boolean recent, List<String> troubles) {
    Map<SiteId, SiteState> states = recent ? recent(sites) : newest(sites);
    Instant begun = time.now();
    List<Instance> described =
        instances.byTags(
            region,
            sites.stream()
                .flatMap(site -> site.instance().stream())
                .map(InstanceSelector::by)
                .map(InstanceSelector.By::tag)
                .distinct()
                .toList());
    List<Site> overtaken = new ArrayList<>();
    for (Site site : sites) {
      SiteState row = Optional.ofNullable(states.get(site.id())).orElseThrow();
      if (!follow(Looked.of(site, row, begun, described), troubles)) {
        overtaken.add(site);
      }
    }
    return overtaken;
  }

  private Map<SiteId, SiteState> recent(List<Site> sites) {
    Map<SiteId, SiteState> states = new HashMap<>();
    List<SiteId> ids = sites.stream().map(Site::id).toList();
    for (int from = 0; from < ids.size(); from += ROWS_PER_READ) {
      state
          .recentSites(ids.subList(from, Math.min(ids.size(), from + ROWS_PER_READ)))
          .forEach(row -> states.put(row.id(), row));
    }
    return states;
  }

  private Map<SiteId, SiteState> newest(List<Site> sites) {
    Map<SiteId, SiteState> states = new HashMap<>();
    sites.forEach(site -> states.put(site.id(), state.site(site.id()).state()));
    return states;
  }

  /** Whether it is done; if not, somebody else has reported meanwhile. */
  private boolean follow(Looked looked, List<String> troubles) {
    SiteId site = looked.site().id();
    if (looked.selection().left() > 0) {
      troubles.add(
          site
              + ": "
              + looked.selection().left()
              + " more instances are left out, since a site may be at most "
              + Limits.INSTANCES_PER_SITE);
    }
    Optional<Reported> reported = looked.reported();
    if (reported.isEmpty() || !(looked.isNews() ? isSettled(looked) : looked.isOld())) {
      return true;
    }
    try {
      Optional<UpdateResult> result = reports.report(looked, reported.get());
      result.ifPresent(some -> tell(site, some, troubles));
      return result.isPresent();
    } catch (Unavailable | Unconfirmed e) {
      troubles.add(site + ": " + e.getMessage());
      return true;
    }
  }

  private static boolean isSettled(Looked looked) {
    Instant settling = looked.begun().minus(Limits.DESCRIPTION_SETTLES);
    return looked.state().newest().values().stream()
        .noneMatch(report -> report.isDescribed() && report.at().isAfter(settling));
  }

  private static void tell(SiteId site, UpdateResult result, List<String> troubles) {
    troubles.addAll(result.troubles());
    if (result instanceof UpdateResult.Refused refused) {
      troubles.add(site + ": " + refused.problem().detail());
    }
  }
}
