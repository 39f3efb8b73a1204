package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.Registry.Change.OfName;
import dev.ddns53.core.port.Registry.Change.OfSite;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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
      return joined("+ " + site, EntryDiff.text(after.entry().toJson(), ""));
    }
    Site before = change.before().get();
    List<String> parts = new ArrayList<>();
    parts.addAll(EntryDiff.of(before.entry().toJson(), after.entry().toJson()));
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
    Optional<Name> before = Plan.name(change.before());
    Optional<Name> after = Plan.name(change.after());
    List<String> parts = new ArrayList<>();
    if (before.isPresent() && after.isPresent()) {
      parts.addAll(EntryDiff.of(entry(before.get()).toJson(), entry(after.get()).toJson()));
      if (before.get().adoption().isPresent() && after.get().adoption().isEmpty()) {
        parts.add("no longer adopted");
      }
    } else {
      after.ifPresent(added -> parts.addAll(EntryDiff.text(entry(added).toJson(), "")));
    }
    if (isForgetful(change)) {
      parts.add("a former registration is finished");
    }
    return joined(sign(before, after) + " " + name, parts);
  }

  private static String sign(Optional<Name> before, Optional<Name> after) {
    if (before.isPresent() == after.isPresent()) {
      return "~";
    }
    return after.isPresent() ? "+" : "-";
  }

  /** Whether a former registration is dropped, since nothing is left of it. */
  private static boolean isForgetful(OfName change) {
    return !former(change.after()).containsAll(former(change.before()));
  }

  private static List<FormerRegistration> former(Optional<NameDocument> document) {
    return document.map(NameDocument::former).orElse(List.of());
  }

  /**
   * The records that go, or stay as orphans, as the names' rows know them.
   *
   * @param zones calls zones by their names
   */
  public static List<String> records(
      Plan plan, Map<Fqdn, NameState> states, Function<ZoneId, String> zones) {
    return plan.names().stream()
        .flatMap(
            change ->
                former(change.after()).stream()
                    .filter(each -> !former(change.before()).contains(each))
                    .flatMap(
                        ended ->
                            Optional.ofNullable(states.get(change.name())).stream()
                                .flatMap(state -> records(ended, state, zones))))
        .toList();
  }

  private static Stream<String> records(
      FormerRegistration ended, NameState state, Function<ZoneId, String> zones) {
    return new TreeMap<>(state.remains(ended.registration()))
        .entrySet().stream()
            .flatMap(
                record ->
                    stands(record.getValue())
                        .map(what -> record(ended, state.name(), record.getKey(), what, zones))
                        .stream());
  }

  private static String record(
      FormerRegistration ended,
      Fqdn name,
      Family family,
      String what,
      Function<ZoneId, String> zones) {
    String record = "%s %s %s".formatted(family.recordType(), name, what);
    String zone = zones.apply(ended.zone());
    return switch (ended.remains()) {
      case WITHDRAW -> "  withdraws %s from zone %s".formatted(record, zone);
      case KEEP -> "  leaves %s in zone %s as an orphan".formatted(record, zone);
    };
  }

  /** What a record of ours holds; empty where none was ever sent. */
  private static Optional<String> stands(RecordState record) {
    if (record.known() instanceof Publication known) {
      return Optional.of(known.target());
    }
    return record.wanted() instanceof Publication wanted && record.maybeSent()
        ? Optional.of(wanted.target() + ", if it stands there by now,")
        : Optional.empty();
  }

  private static String joined(String head, List<String> parts) {
    return parts.isEmpty() ? head : head + " " + String.join(", ", parts);
  }

  private static NameEntry entry(Name name) {
    return NameEntry.of(name);
  }

  /** How much there is to do, and what removals do to keys. */
  public static String summary(Plan plan) {
    long removedSites = plan.sites().stream().filter(each -> each.after().isEmpty()).count();
    long removed = removedSites + plan.removed().size();
    long added =
        plan.sites().stream().filter(each -> each.before().isEmpty()).count()
            + plan.names().stream().filter(PlanText::isAdded).count();
    int all = plan.sites().size() + plan.names().size();
    String counts =
        "%d to add, %d to change, %d to remove.".formatted(added, all - added - removed, removed);
    return removedSites == 0 ? counts : counts + " The keys of removed sites stop working.";
  }

  private static boolean isAdded(OfName change) {
    return Plan.name(change.before()).isEmpty() && Plan.name(change.after()).isPresent();
  }
}
