package dev.ddns53.core.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The documents that registry rows hold: the operator's entry, and beside it what commands keep
 * there (a site's names, their zones and its keys; a name's registrations and adoption).
 */
public final class RegistryDocuments {

  private static final int MOST_FORMER = 100;
  private static final int MOST_SETS = 300;

  private RegistryDocuments() {}

  /** Reads the document of {@code site#<id>}. */
  public static Site site(SiteId id, String document) throws InvalidJson {
    Fields fields = StrictJson.object(document);
    SiteEntry entry = SiteEntry.take(fields);
    List<Fqdn> names =
        fields
            .texts("names", Limits.NAMES_PER_SITE, "a domain name", Fqdn::parse)
            .orElse(List.of());
    List<KeyGeneration> keys =
        fields
            .list("keys", Limits.LIVE_KEYS, (item, at) -> key(fields.item("keys", item, at)))
            .orElse(List.of());
    List<ZoneId> zones =
        fields
            .texts("zones", Limits.NAMES_PER_SITE, "a hosted zone's id", ZoneId::parse)
            .orElse(List.of());
    fields.end();
    return new Site(id, entry, names, zones, keys);
  }

  private static KeyGeneration key(Fields fields) throws InvalidJson {
    KeyGeneration key =
        new KeyGeneration(
            fields.required("issued", fields.text("issued", "a time", RegistryDocuments::second)),
            fields.required("master", fields.number("master", 1, Long.MAX_VALUE)),
            fields
                .text(
                    "nonce",
                    "hexadecimal digits",
                    text -> Optional.of(text).filter(KeyGeneration::isNonce))
                .orElse(""));
    fields.end();
    return key;
  }

  private static Optional<Instant> second(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(time -> time.truncatedTo(ChronoUnit.SECONDS).equals(time));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  /** Reads the document of {@code name#<fqdn>}. */
  public static NameDocument name(Fqdn fqdn, String document) throws InvalidJson {
    Fields fields = StrictJson.object(document);
    List<FormerRegistration> former =
        fields
            .list("former", MOST_FORMER, (item, at) -> former(fields.item("former", item, at)))
            .orElse(List.of());
    Optional<Name> name =
        fields.has("zone") ? Optional.of(registered(fqdn, fields)) : Optional.empty();
    fields.end();
    return new NameDocument(fqdn, name, former);
  }

  private static Name registered(Fqdn fqdn, Fields fields) throws InvalidJson {
    NameEntry entry = NameEntry.take(fields);
    Registration registration = registration(fields, "registered");
    Optional<Fields> adoption = fields.object("adoption");
    return entry.name(
        fqdn,
        zone(entry.zone(), "zone"),
        registration,
        adoption.isEmpty() ? Optional.empty() : Optional.of(adoption(adoption.get())));
  }

  private static ZoneId zone(String text, String field) throws InvalidJson {
    return ZoneId.parse(text)
        .orElseThrow(() -> new InvalidJson(field + " must be a hosted zone's id"));
  }

  private static Adoption adoption(Fields fields) throws InvalidJson {
    Adoption adoption =
        new Adoption(
            registration(fields, "stamp"),
            fields.texts("sets", MOST_SETS, "a record set", Optional::of).orElse(List.of()),
            Set.copyOf(
                fields
                    .texts("deleted", Family.values().length, "A or AAAA", Family::ofRecordType)
                    .orElse(List.of())),
            fields.text("by").orElse(""));
    fields.end();
    return adoption;
  }

  private static FormerRegistration former(Fields fields) throws InvalidJson {
    FormerRegistration former =
        new FormerRegistration(
            registration(fields, "registered"),
            fields.required("zone", fields.text("zone", "a hosted zone's id", ZoneId::parse)),
            fields.required("ended", fields.text("ended", "a time", RegistryDocuments::time)),
            fields.required(
                "remains", fields.text("remains", "keep or withdraw", RegistryDocuments::remains)),
            fields.text("by").orElse(""));
    fields.end();
    return former;
  }

  private static Registration registration(Fields fields, String field) throws InvalidJson {
    return new Registration(
        fields.required(field, fields.text(field, "a time", RegistryDocuments::time)));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(time -> time.truncatedTo(ChronoUnit.MILLIS).equals(time));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  private static Optional<FormerRegistration.Remains> remains(String text) {
    return Arrays.stream(FormerRegistration.Remains.values())
        .filter(remains -> slug(remains).equals(text))
        .findFirst();
  }

  private static String slug(FormerRegistration.Remains remains) {
    return remains.name().toLowerCase(Locale.ROOT);
  }

  public static String document(Site site) {
    ObjectNode node = site.entry().toJson();
    ArrayNode names = node.putArray("names");
    site.names().forEach(name -> names.add(name.value()));
    ArrayNode zones = node.putArray("zones");
    site.zones().forEach(zone -> zones.add(zone.value()));
    ArrayNode keys = node.putArray("keys");
    for (KeyGeneration key : site.keys()) {
      ObjectNode generation = keys.addObject();
      generation.put("issued", key.issued().toString()).put("master", key.masterVersion());
      if (!key.nonce().isEmpty()) {
        generation.put("nonce", key.nonce());
      }
    }
    return StrictJson.text(node);
  }

  public static String document(NameDocument document) {
    ObjectNode node =
        document
            .name()
            .map(RegistryDocuments::json)
            .orElseGet(JsonNodeFactory.instance::objectNode);
    if (!document.former().isEmpty()) {
      ArrayNode former = node.putArray("former");
      for (FormerRegistration each : document.former()) {
        former
            .addObject()
            .put("registered", each.registration().toString())
            .put("zone", each.zone().value())
            .put("ended", each.ended().toString())
            .put("remains", slug(each.remains()))
            .put("by", each.by());
      }
    }
    return StrictJson.text(node);
  }

  private static ObjectNode json(Name name) {
    ObjectNode node = NameEntry.of(name).toJson();
    node.put("registered", name.registered().toString());
    if (name.adoption().isPresent()) {
      Adoption adoption = name.adoption().get();
      ObjectNode agreed = node.putObject("adoption");
      agreed.put("stamp", adoption.stamp().toString());
      ArrayNode sets = agreed.putArray("sets");
      adoption.sets().forEach(sets::add);
      if (!adoption.deleted().isEmpty()) {
        ArrayNode deleted = agreed.putArray("deleted");
        adoption.deleted().stream().sorted().map(Family::recordType).forEach(deleted::add);
      }
      agreed.put("by", adoption.by());
    }
    return node;
  }
}
