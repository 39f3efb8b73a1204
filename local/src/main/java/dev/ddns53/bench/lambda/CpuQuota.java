package dev.ddns53.bench.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * So much of the processors and no more, as Lambda gives: by a control group of Linux, version 2 or
 * 1, where this user may make one.
 */
public final class CpuQuota implements AutoCloseable {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final int PERIOD_MICROS = 20_000;

  /** Joins the group, and becomes the command. */
  private static final String JOIN = "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"";

  private final Path group;

  private CpuQuota(Path group) {
    this.group = group;
  }

  /**
   * Makes a group.
   *
   * @param processors such as 0.29, which is what a function of 512 MB has
   * @return empty where none can be made
   */
  public static Optional<CpuQuota> of(double processors) {
    boolean second = Files.isRegularFile(GROUPS.resolve("cgroup.controllers"));
    Path parent = second ? GROUPS : GROUPS.resolve("cpu");
    Path group = parent.resolve("ddns53-bench-" + ProcessHandle.current().pid());
    long quota = Math.round(processors * PERIOD_MICROS);
    try {
      Files.createDirectory(group);
      if (second) {
        Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
      } else {
        Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
      }
      return Optional.of(new CpuQuota(group));
    } catch (IOException | UnsupportedOperationException notHere) {
      new CpuQuota(group).close();
      return Optional.empty();
    }
  }

  /** A command that starts another one within it; the process is the same. */
  public List<String> around(List<String> command) {
    List<String> joined = new ArrayList<>(List.of("sh", "-c", JOIN, group.toString()));
    joined.addAll(command);
    return joined;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(group);
    } catch (IOException stillInUse) {
      // A process that has just been killed may stand in it yet; the group holds nothing else.
    }
  }
}
