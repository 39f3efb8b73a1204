package dev.ddns53.core.record;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.Registration;
import dev.ddns53.core.fleet.SiteId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The row of a name whose registration is another than the row's: it starts anew, and nothing is
 * ours.
 *
 * <pre>
 *  of the row                                           goes on
 *  ───────────────────────────────────────────────────  ─────────────────────────────────────────
 *  what a present member's site said, and is not stale  as it is
 *  records whose withdrawal is due, in another zone     beside the new ones, until they are gone
 *  records whose withdrawal is due, in the same zone    as the new ones: they are taken over
 *  anything else                                        –
 * </pre>
 */
public final class Registrations {

  private final NameState before;
  private final NameDocument document;
  private final Name name;
  private final Instant now;

  private Registrations(NameState before, NameDocument document, Name name, Instant now) {
    this.before = before;
    this.document = document;
    this.name = name;
    this.now = now;
  }

  /** The row as the name's registration has it, of the same version. */
  public static NameState current(NameState row, NameDocument document, Instant now) {
    Optional<Name> name = document.name();
    return name.isEmpty() || name.get().registered().equals(row.registered())
        ? row
        : new Registrations(row, document, name.get(), now).anew();
  }

  private NameState anew() {
    Map<Registration, Map<Family, RecordState>> former = new HashMap<>();
    Set<Registration> settled = new HashSet<>(before.settled());
    Map<Family, RecordState> records = new EnumMap<>(Family.class);
    for (FormerRegistration each : document.former()) {
      Registration registration = each.registration();
      Map<Family, RecordState> remains = before.remains(registration);
      if (each.remains() == Remains.KEEP || settled.contains(registration)) {
        continue;
      }
      if (each.zone().equals(name.zone())) {
        remains.forEach(
            (family, record) -> records.put(family, record.takenOver(before.version(), now)));
        settled.add(registration);
      } else if (!remains.isEmpty()) {
        former.put(registration, remains);
      }
    }
    return new NameState(
        before.name(),
        before.version(),
        name.registered(),
        kept(before.said()),
        kept(before.more()),
        records,
        health(),
        former,
        settled);
  }

  private <T> Map<Family, Map<SiteId, T>> kept(Map<Family, Map<SiteId, T>> all) {
    Map<Family, Map<SiteId, T>> left = new EnumMap<>(Family.class);
    all.forEach(
        (family, sites) -> {
          Map<SiteId, T> kept = new HashMap<>(sites);
          kept.keySet().removeIf(site -> !name.isFedBy(site) || before.health().isStale(site));
          if (!kept.isEmpty()) {
            left.put(family, Map.copyOf(kept));
          }
        });
    return left;
  }

  private Health health() {
    Set<Member> members = new HashSet<>(name.members());
    return before.health().only(members);
  }
}
