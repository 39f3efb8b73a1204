package dev.ddns53.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {

  @TempDir private Path folder;

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void written_forItsOwnerOnly() throws IOException {
    Path file = folder.resolve("tokyo.curl");
    SecretFile.write(file, "key");
    assertEquals("rw-------", mode(file));
    assertEquals("key", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void openFile_replacedByAPrivateOne() throws IOException {
    Path file = Files.writeString(folder.resolve("tokyo.curl"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    SecretFile.write(file, "new");
    assertEquals("rw-------", mode(file));
    assertEquals("new", Files.readString(file));
  }

  /** Whoever planted a link does not get the key at its other end. */
  @Test
  void link_replacedNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "theirs");
    Path link = Files.createSymbolicLink(folder.resolve("tokyo.curl"), elsewhere);
    SecretFile.write(link, "key");
    assertFalse(Files.isSymbolicLink(link));
    assertEquals("theirs", Files.readString(elsewhere));
  }

  @Test
  void draft_privateFromTheStartAndNotYetInPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("tokyo.curl"), "old");
    try (SecretFile draft = SecretFile.draft(file, "new")) {
      assertEquals("old", Files.readString(file));
      Path beside = files().stream().filter(each -> !each.equals(file)).findFirst().orElseThrow();
      assertEquals("rw-------", mode(beside));
      draft.publish();
      assertEquals("new", Files.readString(file));
    }
    assertEquals(List.of(file), files());
  }

  @Test
  void droppedDraft_leavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("tokyo.curl"), "old");
    SecretFile.draft(file, "new").close();
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void noFolder_explainedWithoutTheSecret() {
    Path file = folder.resolve("none/tokyo.curl");
    CliException e = assertThrows(CliException.class, () -> SecretFile.write(file, "secret-key"));
    assertTrue(String.valueOf(e.getMessage()).startsWith(file + " cannot be written"));
    assertFalse(String.valueOf(e.getMessage()).contains("secret-key"));
  }

  @Test
  void folderInTheWay_draftDropped() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("tokyo.curl"));
    Files.writeString(inTheWay.resolve("x"), "");
    assertThrows(CliException.class, () -> SecretFile.write(inTheWay, "key"));
    assertEquals(List.of(inTheWay), files());
  }
}
