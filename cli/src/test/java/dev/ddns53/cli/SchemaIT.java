package dev.ddns53.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.handler.BatchLog;
import dev.ddns53.handler.RequestLog;
import dev.ddns53.local.LocalInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * schemathesis makes requests of {@code docs/protocol.yaml}, such as it allows and such as it does
 * not, and compares the answers with it.
 */
class SchemaIT {

  /** So many that none reports twice in a second, or changes too often. */
  private static final int SITES = 1_000;

  /**
   * Requests that schemathesis makes up for each operation; {@code -Dschema.examples} says how
   * many.
   */
  private static final int EXAMPLES = Integer.getInteger("schema.examples", 200);

  @TempDir private Path folder = Path.of("");

  /** Counts answers by their status. */
  private static final class Answers implements RequestLog, BatchLog {

    private final Map<Integer, Integer> byStatus = new ConcurrentSkipListMap<>();

    @Override
    public void answered(RequestLog.Entry entry) {
      byStatus.merge(entry.status(), 1, Integer::sum);
    }

    @Override
    public void published(BatchLog.Entry entry) {}

    int count(int least, int most) {
      return byStatus.entrySet().stream()
          .filter(each -> each.getKey() >= least && each.getKey() <= most)
          .mapToInt(Map.Entry::getValue)
          .sum();
    }
  }

  private Path fleet() throws IOException {
    String sites =
        IntStream.range(0, SITES)
            .mapToObj("  s%04d: {}"::formatted)
            .collect(Collectors.joining("\n"));
    String names =
        IntStream.range(0, SITES)
            .mapToObj(
                "  s%1$04d.sites.example.com: { zone: example.com, members: [s%1$04d] }"::formatted)
            .collect(Collectors.joining("\n"));
    return Files.writeString(
        folder.resolve("fleet.yaml"), "sites:\n" + sites + "\nnames:\n" + names + "\n");
  }

  private static Path config(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("schemathesis.toml"),
        """
        # What a request may meet beside the schema: another's name (403), an address that is not public (422).
        [checks]
        positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422, 429, 503]
        negative_data_rejection.expected-statuses = ["4xx"]
        # The gateway knows methods and paths together: what is no route is 404, never 405.
        unsupported_method.enabled = false
        """);
  }

  @Test
  void everyAnswer_isAsTheSchemaSays() throws IOException, InterruptedException {
    String schemathesis = Others.program("schemathesis", "schemathesis");
    Answers answers = new Answers();
    Path log = folder.resolve("schemathesis.log");
    try (LocalInstance instance = RunningLocal.in(folder, Optional.of(fleet()), answers)) {
      ProcessBuilder run =
          new ProcessBuilder(
                  schemathesis,
                  "--config-file",
                  config(folder).toString(),
                  "run",
                  Path.of("..", "docs", "protocol.yaml").toRealPath().toString(),
                  "--url",
                  instance.file().http().toString(),
                  "--phases",
                  "examples,coverage,fuzzing",
                  "--max-examples",
                  Integer.toString(EXAMPLES),
                  "--seed",
                  "53",
                  "--no-color")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      run.environment().put("SCHEMATHESIS_HOOKS", "signed_sites");
      run.environment().put("PYTHONPATH", Path.of("src", "test", "python").toRealPath().toString());
      run.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      run.environment().put("DDNS53_SITES", folder.resolve("sites").toString());
      Process process = run.start();
      assertTrue(process.waitFor(9, TimeUnit.MINUTES), () -> read(log));
      assertEquals(0, process.exitValue(), () -> answers.byStatus + "\n" + read(log));
    }
    System.out.println("schemathesis: answers by status " + answers.byStatus);
    assertTrue(answers.count(100, 599) >= EXAMPLES, answers.byStatus::toString);
    assertTrue(answers.count(200, 202) >= EXAMPLES / 4, answers.byStatus::toString);
    assertEquals(0, answers.count(500, 599), answers.byStatus::toString);
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
