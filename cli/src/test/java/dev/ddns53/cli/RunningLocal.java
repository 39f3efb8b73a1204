package dev.ddns53.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ddns53.core.notice.Language;
import dev.ddns53.handler.BatchLog;
import dev.ddns53.handler.RequestLog;
import dev.ddns53.local.LocalInstance;
import dev.ddns53.local.LocalSettings;
import dev.ddns53.local.ReadableLog;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/** Local instances for tests: any ports, no re-check of its own, and nothing printed. */
public final class RunningLocal {

  private static final InstantSource CLOCK = InstantSource.system();

  private RunningLocal() {}

  /** Without a fleet. */
  public static LocalInstance in(Path folder) {
    return in(folder, Optional.empty(), log());
  }

  /** With the fleet of this file. */
  public static LocalInstance in(Path folder, Path fleet) {
    return in(folder, Optional.of(fleet), log());
  }

  /** With a log of its own. */
  public static <L extends RequestLog & BatchLog> LocalInstance in(
      Path folder, Optional<Path> fleet, L log) {
    return LocalInstance.start(
        new LocalSettings(
            LocalSettings.Ports.ANY,
            folder,
            Optional.empty(),
            Duration.ofHours(1),
            Language.ENGLISH,
            false,
            1_000_000),
        LocalCommand.setup(folder, fleet, CLOCK),
        log,
        CLOCK);
  }

  private static ReadableLog log() {
    return new ReadableLog(
        new PrintStream(OutputStream.nullOutputStream(), false, UTF_8), CLOCK, ZoneOffset.UTC);
  }
}
