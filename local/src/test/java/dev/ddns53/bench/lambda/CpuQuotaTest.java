package dev.ddns53.bench.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where this user may make control groups. */
@Timeout(60)
class CpuQuotaTest {

  private static final String TELL =
      """
      group=$(sed -n 's,^.*:/\\(ddns53-bench-[0-9]*\\)$,\\1,p' /proc/self/cgroup)
      cat "/sys/fs/cgroup/cpu/$group/cpu.cfs_quota_us" 2>/dev/null ||
        cut -d ' ' -f 1 "/sys/fs/cgroup/$group/cpu.max"
      """;

  @Test
  void command_runsWithinIt() throws IOException, InterruptedException {
    Optional<CpuQuota> quota = CpuQuota.of(0.25);
    assumeTrue(quota.isPresent(), "no control group can be made here");
    try (CpuQuota quarter = quota.orElseThrow()) {
      Process process = new ProcessBuilder(quarter.around(List.of("sh", "-c", TELL))).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertEquals(0, process.waitFor());
      assertEquals("5000", printed);
    }
  }
}
