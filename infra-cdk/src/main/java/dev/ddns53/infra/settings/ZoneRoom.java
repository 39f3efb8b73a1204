package dev.ddns53.infra.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * How many zones fit into one policy, and so how many policies there are. IAM counts the characters
 * of a policy without blanks.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM's
 *     quotas</a>
 */
public final class ZoneRoom {

  /** CloudFormation takes 500 resources, and each zone has a schedule of its own. */
  static final int MOST_ZONES = 300;

  /** Managed policies that a role may have, unless more is asked for. */
  static final int MOST_POLICIES = 10;

  /**
   * Zones whose accelerated recovery one function may turn on: each adds to its role's inline
   * policies, which hold 10,240 characters.
   */
  static final int MOST_ACCELERATED = 40;

  private static final int POLICY_CHARS = 6_144;

  /** Two statements, their actions and conditions. */
  private static final int FIXED_CHARS = 900;

  /** {@code "arn:aws-us-gov:route53:::hostedzone/",}, in both statements. */
  private static final int ZONE_CHARS = 39;

  private ZoneRoom() {}

  /** Zones that fit into one policy beside these names; 0 where the names leave no room. */
  static int zonesInOne(List<ZoneId> zones, List<NamePattern> names) {
    int taken =
        FIXED_CHARS
            + names.stream().mapToInt(name -> name.value().length() + "\"\",".length()).sum();
    int longest = zones.stream().mapToInt(zone -> zone.value().length()).max().orElse(1);
    return Math.max(0, (POLICY_CHARS - taken) / (2 * (ZONE_CHARS + longest)));
  }

  /** What is too much for one stack, each with what to do. */
  static List<String> problems(
      List<ZoneId> zones, List<NamePattern> names, boolean acceleratedRecovery) {
    List<String> problems = new ArrayList<>();
    int inOne = zonesInOne(zones, names);
    int most = Math.min(MOST_ZONES, inOne * MOST_POLICIES);
    if (inOne == 0) {
      problems.add(
          "names: they are too long for one policy together. Replace several by one with a *, such"
              + " as *.sites.example.com.");
    } else if (zones.size() > most) {
      problems.add(
          "zones: there are %d, and beside such names a stack can hold %d. Make a second stack for the others: setting stack."
              .formatted(zones.size(), most));
    }
    if (acceleratedRecovery && zones.size() > MOST_ACCELERATED) {
      problems.add(
          "acceleratedRecovery: it can be turned on for %d zones at most. Leave it out, and do it by hand: aws route53 update-hosted-zone-features."
              .formatted(MOST_ACCELERATED));
    }
    return List.copyOf(problems);
  }

  /** The zones of each policy, in their order, so that a zone more changes only the last. */
  public static List<List<ZoneId>> split(List<ZoneId> zones, List<NamePattern> names) {
    return split(zones, zonesInOne(zones, names));
  }

  /** In parts of at most so many. */
  public static <T> List<List<T>> split(List<T> all, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(List.copyOf(all.subList(from, Math.min(all.size(), from + most))));
    }
    return List.copyOf(parts);
  }
}
