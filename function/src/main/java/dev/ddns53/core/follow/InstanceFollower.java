package dev.ddns53.core.follow;

import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.InstanceSelector.By;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.follow.Reports.Looked;
import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.instance.InstanceEvent;
import dev.ddns53.core.instance.InstanceState;
import dev.ddns53.core.port.Instances;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.State.SiteRows;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.core.report.UpdateService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Follows what AWS tells of an instance. An event says only that something happened: EC2 is asked
 * what is. So neither order nor repetition of events matters.
 *
 * <pre>
 *  EC2's description                                     follows
 *  ────────────────────────────────────────────────────  ────────────────────────────────────────
 *  older than the event                                  asked again, later
 *  shows the instance running, but without its address   asked again, later; at last, as it is
 *  somebody reported since the site's row was read       asked again, at once
 *  any other                                             reported, on the path of every report
 * </pre>
 *
 * What is still open after the last ask is left to the re-check.
 */
public final class InstanceFollower {

  /** Together 15 seconds of waiting. */
  static final int ASKS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final State state;
  private final Instances instances;
  private final KnownSites known;
  private final Reports reports;
  private final Time time;

  /** A follower that reads, asks and reports by these. */
  public InstanceFollower(
      Registry registry, State state, Instances instances, UpdateService updates, Time time) {
    this.state = state;
    this.instances = instances;
    this.known = new KnownSites(registry, time);
    this.reports = new Reports(updates);
    this.time = time;
  }

  /**
   * Follows an event.
   *
   * @throws dev.ddns53.core.port.Unavailable when something could not be read; nothing is lost, and
   *     the event may come again
   * @throws dev.ddns53.core.port.Unconfirmed when nobody knows whether a report was stored
   */
  public Followed follow(InstanceEvent event) {
    List<Site> there =
        known.sites().stream().filter(site -> region(site).equals(event.region())).toList();
    if (there.isEmpty()) {
      return Followed.nobody(0);
    }
    List<Instance> described = instances.byId(event.region(), event.instance());
    int asks = 1;
    for (Duration pause = FIRST_PAUSE;
        asks < ASKS && event.isNewerThan(described);
        pause = pause.multipliedBy(2), asks++) {
      time.pass(pause);
      described = instances.byId(event.region(), event.instance());
    }
    List<Instance> shown = described;
    List<Site> theirs = there.stream().filter(site -> isOf(site, event, shown)).toList();
    return theirs.isEmpty() ? Followed.nobody(asks) : new Run(event, theirs, asks).run();
  }

  private AwsRegion region(Site site) {
    return site.instance().flatMap(InstanceSelector::region).orElseGet(instances::home);
  }

  private static boolean isOf(Site site, InstanceEvent event, Collection<Instance> described) {
    InstanceSelector selector = site.instance().orElseThrow();
    boolean group =
        selector.by() instanceof By.ByGroup(String name) && event.group().equals(Optional.of(name));
    return group || described.stream().anyMatch(each -> selector.matches(each.tags()));
  }

  /** One event's sites. */
  private final class Run {

    private final InstanceEvent event;
    private final Followed.Builder followed = new Followed.Builder();
    private List<Site> left;

    Run(InstanceEvent event, List<Site> sites, int asks) {
      this.event = event;
      this.left = sites;
      followed.asked(asks);
    }

    Followed run() {
      Duration pause = FIRST_PAUSE;
      for (int ask = 1; ask <= ASKS && !left.isEmpty(); ask++) {
        if (ask(ask == ASKS)) {
          time.pass(pause);
          pause = pause.multipliedBy(2);
        }
      }
      left.forEach(site -> followed.left(site.id(), "EC2 does not show yet what the event tells"));
      return followed.build();
    }

    /** Asks once; whether it is to wait before the next time. */
    private boolean ask(boolean last) {
      List<SiteRows> rows =
          left.stream()
              .map(site -> state.site(site.id()))
              .filter(each -> each.site().flatMap(Site::instance).isPresent())
              .toList();
      Instant begun = time.now();
      List<Instance> described = instances.byTags(event.region(), tags(rows));
      followed.asked(1);
      if (event.isNewerThan(described)) {
        return !last;
      }
      List<Site> open = new ArrayList<>();
      boolean wait = false;
      for (SiteRows each : rows) {
        Site site = each.site().orElseThrow();
        if (!last && isWithoutAddress(site, described)) {
          open.add(site);
          wait = true;
        } else if (!report(Looked.of(site, each.state(), begun, described))) {
          open.add(site);
        }
      }
      left = open;
      return wait && !last;
    }

    private static List<Tag> tags(Collection<SiteRows> rows) {
      return rows.stream()
          .flatMap(each -> each.site().flatMap(Site::instance).stream())
          .map(selector -> selector.by().tag())
          .distinct()
          .toList();
    }

    /** Whether the instance has started, but has not got its address yet. */
    private boolean isWithoutAddress(Site site, Collection<Instance> described) {
      InstanceSelector selector = site.instance().orElseThrow();
      return event.state() == InstanceState.RUNNING
          && described.stream()
              .filter(each -> each.id().equals(event.instance()))
              .filter(each -> selector.matches(each.tags()))
              .filter(each -> each.state() == InstanceState.RUNNING)
              .anyMatch(each -> each.address(selector.address()).isEmpty());
    }

    /** Whether it is reported; if not, EC2 must be asked again. */
    private boolean report(Looked looked) {
      Optional<Reported> reported = looked.reported();
      if (reported.isEmpty()) {
        followed.unchanged(looked.site().id());
        return true;
      }
      Optional<UpdateResult> result = reports.report(looked, reported.get());
      result.ifPresent(some -> followed.add(looked.site().id(), some));
      return result.isPresent();
    }
  }
}
