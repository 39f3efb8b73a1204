package dev.ddns53.cli.fleet;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.port.Registry.Change.OfName;
import dev.ddns53.core.port.Registry.Change.OfSite;
import dev.ddns53.core.registry.NameEntry;
import dev.ddns53.core.registry.SiteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A plan for a person: one line a change, {@code +}, {@code ~} or {@code -}, then a summary. */
public final class PlanText {

  private PlanText() {}

  public static List<String> lines(Plan plan) {
    return Stream.concat(
            plan.sites().stream().map(PlanText::line), plan.names().stream().map(PlanText::line))
        .toList();
  }

  private static String line(OfSite change) {
    String site = "site " + change.id();
    if (change.after().isEmpty()) {
      return "- " + site;
    }
    Site after = change.after().get();
    if (change.before().isEmpty()) {
      return joined("+ " + site, EntryDiff.text(entry(after).toJson(), ""));
    }
    Site before = change.before().get();
    List<String> parts = new ArrayList<>();
    parts.addAll(EntryDiff.of(entry(before).toJson(), entry(after).toJson()));
    feeds(before.names(), after.names()).ifPresent(parts::add);
    return joined("~ " + site, parts);
  }

  private static Optional<String> feeds(List<Fqdn> before, List<Fqdn> after) {
    List<String> parts = new ArrayList<>();
    after.stream().filter(name -> !before.contains(name)).forEach(name -> parts.add("+" + name));
    before.stream().filter(name -> !after.contains(name)).forEach(name -> parts.add("-" + name));
    return parts.isEmpty() ? Optional.empty() : Optional.of("feeds " + String.join(" ", parts));
  }

  private static String line(OfName change) {
    String name = "name " + change.name();
    if (change.after().isEmpty()) {
      return "- " + name;
    }
    Name after = change.after().get();
    if (change.before().isEmpty()) {
      return joined("+ " + name, EntryDiff.text(entry(after).toJson(), ""));
    }
    Name before = change.before().get();
    List<String> parts =
        new ArrayList<>(EntryDiff.of(entry(before).toJson(), entry(after).toJson()));
    if (before.adopted() && !after.adopted()) {
      parts.add("no longer adopted");
    }
    return joined("~ " + name, parts);
  }

  private static String joined(String head, List<String> parts) {
    return parts.isEmpty() ? head : head + " " + String.join(", ", parts);
  }

  private static SiteEntry entry(Site site) {
    return new SiteEntry(site.staleAfter(), site.allow());
  }

  private static NameEntry entry(Name name) {
    return NameEntry.of(name);
  }

  /** How much there is to do, and what removals do not do. */
  public static String summary(Plan plan) {
    long added = count(plan, true, false);
    long removed = count(plan, false, true);
    int all = plan.sites().size() + plan.names().size();
    String counts =
        "%d to add, %d to change, %d to remove.".formatted(added, all - added - removed, removed);
    return removed == 0
        ? counts
        : counts
            + " The keys of removed sites stop working; the records of removed names stay in Route"
            + " 53.";
  }

  private static long count(Plan plan, boolean absentBefore, boolean absentAfter) {
    return Stream.concat(
            plan.sites().stream()
                .filter(
                    each ->
                        each.before().isEmpty() == absentBefore
                            && each.after().isEmpty() == absentAfter),
            plan.names().stream()
                .filter(
                    each ->
                        each.before().isEmpty() == absentBefore
                            && each.after().isEmpty() == absentAfter))
        .count();
  }
}
