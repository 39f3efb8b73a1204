package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.port.Registry.Change.OfName;
import dev.ddns53.core.port.Registry.Change.OfSite;
import dev.ddns53.core.record.NameState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    if (!before.zones().equals(after.zones())) {
      parts.add("zones " + before.zones() + " → " + after.zones());
    }
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
    Optional<Name> before = change.before().flatMap(NameDocument::name);
    Optional<Name> after = change.after().flatMap(NameDocument::name);
    if (after.isEmpty()) {
      return before.isEmpty() ? "~ " + name + " no record of it is left to withdraw" : "- " + name;
    }
    if (before.isEmpty()) {
      return joined("+ " + name, EntryDiff.text(entry(after.get()).toJson(), ""));
    }
    List<String> parts =
        new ArrayList<>(EntryDiff.of(entry(before.get()).toJson(), entry(after.get()).toJson()));
    if (before.get().adoption().isPresent() && after.get().adoption().isEmpty()) {
      parts.add("no longer adopted");
    }
    return joined("~ " + name, parts);
  }

  /** The records that go, or stay as orphans, as the names' rows know them. */
  public static List<String> records(Plan plan, Map<Fqdn, NameState> states) {
    List<String> lines = new ArrayList<>();
    for (OfName change : plan.names()) {
      Optional<NameDocument> after = change.after();
      Optional<Name> before = change.before().flatMap(NameDocument::name);
      Optional<NameState> state = Optional.ofNullable(states.get(change.name()));
      if (before.isPresent() && after.isPresent() && state.isPresent()) {
        after.get().former().stream()
            .filter(former -> former.registration().equals(before.get().registered()))
            .forEach(former -> lines.addAll(records(former, state.get())));
      }
    }
    return lines;
  }

  private static List<String> records(FormerRegistration former, NameState state) {
    String verb = former.remains() == FormerRegistration.Remains.KEEP ? "leaves" : "withdraws";
    List<String> lines = new ArrayList<>();
    state
        .remains(former.registration())
        .forEach(
            (family, record) -> {
              if (record.isOurs()) {
                lines.add(
                    "  %s %s %s %s in zone %s"
                        .formatted(
                            verb,
                            family.recordType(),
                            state.name(),
                            record.known().text(),
                            former.zone()));
              }
            });
    return lines;
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
    return removed == 0 ? counts : counts + " The keys of removed sites stop working.";
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
                        each.before().flatMap(NameDocument::name).isEmpty() == absentBefore
                            && each.after().flatMap(NameDocument::name).isEmpty() == absentAfter))
        .count();
  }
}
