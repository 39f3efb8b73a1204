package dev.ddns53.local;

import dev.ddns53.instance.InstanceFile;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of a local instance: readable by its owner only, and one instance's at a time. */
final class DataFolder implements AutoCloseable {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes the folder if it is not there, and takes it for this process. */
  static DataFolder take(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
      requireOwnerOnly(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve(InstanceFile.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new CliException(
            "Another instance runs in "
                + path
                + ". Stop it, or give this one another folder with --data.");
      }
      return new DataFolder(path, channel);
    } catch (FileAlreadyExistsException noFolder) {
      throw new CliException(
          path + " is no folder, so no state can be kept there. Give a folder with --data.",
          noFolder);
    } catch (IOException e) {
      throw new CliException(
          path
              + " cannot be used as a folder for state ("
              + e.getMessage()
              + "). Give another with --data.",
          e);
    }
  }

  /** Tables and journal hold what others must not read. */
  private static void requireOwnerOnly(Path path) throws IOException {
    Set<PosixFilePermission> others = new HashSet<>(Files.getPosixFilePermissions(path));
    others.removeAll(OWNER_ONLY);
    if (!others.isEmpty()) {
      throw new CliException(
          path
              + " can be used by others than its owner. Close it to them: chmod 700 "
              + path
              + ", or give another folder with --data.");
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  /** Lets go of the folder; the lock's file stays, or two could lock different ones. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
