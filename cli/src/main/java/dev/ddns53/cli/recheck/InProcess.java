package dev.ddns53.cli.recheck;

import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.handler.RecheckHandler;
import dev.ddns53.terminal.CliException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** The function's own code, run here on the tables and zones of a local instance. */
public final class InProcess implements Rechecks {

  private final RecheckHandler handler;

  public InProcess(Wiring wiring, InstantSource clock) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.handler = new RecheckHandler(wiring, nowhere, new SystemTime(clock));
  }

  @Override
  public RecheckReport run(Optional<ZoneId> zone) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] event = Rechecks.event(zone).getBytes(StandardCharsets.UTF_8);
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, null);
    } catch (Unavailable | IOException e) {
      throw new CliException("The re-check did not run: " + e.getMessage(), e);
    }
    return RecheckReport.parse(answer.toString(StandardCharsets.UTF_8));
  }
}
