package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader("")));
    return Ddns53.commandLine(terminal, InstantSource.system()).execute(arguments);
  }

  private int line(String line) {
    return run(line.isEmpty() ? new String[0] : line.split(" ", -1));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "site",
        "name",
        "nothing",
        "site nothing",
        "apply",
        "apply fleet.yaml",
        "apply -f",
        "apply -f a -f b",
        "apply -f a --force",
        "apply -f a --max-remove",
        "apply -f a --max-remove many",
        "apply -f a --keep-records=maybe",
        "init extra",
        "status extra",
        "site list extra",
        "site show",
        "site show a b",
        "site key",
        "site key tokyo --out",
        "site revoke",
        "site revoke tokyo --generation yesterday",
        "name adopt",
        "name adopt a.b c.d",
        "name repair",
        "name repair a.b c.d",
        "name orphans extra",
        "recheck extra",
        "instance",
        "instance stop",
        "instance launch --tag web",
        "instance tag i-1",
        "preflight extra",
        "preflight -c zones",
        "--local",
        "--stack",
        "--nonsense"
      })
  void wrongUsage_exits2AndSaysOnStandardErrorHowItGoes(String line) {
    assertEquals(2, line(line));
    assertEquals("", out());
    assertTrue(err().contains("Usage:") || err().contains("Did you mean"), err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "apply --help",
        "init --help",
        "status --help",
        "site --help",
        "site list --help",
        "site show --help",
        "site key --help",
        "site revoke --help",
        "name --help",
        "name list --help",
        "name adopt --help",
        "name repair --help",
        "name orphans --help",
        "recheck --help",
        "instance --help",
        "instance launch --help",
        "preflight --help"
      })
  void help_exits0OnStandardOutput(String line) {
    assertEquals(0, line(line));
    assertEquals("", err());
    String command = ("ddns53 " + line).replaceAll(" (--help|-h)$", "");
    assertTrue(out().contains("Usage: " + command), out());
  }

  @Test
  void help_namesEveryCommand() {
    line("--help");
    for (String command :
        List.of(
            "apply",
            "init",
            "status",
            "site",
            "name",
            "preflight",
            "instance",
            "--local",
            "--stack")) {
      assertTrue(out().contains(command), out());
    }
  }

  @Test
  void applyHelp_saysWhatRemovalsDo() {
    line("apply --help");
    for (String word :
        List.of("--keep-records", "--max-remove=N", "30 %", "withdraws", "onDrift")) {
      assertTrue(out().contains(word), out());
    }
  }

  @Test
  void stackOfAnotherName_exits2AndSaysHowNamesLook() {
    assertEquals(2, line("--stack Staging status"));
    assertTrue(err().contains("a stack's name is ddns53, or begins with ddns53-"), err());
  }

  @Test
  void negativeMaxRemove_exits1() {
    assertEquals(1, line("apply -f fleet.yaml --max-remove -1"));
    assertTrue(err().contains("--max-remove"), err());
  }

  @Test
  void version_printed() {
    assertEquals(0, line("--version"));
    assertTrue(out().startsWith("ddns53 "), out());
  }

  @Test
  void noInstance_exits1AndSaysHowToStartOne(@TempDir Path folder) {
    for (String line :
        List.of("status", "site list", "name list", "site show tokyo", "name orphans")) {
      out.reset();
      err.reset();
      assertEquals(1, line("--local " + folder + " " + line));
      assertEquals("", out());
      assertTrue(err().contains("No local instance runs in " + folder), err());
      assertTrue(err().contains("ddns53 local --data"), err());
    }
  }

  @Test
  void noFile_exits1WithoutOpeningAnything(@TempDir Path folder) {
    assertEquals(1, line("--local " + folder + " apply -f " + folder + "/none.yaml"));
    assertEquals("There is no file " + folder + "/none.yaml.", err().strip());
  }

  @Test
  void contradiction_exits1(@TempDir Path folder) {
    String line = " site revoke tokyo --older --generation 2026-11-23T20:20:46Z";
    assertEquals(1, line("--local " + folder + line));
    assertTrue(err().contains("either --older or --generation"), err());
  }
}
