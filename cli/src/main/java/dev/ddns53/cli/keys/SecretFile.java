package dev.ddns53.cli.keys;

import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner can read (mode 0600), from its first byte on. */
public final class SecretFile implements AutoCloseable {

  private final Path target;
  private final Path draft;

  private SecretFile(Path target, Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /** Writes beside the target; {@link #publish} puts it in place, {@link #close} drops it. */
  public static SecretFile draft(Path target, String text) {
    Path folder = target.toAbsolutePath().getParent();
    try {
      Path draft =
          Files.createTempFile(
              folder,
              ".ddns53-",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, text);
      return new SecretFile(target, draft);
    } catch (IOException e) {
      throw new CliException(target + " cannot be written: " + e, e);
    }
  }

  /** Replaces the target at once. */
  public void publish() {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CliException(target + " cannot be written: " + e, e);
    }
  }

  public static void write(Path target, String text) {
    try (SecretFile file = draft(target, text)) {
      file.publish();
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      throw new CliException(draft + " holds a key and cannot be deleted: " + e, e);
    }
  }
}
