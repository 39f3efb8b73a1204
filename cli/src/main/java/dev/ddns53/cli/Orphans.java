package dev.ddns53.cli;

import dev.ddns53.cli.fleet.Remnants;
import dev.ddns53.cli.fleet.Zones;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.terminal.Neutral;
import dev.ddns53.terminal.TextTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records that former registrations left behind, and that nobody looks after. */
record Orphans(List<Orphan> all) {

  /**
   * What still stands at the name of a registration that ended.
   *
   * @param zone the hosted zone's name and id
   */
  record Orphan(Fqdn name, FormerRegistration former, String zone, List<RecordSet> standing) {
    Orphan {
      standing = List.copyOf(standing);
    }
  }

  Orphans {
    all = List.copyOf(all);
  }

  static Orphans read(Stack stack) {
    Fleet fleet = stack.registry().read();
    Zones zones = new Zones(stack.route53());
    Remnants remnants =
        new Remnants(FleetCommands.states(stack.state(), fleet), stack.wiring().records(), zones);
    Map<ZoneId, Map<Fqdn, List<RecordSet>>> standing = new HashMap<>();
    names(fleet).forEach((zone, names) -> standing.put(zone, remnants.standing(zone, names)));
    List<Orphan> orphans = new ArrayList<>();
    for (NameDocument document : fleet.documents()) {
      for (FormerRegistration former : document.former()) {
        List<RecordSet> left =
            remnants.orphans(document, former, standing.getOrDefault(former.zone(), Map.of()));
        if (!left.isEmpty()) {
          orphans.add(new Orphan(document.fqdn(), former, zones.text(former.zone()), left));
        }
      }
    }
    return new Orphans(orphans);
  }

  /** The names of former registrations by their zones, each of which is looked at once. */
  private static Map<ZoneId, Set<Fqdn>> names(Fleet fleet) {
    Map<ZoneId, Set<Fqdn>> names = new HashMap<>();
    for (NameDocument document : fleet.documents()) {
      for (FormerRegistration former : document.former()) {
        names.computeIfAbsent(former.zone(), zone -> new HashSet<>()).add(document.fqdn());
      }
    }
    return names;
  }

  /** A table, and for each record set the command that deletes it. */
  List<String> lines() {
    if (all.isEmpty()) {
      return List.of("There are no orphans.");
    }
    TextTable table = new TextTable("NAME", "ZONE", "STANDS THERE", "SINCE", "ENDED BY");
    for (Orphan orphan : all) {
      for (RecordSet set : orphan.standing) {
        table.add(
            orphan.name.value(),
            Neutral.line(orphan.zone),
            Neutral.line(set.description()),
            orphan.former.ended().toString(),
            Neutral.line(orphan.former.by()));
      }
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add("ddns53 leaves them alone. Where nobody needs one, delete it in the console, or by:");
    for (Orphan orphan : all) {
      orphan.standing.forEach(set -> lines.add(deletion(orphan, set)));
    }
    return lines;
  }

  /** Route 53 deletes only what is exactly so. */
  private static String deletion(Orphan orphan, RecordSet set) {
    String named = "{\"Name\":\"" + orphan.name + ".\"," + set.json().substring(1);
    String batch = "{\"Changes\":[{\"Action\":\"DELETE\",\"ResourceRecordSet\":" + named + "}]}";
    return "  aws route53 change-resource-record-sets --hosted-zone-id %s --change-batch '%s'"
        .formatted(orphan.former.zone(), Neutral.line(batch).replace("'", "'\\''"));
  }
}
