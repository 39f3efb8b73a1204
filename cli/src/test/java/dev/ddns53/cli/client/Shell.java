package dev.ddns53.cli.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A shell of POSIX's kind, as it is called to run a script. */
enum Shell {
  DASH("dash"),
  BASH("bash --posix"),
  BUSYBOX("busybox sh"),
  KSH("ksh"),
  YASH("yash"),
  ZSH("zsh --emulate sh"),
  MKSH("mksh");

  private final String line;

  Shell(String line) {
    this.line = line;
  }

  /** The one that this machine's scripts run in. */
  static List<String> usual() {
    return List.of(tool("sh").orElseThrow());
  }

  /** How it is called; skips the test where it is not there. */
  List<String> command() {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    Optional<String> program = tool(words.getFirst());
    assumeTrue(program.isPresent(), () -> "skipped: there is no " + words.getFirst() + " here");
    words.set(0, program.orElseThrow());
    return words;
  }

  /** Where a program is on the PATH. */
  static Optional<String> tool(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
