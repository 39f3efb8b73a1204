package dev.ddns53.cli;

import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.terminal.Neutral;
import dev.ddns53.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records that former registrations left behind. */
record Orphans(List<Orphan> all) {

  /** What still stands at the name of a registration that ended. */
  record Orphan(NameDocument document, FormerRegistration former, List<RecordSet> standing) {}

  Orphans {
    all = List.copyOf(all);
  }

  static Orphans read(Stack stack) {
    List<Orphan> orphans = new ArrayList<>();
    for (NameDocument document : stack.registry().read().documents()) {
      for (FormerRegistration former : document.former()) {
        if (isLeft(stack, document, former)) {
          List<RecordSet> standing = standing(stack, document, former);
          if (!standing.isEmpty()) {
            orphans.add(new Orphan(document, former, standing));
          }
        }
      }
    }
    return new Orphans(orphans);
  }

  private static boolean isLeft(Stack stack, NameDocument document, FormerRegistration former) {
    boolean here = document.name().filter(name -> name.zone().equals(former.zone())).isPresent();
    NameState state = stack.state().recentNames(List.of(document.fqdn())).getFirst();
    return !here
        && (former.remains() == Remains.KEEP || state.settled().contains(former.registration()));
  }

  private static List<RecordSet> standing(
      Stack stack, NameDocument document, FormerRegistration former) {
    return Optional.ofNullable(
            stack
                .wiring()
                .records()
                .look(former.zone(), List.of(document.fqdn()))
                .get(document.fqdn()))
        .orElse(List.of());
  }

  List<String> lines() {
    if (all.isEmpty()) {
      return List.of();
    }
    TextTable table = new TextTable("NAME", "ZONE", "STANDS THERE", "SINCE", "BY");
    all.forEach(
        orphan ->
            table.add(
                orphan.document.fqdn().value(),
                orphan.former.zone().value(),
                Neutral.text(RecordSet.described(orphan.standing)),
                orphan.former.ended().toString(),
                Neutral.text(orphan.former.by())));
    return table.lines();
  }
}
