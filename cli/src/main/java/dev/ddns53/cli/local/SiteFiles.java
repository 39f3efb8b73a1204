package dev.ddns53.cli.local;

import dev.ddns53.Wiring;
import dev.ddns53.cli.keys.CurlConfig;
import dev.ddns53.cli.keys.KeyRing;
import dev.ddns53.cli.keys.SecretFile;
import dev.ddns53.core.auth.SiteKeys.Purpose;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.Registry.Change.OfSite;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A curl configuration for each site, so that {@code curl -K} with it is a whole client. Written
 * anew at each start, since the port may be another one.
 *
 * @param folder the files' place; each is {@code <site>.curl}
 * @param api the base address that clients call
 */
public record SiteFiles(Path folder, URI api, Wiring wiring) {

  /**
   * Issues a key to each site that has none, and writes the newest key of each. Instances have
   * none.
   */
  public void write(Instant now) {
    makeFolder();
    for (Site site : wiring.registry().read().sites()) {
      if (site.instance().isPresent()) {
        continue;
      }
      Site keyed = site.keys().isEmpty() ? issue(site, now) : site;
      KeyGeneration newest = new KeyRing(keyed).newest().orElseThrow();
      String key = wiring.keys().derive(keyed.id(), newest, Purpose.SIGN);
      SecretFile.write(file(site), CurlConfig.text(api, keyed.id(), key));
    }
  }

  private Path file(Site site) {
    return file(folder, site);
  }

  /** The file of a site in this folder. */
  public static Path file(Path folder, Site site) {
    return folder.resolve(site.id() + ".curl");
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CliException(folder + " cannot be made: " + e, e);
    }
  }

  private Site issue(Site site, Instant now) {
    long master = wiring.masterKeys().latest().version();
    Site keyed = new KeyRing(site).issue(now, master);
    Registry.Change change = new OfSite(site.id(), Optional.of(site), Optional.of(keyed));
    if (!wiring.registry().write(List.of(change))) {
      throw new CliException("Somebody else writes this registry. Start again.");
    }
    return keyed;
  }
}
