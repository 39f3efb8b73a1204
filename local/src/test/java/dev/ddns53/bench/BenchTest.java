package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class BenchTest {

  /** Of nothing there is no figure, and what is not there cannot be good. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          burst --sites 0            | it must be 1 or more, not 0
          burst --zones -1           | it must be 1 or more, not -1
          recheck --names 0          | it must be 1 or more, not 0
          timing --requests 0        | it must be 1 or more, not 0
          timing --at-once 0         | it must be 1 or more, not 0
          scale --rate 500,0         | it must be 1 or more, not 0
          scale --shards 0           | it must be 1 or more, not 0
          scale --seconds 0          | it must be 1 or more, not 0
          cold --runs 0              | it must be 1 or more, not 0
          cold --warm many           | it must be 1 or more, not many
          cold --vcpus -1            | it must be such as 0.29 or 1, not -1
          cold --variants gox        | there is plain, appcds, aot, primed, python, go
          quick --warm 0             | it must be 1 or more, not 0
          cases T99                  | There is T1, T2, T7, T8, T9.
          """)
  void nothingToMeasure_refused(String line, String word) {
    StringWriter err = new StringWriter();
    int status = Bench.commandLine().setErr(new PrintWriter(err)).execute(line.split(" ", -1));
    assertEquals(CommandLine.ExitCode.USAGE, status);
    assertTrue(err.toString().contains(word), err.toString());
  }

  /** Before anything is measured, so that nobody waits for a verdict that cannot come. */
  @Test
  void boundsWithoutAFigure_refusedInASentence(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bounds"), "jars = 1\n");
    StringWriter err = new StringWriter();
    int status =
        Bench.commandLine()
            .setErr(new PrintWriter(err))
            .execute("quick", "--bounds", file.toString());
    assertEquals(CommandLine.ExitCode.SOFTWARE, status);
    assertEquals("The figure zip-kib has no bound.", err.toString().strip());
  }
}
