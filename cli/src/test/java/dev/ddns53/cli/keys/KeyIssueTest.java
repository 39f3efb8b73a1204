package dev.ddns53.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry.Change.OfSite;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is issued only where its file can be had, or taken back. */
final class KeyIssueTest {

  private static final Site BEFORE =
      new Site(
          new SiteId("tokyo"),
          new SiteEntry(Duration.ofMinutes(15), Allow.DEFAULT, false),
          List.of(),
          List.of(),
          List.of());
  private static final Site AFTER =
      new KeyRing(BEFORE).issue(Instant.parse("2026-11-25T10:00:00Z"), 1);

  @TempDir private Path folder;

  private final List<OfSite> written = new ArrayList<>();

  private String refusal(Path target) {
    return refusal(target, written::add);
  }

  private static String refusal(Path target, Consumer<OfSite> write) {
    KeyIssue issue = new KeyIssue(BEFORE, AFTER, write);
    return String.valueOf(
        assertThrows(CliException.class, () -> issue.into(target, "secret-key")).getMessage());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void goodPlace_issuedAndWritten() throws IOException {
    Path target = folder.resolve("tokyo.curl");
    new KeyIssue(BEFORE, AFTER, written::add).into(target, "secret-key");
    assertEquals(
        List.of(new OfSite(BEFORE.id(), Optional.of(BEFORE), Optional.of(AFTER))), written);
    assertEquals("secret-key", Files.readString(target));
    assertEquals(List.of(target), files());
  }

  @Test
  void folder_nothingIssued() throws IOException {
    Path target = Files.createDirectory(folder.resolve("keys"));
    assertEquals(
        target + " cannot be written: it is there, and no file. Give the name of a file.",
        refusal(target));
    assertEquals(List.of(), written);
    assertEquals(List.of(target), files());
  }

  @Test
  void linkToAFolder_nothingIssued() throws IOException {
    Path keys = Files.createDirectory(folder.resolve("keys"));
    Path link = Files.createSymbolicLink(folder.resolve("tokyo.curl"), keys);
    assertTrue(refusal(link).contains("no file"));
    assertEquals(List.of(), written);
    assertTrue(Files.isSymbolicLink(link));
  }

  /** As {@code /dev/stdout} is, which a rename would destroy. */
  @Test
  void device_nothingIssued() {
    assertTrue(refusal(Path.of("/dev/null")).contains("no file"));
    assertEquals(List.of(), written);
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }

  @Test
  void missingFolder_nothingIssued() {
    Path target = folder.resolve("none/tokyo.curl");
    assertEquals(
        "%s cannot be written: there is no folder %s. Make it first."
            .formatted(target, target.getParent()),
        refusal(target));
    assertEquals(List.of(), written);
  }

  /** Nobody can make a file there, root neither. */
  @Test
  void folderThatTakesNoFiles_nothingIssued() {
    String refusal = refusal(Path.of("/proc/self/tokyo.curl"));
    assertTrue(refusal.startsWith("/proc/self/tokyo.curl cannot be written"), refusal);
    assertEquals(List.of(), written);
  }

  @Test
  void linkToAFile_replacedNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "theirs");
    Path link = Files.createSymbolicLink(folder.resolve("tokyo.curl"), elsewhere);
    new KeyIssue(BEFORE, AFTER, written::add).into(link, "secret-key");
    assertEquals(1, written.size());
    assertEquals("secret-key", Files.readString(link));
    assertEquals("theirs", Files.readString(elsewhere));
  }

  /** Stands where the file shall go, from the moment on at which the key is issued. */
  private Consumer<OfSite> puttingAFolderAt(Path target) {
    return change -> {
      written.add(change);
      try {
        Files.createDirectories(target.resolve("full"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Test
  void placeLostMeanwhile_keyTakenBack() throws IOException {
    Path target = folder.resolve("tokyo.curl");
    String refusal = refusal(target, puttingAFolderAt(target));
    assertTrue(refusal.startsWith(target + " cannot be written"), refusal);
    assertTrue(refusal.endsWith("\nNo key was issued."), refusal);
    assertEquals(
        List.of(
            new OfSite(BEFORE.id(), Optional.of(BEFORE), Optional.of(AFTER)),
            new OfSite(BEFORE.id(), Optional.of(AFTER), Optional.of(BEFORE))),
        written);
    assertEquals(List.of(target), files());
  }

  @Test
  void notToBeTakenBackEither_revocationIsSpelledOut() {
    Path target = folder.resolve("tokyo.curl");
    Consumer<OfSite> write = puttingAFolderAt(target);
    String refusal =
        refusal(
            target,
            change -> {
              if (!written.isEmpty()) {
                throw new Unavailable("the registry cannot be written", new IOException("down"));
              }
              write.accept(change);
            });
    assertTrue(
        refusal.endsWith("Revoke it: ddns53 site revoke tokyo --generation 2026-11-25T10:00:00Z"),
        refusal);
  }

  @Test
  void refusedByTheRegistry_noFileStays() throws IOException {
    String refusal =
        refusal(
            folder.resolve("tokyo.curl"),
            change -> {
              throw new CliException("Somebody else changed the registry.");
            });
    assertEquals("Somebody else changed the registry.", refusal);
    assertEquals(List.of(), files());
  }
}
