package dev.ddns53.cli.fleet;

import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.Adoption;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.core.fleet.Registration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the registrations of names begin and end.
 *
 * <pre>
 *  name in the registry   in the file          its registration
 *  ─────────────────────  ───────────────────  ─────────────────────────────────────
 *  not there              there                begins
 *  in a zone              in the same zone     stays, and so does its adoption
 *  in a zone              in another, or anew  ends, and another one begins
 *  in a zone              not there            ends
 * </pre>
 *
 * A zone that was made anew has another id.
 *
 * @param remains what becomes of the records of registrations that end
 * @param by who ends them
 * @param finished which former registrations are forgotten
 */
public record Registrations(Instant now, Remains remains, String by, Finished finished) {

  /** Tells of former registrations whether nothing is left to do, or to be listed. */
  @FunctionalInterface
  public interface Finished {

    /** Nobody knows of any that is finished. */
    Finished NONE = (document, former) -> false;

    boolean test(NameDocument document, FormerRegistration former);
  }

  /** A name's next document; empty when nothing is left of it. */
  Optional<NameDocument> next(NameDocument before, Optional<NameEntry> entry) {
    List<FormerRegistration> former = new ArrayList<>(unfinished(before));
    Optional<ZoneId> zone = entry.flatMap(each -> ZoneId.parse(each.zone()));
    boolean stays =
        before.name().map(Name::zone).filter(old -> zone.equals(Optional.of(old))).isPresent();
    if (!stays) {
      before.name().map(this::ended).ifPresent(former::add);
    }
    Optional<Name> name = entry.map(each -> named(each, before, zone.orElseThrow(), stays));
    return name.isEmpty() && former.isEmpty()
        ? Optional.empty()
        : Optional.of(new NameDocument(before.fqdn(), name, former));
  }

  private Name named(NameEntry entry, NameDocument before, ZoneId zone, boolean stays) {
    Optional<Name> old = before.name().filter(name -> stays);
    Registration registration =
        old.map(Name::registered).orElseGet(() -> Registration.at(now, newest(before)));
    Optional<Adoption> adoption = old.flatMap(Name::adoption);
    return entry.name(before.fqdn(), zone, registration, adoption);
  }

  /** The newest of all stamps in a name's row: a new one must be later. */
  public static Registration newest(NameDocument document) {
    return Stream.of(
            document.name().map(Name::registered).stream(),
            document.name().flatMap(Name::adoption).map(Adoption::stamp).stream(),
            document.former().stream().map(FormerRegistration::registration))
        .flatMap(each -> each)
        .max(Registration::compareTo)
        .orElse(Registration.NONE);
  }

  private FormerRegistration ended(Name name) {
    return new FormerRegistration(
        name.registered(), name.zone(), now.truncatedTo(ChronoUnit.MILLIS), remains, by);
  }

  /** Former registrations of which something is left to do, or to be listed. */
  private List<FormerRegistration> unfinished(NameDocument before) {
    return before.former().stream().filter(former -> !finished.test(before, former)).toList();
  }
}
