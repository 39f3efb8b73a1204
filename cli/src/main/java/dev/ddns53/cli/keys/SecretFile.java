package dev.ddns53.cli.keys;

import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A file that only its owner can read (mode 0600), from its first byte on. */
public final class SecretFile implements AutoCloseable {

  private final Path target;
  private final Path draft;

  private SecretFile(Path target, Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Writes beside the target, down to the disk, so that little is left that can go wrong. {@link
   * #publish} puts it in place, {@link #close} drops it. Only a file, or a link to one, may stand
   * at the target; the link itself is replaced, not followed.
   */
  public static SecretFile draft(Path target, String text) {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new CliException(
          target + " cannot be written: it is there, and no file. Give the name of a file.");
    }
    SecretFile file = new SecretFile(target, create(target));
    try {
      file.fill(text);
    } catch (IOException e) {
      file.close();
      throw cannotBeWritten(target, e);
    }
    return file;
  }

  private static Path create(Path target) {
    Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(target);
    try {
      return Files.createTempFile(
          folder,
          ".ddns53-",
          ".tmp",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (NoSuchFileException e) {
      throw new CliException(
          "%s cannot be written: there is no folder %s. Make it first.".formatted(target, folder),
          e);
    } catch (IOException e) {
      throw cannotBeWritten(target, e);
    }
  }

  private void fill(String text) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
  }

  private static CliException cannotBeWritten(Path target, IOException e) {
    return new CliException(target + " cannot be written: " + e, e);
  }

  /** Replaces the target at once. */
  public void publish() {
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotBeWritten(target, e);
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
