package dev.ddns53.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
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
          cold --variants gox        | there is plain, appcds, aot, primed, python, go
          cases T99                  | There is T1, T2, T7, T8, T9.
          """)
  void nothingToMeasure_refused(String line, String word) {
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new Bench()).setErr(new PrintWriter(err)).execute(line.split(" ", -1));
    assertEquals(CommandLine.ExitCode.USAGE, status);
    assertTrue(err.toString().contains(word), err.toString());
  }
}
