package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.RecordSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Record sets in memory, which nobody may change; a look answers for one name. */
public final class FakeSets implements Records {

  private record Placed(ZoneId zone, Listed listed) {}

  private final List<Placed> all = new ArrayList<>();
  private boolean broken;

  /** A record set in the form of the AWS CLI, without its name. */
  public static RecordSet set(String json) {
    try {
      return RecordSet.parse(json);
    } catch (InvalidJson e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A simple record set of one value. */
  public static RecordSet set(String type, String value) {
    return set(
        "{\"Type\":\"%s\",\"TTL\":60,\"ResourceRecords\":[{\"Value\":\"%s\"}]}"
            .formatted(type, value));
  }

  FakeSets with(String zone, String name, RecordSet set) {
    all.add(new Placed(new ZoneId(zone), new Listed(new Fqdn(name), set)));
    return this;
  }

  FakeSets broken() {
    broken = true;
    return this;
  }

  private List<Listed> in(ZoneId zone) {
    if (broken) {
      throw new Unavailable("Route 53 cannot be read");
    }
    return all.stream().filter(each -> each.zone.equals(zone)).map(Placed::listed).toList();
  }

  @Override
  public Map<Fqdn, List<RecordSet>> look(ZoneId zone, Collection<Fqdn> names) {
    Fqdn first = new TreeSet<>(names).first();
    return Map.of(
        first,
        in(zone).stream()
            .filter(each -> each.name().equals(first))
            .map(Listed::set)
            .filter(set -> !set.type().equals("NS"))
            .toList());
  }

  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    in(zone).forEach(each -> page.accept(List.of(each)));
  }

  @Override
  public Outcome change(ZoneId zone, List<Replacement> replacements) {
    throw new AssertionError("operators change no record");
  }

  @Override
  public Progress progress(ChangeId change) {
    throw new AssertionError("nobody asked for this");
  }
}
