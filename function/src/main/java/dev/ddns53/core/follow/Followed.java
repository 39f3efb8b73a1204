package dev.ddns53.core.follow;

import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.report.RecordOutcome;
import dev.ddns53.core.report.UpdateResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of an event.
 *
 * @param sites by site that the instance is, what became of its report
 * @param asks how often EC2 was asked
 * @param troubles what keeps a record from being published at once, and what is left to the
 *     re-check
 */
public record Followed(Map<SiteId, String> sites, int asks, List<String> troubles) {

  /** The instance is no site. */
  static Followed nobody(int asks) {
    return new Followed(Map.of(), asks, List.of());
  }

  public Followed {
    sites = Map.copyOf(sites);
    troubles = List.copyOf(troubles);
  }

  /** Grows while sites are followed. */
  static final class Builder {

    private final Map<SiteId, String> sites = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private int asks;

    void asked(int times) {
      asks += times;
    }

    void add(SiteId site, UpdateResult result) {
      sites.put(site, outcome(result));
      troubles.addAll(result.troubles());
    }

    void unchanged(SiteId site) {
      sites.put(site, RecordOutcome.Status.UNCHANGED.slug());
    }

    /** The re-check has the last word. */
    void left(SiteId site, String why) {
      sites.put(site, "left");
      troubles.add(site + ": " + why + "; the re-check looks again");
    }

    Followed build() {
      return new Followed(sites, asks, troubles);
    }

    private static String outcome(UpdateResult result) {
      return switch (result) {
        case UpdateResult.Refused refused -> refused.problem().code().slug();
        case UpdateResult.Accepted accepted ->
            accepted.records().stream()
                .map(RecordOutcome::status)
                .max(Comparator.naturalOrder())
                .orElse(RecordOutcome.Status.UNCHANGED)
                .slug();
      };
    }
  }
}
