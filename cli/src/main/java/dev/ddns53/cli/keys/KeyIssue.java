package dev.ddns53.cli.keys;

import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.Registry.Change.OfSite;
import dev.ddns53.terminal.CliException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A key that comes into force only where its file can be had.
 *
 * <pre>
 *  the file                       the key
 *  ─────────────────────────────  ──────────────────────────────────────────────
 *  cannot be written beside it    is not issued
 *  is written beside it           is issued, then the file put in place
 *  cannot be put in place         is taken back; if that fails too, its revocation
 *                                 is spelled out
 * </pre>
 *
 * @param write makes the registry what a change says, or throws
 */
public record KeyIssue(Site before, Site after, Consumer<OfSite> write) {

  /** Issues the key without a file. */
  public void run() {
    write.accept(change(before, after));
  }

  /**
   * Issues the key together with the file that holds it.
   *
   * @throws CliException when there is neither file nor key
   */
  public void into(Path target, String text) {
    try (SecretFile file = SecretFile.draft(target, text)) {
      run();
      try {
        file.publish();
      } catch (CliException notInPlace) {
        throw takenBack(notInPlace);
      }
    }
  }

  private CliException takenBack(CliException notInPlace) {
    try {
      write.accept(change(after, before));
    } catch (RuntimeException e) {
      notInPlace.addSuppressed(e);
      return new CliException(
          "%s%nThe key was issued, is lost, and could not be taken back. Revoke it: ddns53 site revoke %s --generation %s"
              .formatted(notInPlace.getMessage(), after.id(), generation().issued()),
          notInPlace);
    }
    return new CliException(notInPlace.getMessage() + "\nNo key was issued.", notInPlace);
  }

  private KeyGeneration generation() {
    return new KeyRing(after).newest().orElseThrow();
  }

  private static OfSite change(Site from, Site to) {
    return new OfSite(to.id(), Optional.of(from), Optional.of(to));
  }
}
