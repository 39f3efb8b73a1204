package dev.ddns53.core.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.KeyGeneration;
import dev.ddns53.core.model.Limits;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.Site;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.ZoneId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The documents that registry rows hold: the operator's entry, and beside it what commands keep
 * there (a site's names and keys, whether a name was adopted).
 */
public final class RegistryDocuments {

  private RegistryDocuments() {}

  /** Reads the document of {@code site#<id>}. */
  public static Site site(SiteId id, String document) throws InvalidJson {
    Fields fields = StrictJson.object(document);
    SiteEntry entry = SiteEntry.take(fields);
    List<Fqdn> names =
        fields
            .texts("names", Limits.NAMES_PER_SITE, "a domain name", Fqdn::parse)
            .orElse(List.of());
    List<KeyGeneration> keys = new ArrayList<>();
    for (JsonNode item : fields.items("keys", Limits.LIVE_KEYS).orElse(List.of())) {
      keys.add(key(Fields.of(item, fields.at("keys") + "[]")));
    }
    fields.end();
    return new Site(id, entry.staleAfter(), entry.allow(), names, keys);
  }

  private static KeyGeneration key(Fields fields) throws InvalidJson {
    KeyGeneration key =
        new KeyGeneration(
            fields.required("issued", fields.text("issued", "a time", RegistryDocuments::second)),
            fields.required("master", fields.number("master", 1, Long.MAX_VALUE)));
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
  public static Name name(Fqdn fqdn, String document) throws InvalidJson {
    Fields fields = StrictJson.object(document);
    NameEntry entry = NameEntry.take(fields);
    boolean adopted = fields.flag("adopted").orElse(false);
    fields.end();
    ZoneId zone =
        ZoneId.parse(entry.zone())
            .orElseThrow(() -> new InvalidJson("zone must be a hosted zone's id"));
    return entry.name(fqdn, zone, adopted);
  }

  public static String document(Site site) {
    ObjectNode node = new SiteEntry(site.staleAfter(), site.allow()).toJson();
    ArrayNode names = node.putArray("names");
    site.names().forEach(name -> names.add(name.value()));
    ArrayNode keys = node.putArray("keys");
    for (KeyGeneration key : site.keys()) {
      keys.addObject().put("issued", key.issued().toString()).put("master", key.masterVersion());
    }
    return StrictJson.text(node);
  }

  public static String document(Name name) {
    ObjectNode node = NameEntry.of(name).toJson();
    if (name.adopted()) {
      node.put("adopted", true);
    }
    return StrictJson.text(node);
  }
}
