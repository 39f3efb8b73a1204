package dev.ddns53.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.keys.CurlConfig;
import dev.ddns53.cli.keys.SecretFile;
import dev.ddns53.core.fleet.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine for the client: only the programs that it needs are on its PATH, and those that a test
 * puts in their place. So neither this machine's lines nor its resolver have a say.
 */
final class ClientBox {

  static final Path SCRIPT = Path.of("..", "scripts", "ddns53-client");

  /** What any system has. */
  private static final List<String> COMMON =
      List.of(
          ("awk cat chmod cp cut date env grep head id ln ls mkdir mkfifo mktemp mv printf rm"
                  + " sed sha256sum sleep sort tail tr touch")
              .split(" ", -1));

  private static final List<String> OWN = List.of("curl", "openssl");

  /** How a run ended. */
  record Run(int status, String out, String err) {
    String all() {
      return out + err;
    }
  }

  private static final Path TOOLS = common();

  final Path folder;
  private final Path bin;
  private final Path script;

  ClientBox(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath();
    bin = Files.createDirectories(this.folder.resolve("bin"));
    script = Files.copy(SCRIPT, this.folder.resolve("ddns53-client"));
    Files.createDirectories(this.folder.resolve("tmp"));
    Files.writeString(this.folder.resolve("client.conf"), "");
    for (String tool : OWN) {
      with(tool, "exec %s \"$@\"\n".formatted(Shell.tool(tool).orElseThrow()));
    }
  }

  static List<String> tools() {
    return Stream.concat(COMMON.stream(), OWN.stream()).toList();
  }

  /** A folder with links to this machine's common programs, and no others. */
  private static Path common() {
    Path common = Path.of("target", "client-tools").toAbsolutePath();
    try {
      Files.createDirectories(common);
      for (String tool : COMMON) {
        Path link = common.resolve(tool);
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, Path.of(Shell.tool(tool).orElseThrow()));
        }
      }
      return common;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a program in the place of the real one, or beside it. */
  ClientBox with(String program, String text) throws IOException {
    Path file = bin.resolve(program);
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  ClientBox without(String program) throws IOException {
    Files.delete(bin.resolve(program));
    return this;
  }

  /** Changes one of the script's named numbers, so that a test need not wait. */
  ClientBox where(String number, int value) throws IOException {
    String text = Files.readString(script);
    String changed = text.replaceFirst("(?m)^" + number + "=[0-9]+", number + "=" + value);
    assertTrue(!changed.equals(text), number);
    Files.writeString(script, changed);
    return this;
  }

  ClientBox config(String text) throws IOException {
    Files.writeString(folder.resolve("client.conf"), text);
    return this;
  }

  /** A curl that calls as if from these addresses; an empty one says that there is no such line. */
  ClientBox callingFrom(String ipv4, String ipv6) throws IOException {
    return with("curl", caller(ipv4, ipv6));
  }

  private static String caller(String ipv4, String ipv6) {
    return """
    from='%s' only=''
    left=$#
    while [ "$left" -gt 0 ]; do
      case $1 in
        -4) only=4 ;;
        -6) only=6 from='%s' ;;
        *) set -- "$@" "$1" ;;
      esac
      shift
      left=$((left - 1))
    done
    if [ -n "$only" ] && [ -z "$from" ]; then
      echo "curl: (7) Failed to connect: Network is unreachable" >&2
      exit 7
    fi
    exec %s "$@" ${from:+-H "X-Forwarded-For: $from"}
    """
        .formatted(ipv4, ipv6, Shell.tool("curl").orElseThrow());
  }

  /** Such a curl, as it was before 7.75: it knows no signatures, and says so when asked for one. */
  ClientBox oldCurlFrom(String ipv4, String ipv6) throws IOException {
    return with("curl", OLD + caller(ipv4, ipv6).replace("\"$@\" ${", "\"$@\" <\"$input\" ${"));
  }

  private static final String OLD =
      """
      case "$*" in
        '--help all') echo ' -K, --config <file>'; exit 0 ;;
        --version) echo 'curl 7.61.1 (x86_64-redhat-linux-gnu)'; exit 0 ;;
      esac
      input=$(mktemp)
      cat >"$input"
      if grep -q aws-sigv4 "$input"; then
        echo "<stdin>:1: warning: 'aws-sigv4' is unknown" >&2
        exit 2
      fi
      """;

  /** The file that a site gets from its operator. */
  Path key(URI api, String site, String key) {
    Path file = folder.resolve(site + ".curl");
    SecretFile.write(file, CurlConfig.text(api, new SiteId(site), key));
    return file;
  }

  Path state() {
    return folder.resolve("state");
  }

  Run run(Object... arguments) throws IOException, InterruptedException {
    return run(Shell.usual(), arguments);
  }

  Run run(List<String> shell, Object... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        builder(shell, arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> read(out) + read(err));
    return new Run(process.exitValue(), read(out), read(err));
  }

  /** A run that goes on until it is stopped. */
  Process start(List<String> shell, Object... arguments) throws IOException {
    return builder(shell, arguments)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private ProcessBuilder builder(List<String> shell, Object... arguments) {
    List<String> command = new ArrayList<>(shell);
    command.add(script.toString());
    command.addAll(List.of("--config", folder.resolve("client.conf").toString()));
    command.addAll(List.of("--state", state().toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", bin + ":" + TOOLS);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TMPDIR", folder.resolve("tmp").toString());
    return builder;
  }

  /** Where the client remembers what this site reported to the service at this host. */
  Path remembered(String site, URI api) {
    return state().resolve(site + "@" + api.getAuthority() + ".state");
  }

  /** What stays behind of a run's temporary files. */
  List<Path> leftovers() throws IOException {
    try (var files = Files.list(folder.resolve("tmp"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("ddns53.")).toList();
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
