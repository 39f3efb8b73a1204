package dev.ddns53.local;

import dev.ddns53.core.notice.Language;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a local instance shall run. A port of 0 stands for any that is free.
 *
 * @param data the folder that keeps its state
 * @param elsewhere where Route 53, SSM and DynamoDB answer, in place of the emulator
 * @param recheckEvery how often everything is looked at
 * @param language of notices
 * @param probeOutside whether probes may connect to addresses that are not on this machine
 * @param sites for how many the front takes requests, as the stack's gateway does
 */
public record LocalSettings(
    Ports ports,
    Path data,
    Optional<URI> elsewhere,
    Duration recheckEvery,
    Language language,
    boolean probeOutside,
    int sites) {

  /** Sized as a stack whose settings do not say for how many sites. */
  public LocalSettings(
      Ports ports, Path data, Optional<URI> elsewhere, Duration recheckEvery, Language language) {
    this(ports, data, elsewhere, recheckEvery, language, false, Throttle.SITES);
  }

  /** With a re-check every half minute, notices in English, and probes of this machine alone. */
  public LocalSettings(Ports ports, Path data, Optional<URI> elsewhere) {
    this(ports, data, elsewhere, Duration.ofSeconds(30), Language.ENGLISH);
  }

  /** Where it listens on 127.0.0.1. */
  public record Ports(int http, int dns, int aws, int dynamodb) {

    /** Any free ports. */
    public static final Ports ANY = new Ports(0, 0, 0, 0);
  }
}
