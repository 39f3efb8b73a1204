package dev.ddns53.local;

import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.handler.BatchLog;
import dev.ddns53.handler.RequestLog;
import dev.ddns53.terminal.Neutral;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A line for each request, for a person who looks on: time, request, who and from where, outcome,
 * records; and one for each batch.
 */
public final class ReadableLog implements RequestLog, BatchLog {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintStream out;
  private final InstantSource clock;
  private final ZoneId zone;

  public ReadableLog(PrintStream out, InstantSource clock, ZoneId zone) {
    this.out = out;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public void answered(RequestLog.Entry entry) {
    StringBuilder text = new StringBuilder();
    text.append(TIME.format(clock.instant().atZone(zone)));
    text.append("  ").append(Neutral.text(entry.request().toString()));
    text.append("  ").append(entry.site().orElse("somebody"));
    text.append(" at ").append(entry.request().source());
    text.append("  ").append(entry.status()).append(' ').append(entry.outcome());
    text.append("  ").append(entry.took().toMillis()).append(" ms");
    entry.records().forEach(record -> text.append("\n          ").append(Neutral.text(record)));
    entry.troubles().forEach(trouble -> text.append("\n          not yet: ").append(trouble));
    entry.fault().ifPresent(fault -> append(text, fault));
    out.println(text);
  }

  /** Of events that brought nothing new it says nothing. */
  @Override
  public void published(BatchLog.Entry entry) {
    BatchPublisher.Result result = entry.result();
    if (result.published() == 0 && result.troubles().isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append(TIME.format(clock.instant().atZone(zone)));
    text.append("  batch: ").append(result.published()).append(" published in ");
    text.append(result.calls()).append(result.calls() == 1 ? " call" : " calls");
    if (!result.left().isEmpty()) {
      text.append(", ").append(result.left().size()).append(" come again");
    }
    result.troubles().forEach(trouble -> text.append("\n          not yet: ").append(trouble));
    out.println(text);
  }

  private static void append(StringBuilder text, Throwable fault) {
    text.append("\n          fault: ").append(fault);
    for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
      text.append("\n          because: ").append(cause);
    }
  }
}
