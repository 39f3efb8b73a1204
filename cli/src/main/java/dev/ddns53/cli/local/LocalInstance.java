package dev.ddns53.cli.local;

import dev.ddns53.Config;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.cli.Stack;
import dev.ddns53.cli.fleet.FleetFile;
import dev.ddns53.cli.fleet.FleetReader;
import dev.ddns53.cli.keys.MasterKeyParameter;
import dev.ddns53.cli.terminal.CliException;
import dev.ddns53.core.model.Site;
import dev.ddns53.handler.BatchLog;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.RecheckHandler;
import dev.ddns53.handler.RequestLog;
import dev.ddns53.handler.StreamHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** The whole of ddns53 in this process, on 127.0.0.1. */
public final class LocalInstance implements AutoCloseable {

  private static final Config CONFIG =
      new Config("ddns53-registry", "ddns53-state", Stack.MASTER_KEY, Set.of());

  private final Path data;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Wiring wiring;
  private final SiteFiles sites;
  private final InstanceFile file;

  private LocalInstance(
      LocalSettings settings,
      RequestLog log,
      BatchLog batches,
      PrintStream notices,
      InstantSource clock)
      throws IOException {
    Optional<FleetFile> fleet = settings.registry().map(FleetReader::read);
    data = settings.data();
    try {
      DataFolder folder = closing(DataFolder.take(data));
      Backend.requireFree("--http-port", settings.ports().http());
      Backend backend = closing(Backend.start(settings, folder.path()));
      wiring = Wiring.of(CONFIG, backend.endpoints());
      closing(wiring.clients());
      TableSchema.create(wiring.clients().dynamodb(), CONFIG.registryTable(), CONFIG.stateTable());
      new MasterKeyParameter(wiring.clients().ssm(), CONFIG.masterKeyParameter(), Optional.empty())
          .create();
      LocalFleet.apply(fleet, wiring);
      closing(
          StreamPump.start(
              Wiring.streams(backend.endpoints()),
              CONFIG.stateTable(),
              new StreamHandler(wiring, batches, new SystemTime(clock)),
              data.resolve("stream.json"),
              new NoticePrinter(notices),
              System.err));
      closing(
          RecheckSchedule.start(
              new RecheckHandler(
                  wiring,
                  new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                  new SystemTime(clock)),
              settings.recheckEvery(),
              System.err));
      HttpFront front =
          closing(HttpFront.start(settings.ports().http(), new HttpHandler(wiring, log, clock)));
      sites = new SiteFiles(data.resolve("sites"), front.uri(), wiring);
      sites.write(clock.instant());
      file = new InstanceFile(front.uri(), backend.dns(), backend.endpoints(), CONFIG);
      file.write(data);
      closing(() -> InstanceFile.delete(data));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts all parts, and shows no notices.
   *
   * @throws CliException when one of them cannot start
   */
  public static <L extends RequestLog & BatchLog> LocalInstance start(
      LocalSettings settings, L log, InstantSource clock) {
    return start(
        settings,
        log,
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        clock);
  }

  /**
   * Starts all parts; each answers when this returns.
   *
   * @param notices where notices are shown
   * @throws CliException when one of them cannot start
   */
  public static <L extends RequestLog & BatchLog> LocalInstance start(
      LocalSettings settings, L log, PrintStream notices, InstantSource clock) {
    try {
      return new LocalInstance(settings, log, log, notices, clock);
    } catch (IOException e) {
      throw new CliException("The local instance cannot start: " + e.getMessage(), e);
    } catch (SdkException e) {
      throw new CliException(
          settings
              .elsewhere()
              .map(uri -> "The endpoint " + uri + " does not do what is needed: " + e.getMessage())
              .orElseGet(() -> "The emulator does not do what is needed: " + e.getMessage()),
          e);
    }
  }

  private <T extends AutoCloseable> T closing(T part) {
    started.push(part);
    return part;
  }

  /** Where everything is. */
  public InstanceFile file() {
    return file;
  }

  public Wiring wiring() {
    return wiring;
  }

  /** The folder of its state. */
  public Path data() {
    return data;
  }

  /** The curl configuration of a site. */
  public Path curlConfig(Site site) {
    return sites.file(site);
  }

  /** Stops all parts, the last that was started first. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        System.err.println("While stopping: " + e);
      }
    }
  }
}
