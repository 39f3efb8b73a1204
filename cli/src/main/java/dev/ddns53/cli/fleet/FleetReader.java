package dev.ddns53.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the operator's YAML. What it refuses, it explains with the path and a good value. */
public final class FleetReader {

  private static final String SITES = "sites";
  private static final String NAMES = "names";
  private static final String GOOD_SITE =
      """
      A site looks like this:
        tokyo: { staleAfter: 15m, allow: { sources: [203.0.113.0/24] } }
      and has no fields but staleAfter and allow (sources, addresses, private, sameAsSource).\
      """;
  private static final String GOOD_NAME =
      """
      A name looks like this:
        vpn.example.com:
          zone: example.com
          ttl: 60
          publish: first-healthy
          members: [tokyo, { address: 192.0.2.80 }]
          probe: { tcp: 443, failures: 3, recoveries: 2 }
          onDrift: alert
      and has no other fields.\
      """;
  private static final String GOOD_FILE =
      """
      A file looks like this:
        sites:
          tokyo: {}
        names:
          vpn.example.com: { zone: example.com, members: [tokyo] }\
      """;

  private FleetReader() {}

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
    Entries entries = new Entries(source);
    JsonNode root = entries.root(text);
    SortedMap<SiteId, SiteEntry> sites = new TreeMap<>();
    SortedMap<Fqdn, NameEntry> names = new TreeMap<>();
    root.path(SITES).properties().forEach(e -> entries.addSite(e.getKey(), e.getValue(), sites));
    root.path(NAMES).properties().forEach(e -> entries.addName(e.getKey(), e.getValue(), names));
    FleetFile file = new FleetFile(source, sites, names);
    file.fed().forEach((site, fed) -> entries.checkMember(site, fed, sites));
    return file;
  }

  private record Entries(String source) {

    JsonNode root(String text) {
      try {
        JsonNode tree = StrictYaml.tree(text);
        Fields root = Fields.of(tree, "");
        root.required(SITES, root.object(SITES));
        root.required(NAMES, root.object(NAMES));
        root.end();
        return tree;
      } catch (InvalidJson e) {
        throw refused(e, GOOD_FILE);
      }
    }

    void addSite(String key, JsonNode value, SortedMap<SiteId, SiteEntry> sites) {
      try {
        SiteId id =
            SiteId.parse(key)
                .orElseThrow(
                    () ->
                        new InvalidJson(
                            quoted(SITES, key)
                                + " must have 1 to 64 letters, digits, dots, dashes or"
                                + " underscores, such as tokyo"));
        Fields fields = fields(value, SITES + "." + key);
        sites.put(id, SiteEntry.take(fields));
        fields.end();
      } catch (InvalidJson e) {
        throw refused(e, GOOD_SITE);
      }
    }

    void addName(String key, JsonNode value, SortedMap<Fqdn, NameEntry> names) {
      try {
        Fqdn name =
            Fqdn.parse(key)
                .orElseThrow(
                    () ->
                        new InvalidJson(
                            quoted(NAMES, key)
                                + " must be a full domain name such as vpn.example.com"));
        Fields fields = fields(value, NAMES + "." + key);
        NameEntry entry = NameEntry.take(fields);
        fields.end();
        if (names.put(name, entry) != null) {
          throw new InvalidJson(quoted(NAMES, key) + " is there twice, spelled differently");
        }
        checkZone(key, name, entry);
      } catch (InvalidJson e) {
        throw refused(e, GOOD_NAME);
      }
    }

    /** An entry that is left empty in YAML means all defaults. */
    private static Fields fields(JsonNode value, String path) throws InvalidJson {
      return Fields.of(value.isNull() ? JsonNodeFactory.instance.objectNode() : value, path);
    }

    private static void checkZone(String key, Fqdn name, NameEntry entry) throws InvalidJson {
      Optional<Fqdn> zone = Fqdn.parse(entry.zone());
      if (zone.isPresent() && !name.isWithin(zone.get())) {
        throw new InvalidJson(
            NAMES + "." + key + ".zone must be a zone that holds the name, not " + entry.zone());
      }
    }

    void checkMember(SiteId site, List<Fqdn> fed, SortedMap<SiteId, SiteEntry> sites) {
      if (!sites.containsKey(site)) {
        throw new CliException(
            "%s: names.%s.members lists %s, which is not among the sites. Add \"%s: {}\" under sites, or take it out of members."
                .formatted(source, fed.getFirst(), site, site));
      }
      if (fed.size() > Limits.NAMES_PER_SITE) {
        throw new CliException(
            "%s: sites.%s feeds %d names, but one site can feed at most %d. Split it into several sites, such as %s-1 and %s-2."
                .formatted(source, site, fed.size(), Limits.NAMES_PER_SITE, site, site));
      }
    }

    private CliException refused(InvalidJson e, String example) {
      return new CliException(source + ": " + e.getMessage() + ".\n" + example, e);
    }

    private static String quoted(String section, String key) {
      return "\"" + section + "." + key + "\"";
    }
  }
}
