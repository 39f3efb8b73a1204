package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ddns53.cli.fleet.FleetFile.NamePlaces;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.Similar;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the operator's YAML. All that it refuses is told at once, each with its place, and good
 * values.
 */
public final class FleetReader {

  static final String SITES = "sites";
  static final String NAMES = "names";
  private static final String ZONE = "zone";

  private static final JsonPointer ROOT = JsonPointer.empty();

  private final YamlFile yaml;
  private final FleetFaults faults;
  private final SortedMap<SiteId, SiteEntry> sites = new TreeMap<>();
  private final SortedMap<Fqdn, NameEntry> names = new TreeMap<>();
  private final Map<Fqdn, String> keys = new HashMap<>();
  private final Set<String> declared = new HashSet<>();

  private FleetReader(String source, String text) {
    yaml = StrictYaml.read(text);
    faults = new FleetFaults(source, yaml);
  }

  public static FleetFile read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new CliException("There is no file " + file + ".", e);
    } catch (CharacterCodingException e) {
      throw new CliException(file + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new CliException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file's text.
   *
   * @param source what messages call the file
   */
  public static FleetFile parse(String source, String text) {
    FleetReader reader = new FleetReader(source, text);
    reader.read();
    FleetFile file = new FleetFile(source, reader.sites, reader.names, reader.places());
    reader.checkMembers(file);
    reader.checkInstances(file);
    reader.faults.refuse();
    return file;
  }

  private void read() {
    if (yaml.root().isNull()) {
      return;
    }
    try {
      Fields root = Fields.collecting(yaml.root(), "", ROOT, faults.found());
      section(root, SITES);
      section(root, NAMES);
      root.end();
    } catch (InvalidJson e) {
      faults.addLast(e);
    }
    yaml.root().path(SITES).properties().forEach(e -> addSite(e.getKey(), e.getValue()));
    yaml.root().path(NAMES).properties().forEach(e -> addName(e.getKey(), e.getValue()));
  }

  private static void section(Fields root, String section) throws InvalidJson {
    root.part(() -> root.required(section, root.object(section)));
  }

  private static JsonPointer pointer(String section, String key) {
    return ROOT.appendProperty(section).appendProperty(key);
  }

  /** How an entry is read from its fields. */
  private interface Entry<T> {
    T take(Fields fields) throws InvalidJson;
  }

  /** An entry that is left empty in YAML means all defaults. */
  private <T> Optional<T> entry(String section, String key, JsonNode value, Entry<T> entry) {
    try {
      Fields fields =
          Fields.collecting(
              value.isNull() ? JsonNodeFactory.instance.objectNode() : value,
              section + "." + key,
              pointer(section, key),
              faults.found());
      Optional<T> taken = taken(fields, entry);
      fields.end();
      return taken;
    } catch (InvalidJson e) {
      faults.addLast(e);
      return Optional.empty();
    }
  }

  private <T> Optional<T> taken(Fields fields, Entry<T> entry) {
    try {
      return Optional.of(entry.take(fields));
    } catch (InvalidJson e) {
      faults.addLast(e);
      return Optional.empty();
    }
  }

  private void addSite(String key, JsonNode value) {
    Optional<SiteId> id = SiteId.parse(key);
    if (id.isEmpty()) {
      faults.add(
          "\""
              + SITES
              + "."
              + key
              + "\" must have 1 to 64 letters, digits, dots, dashes or underscores, such as tokyo",
          pointer(SITES, key));
      return;
    }
    declared.add(key);
    entry(SITES, key, value, SiteEntry::take).ifPresent(site -> sites.put(id.get(), site));
  }

  private void addName(String key, JsonNode value) {
    Optional<Fqdn> name = DomainNames.parse(key);
    if (name.isEmpty()) {
      faults.add(
          "\"" + NAMES + "." + key + "\" must be a full domain name such as vpn.example.com",
          pointer(NAMES, key));
      return;
    }
    String before = keys.putIfAbsent(name.get(), key);
    if (before != null) {
      faults.add(
          "\""
              + NAMES
              + "."
              + key
              + "\" is there twice, spelled differently: as "
              + before
              + " too",
          pointer(NAMES, key));
      return;
    }
    Optional<NameEntry> entry = entry(NAMES, key, value, fields -> inAscii(NameEntry.take(fields)));
    entry.ifPresent(
        each -> {
          names.put(name.get(), each);
          checkZone(key, name.get(), each);
        });
  }

  private Map<Fqdn, NamePlaces> places() {
    Map<Fqdn, NamePlaces> places = new HashMap<>();
    keys.forEach(
        (name, key) -> {
          JsonPointer at = pointer(NAMES, key);
          places.put(name, new NamePlaces(yaml.place(at), yaml.place(at.appendProperty(ZONE))));
        });
    return places;
  }

  private static NameEntry inAscii(NameEntry entry) {
    return DomainNames.parse(entry.zone()).map(zone -> entry.inZone(zone.value())).orElse(entry);
  }

  private void checkZone(String key, Fqdn name, NameEntry entry) {
    Optional<Fqdn> zone = Fqdn.parse(entry.zone());
    if (zone.isPresent() && !name.isWithin(zone.get())) {
      faults.add(
          NAMES + "." + key + ".zone must be a zone that holds the name, not " + entry.zone(),
          pointer(NAMES, key).appendProperty(ZONE));
    }
  }

  private void checkMembers(FleetFile file) {
    file.fed()
        .forEach(
            (site, fed) -> {
              if (!declared.contains(site.value())) {
                faults.add(unknown(site, fed), member(site, fed.getFirst()));
              } else if (fed.size() > Limits.NAMES_PER_SITE) {
                faults.add(
                    "sites.%s feeds %d names, but one site can feed at most %d. Split it into several sites, such as %s-1 and %s-2"
                        .formatted(site, fed.size(), Limits.NAMES_PER_SITE, site, site),
                    pointer(SITES, site.value()));
              }
            });
  }

  /** What a member cannot be that is EC2 instances. */
  private void checkInstances(FleetFile file) {
    file.names()
        .forEach(
            (name, entry) -> {
              for (int i = 0; i < entry.members().size(); i++) {
                JsonPointer at = pointer(NAMES, key(name)).appendProperty("members").appendIndex(i);
                Member member = entry.members().get(i);
                member
                    .follows()
                    .flatMap(site -> Optional.ofNullable(file.sites().get(site)))
                    .flatMap(SiteEntry::instance)
                    .flatMap(selector -> misfit(member, selector, entry))
                    .ifPresent(why -> faults.add("names." + key(name) + ".members " + why, at));
              }
            });
  }

  private static Optional<String> misfit(
      Member member, InstanceSelector selector, NameEntry entry) {
    if (member instanceof Member.OfHost) {
      return Optional.of(
          "has a host at a site that is EC2 instances, which report no prefix: list the site"
              + " itself");
    }
    return Optional.of(
            "lists a site of several instances, whose addresses a probe cannot tell apart: take"
                + " out probe, or write which: newest for the site")
        .filter(why -> entry.probe().isPresent() && selector.which() == InstanceSelector.Which.ALL);
  }

  private String unknown(SiteId site, List<Fqdn> fed) {
    String where = "names." + key(fed.getFirst()) + ".members";
    if (IpAddress.parse(site.value()).isPresent()) {
      return where
          + " has the address "
          + site
          + " as if it were a site: write { address: "
          + site
          + " }";
    }
    return where
        + " lists "
        + site
        + (fed.size() > 1 ? " (and so do " + (fed.size() - 1) + " more names)" : "")
        + ", which is not among the sites. "
        + Similar.to(site.value(), declared).map(known -> "Did you mean " + known + "? ").orElse("")
        + "Add \""
        + site
        + ": {}\" under sites, or take it out of members";
  }

  private String key(Fqdn name) {
    return keys.getOrDefault(name, name.value());
  }

  /** Where a name lists a site. */
  private JsonPointer member(SiteId site, Fqdn name) {
    JsonPointer members = pointer(NAMES, key(name)).appendProperty("members");
    List<String> items = new ArrayList<>();
    yaml.root().at(members).forEach(item -> items.add(item.asText()));
    return members.appendIndex(items.indexOf(site.value()));
  }
}
