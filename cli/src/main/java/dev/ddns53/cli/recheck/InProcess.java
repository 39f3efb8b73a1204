package dev.ddns53.cli.recheck;

import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.handler.RecheckHandler;
import dev.ddns53.terminal.CliException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The function's own code, run here on the tables and zones of a local instance. */
public final class InProcess implements Rechecks {

  private final RecheckHandler handler;

  public InProcess(RecheckHandler handler) {
    this.handler = handler;
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
