package dev.ddns53.cli;

import dev.ddns53.Wiring;
import dev.ddns53.cli.fleet.FleetFile;
import dev.ddns53.cli.fleet.FleetReader;
import dev.ddns53.cli.keys.MasterKeyParameter;
import dev.ddns53.cli.local.LocalFleet;
import dev.ddns53.cli.local.SiteFiles;
import dev.ddns53.core.fleet.Durations;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.notice.Language;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.instance.InstanceFile;
import dev.ddns53.local.LocalInstance;
import dev.ddns53.local.LocalSettings;
import dev.ddns53.local.ReadableLog;
import dev.ddns53.local.Setup;
import dev.ddns53.local.Throttle;
import dev.ddns53.terminal.CliException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "local",
    description = {
      "Runs all of ddns53 on this machine, for trying out and for development.",
      "Everything listens on 127.0.0.1 and nothing leaves the machine. \"ready\" on a line of its"
          + " own says that all answers. Ends on Ctrl-C or SIGTERM; the state stays in its folder."
    },
    footer = {
      "",
      "Notices are in the language that the environment variable DDNS53_LANGUAGE says: en or ja.",
      "With the environment variable AWS_ENDPOINT_URL set, that endpoint takes the emulator's place"
          + " (LocalStack, moto); there is no DNS server then.",
      "On loopback every caller is 127.0.0.1. To be another one, say so:",
      "  curl -K .ddns53/sites/tokyo.curl -H 'X-Forwarded-For: 198.51.100.7'",
      "",
      "Examples:",
      "  ddns53 local",
      "  ddns53 local --data /tmp/try --registry fleet.yaml",
      "  ddns53 --local .ddns53 status     any other command on that instance"
    })
final class LocalCommand implements Runnable {

  private static final String ENDPOINT = "AWS_ENDPOINT_URL";
  private static final String LANGUAGE = "DDNS53_LANGUAGE";
  private static final String SITES = "sites";
  private static final int MOST_SHOWN = 3;
  private static final int HIGHEST_PORT = 65_535;

  private final Operator operator;
  private final InstantSource clock;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "8053",
      description = PORT)
  private int httpPort;

  @Option(
      names = "--dns-port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "8054",
      description = PORT)
  private int dnsPort;

  @Option(
      names = "--aws-port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "8055",
      description = PORT)
  private int awsPort;

  @Option(
      names = "--dynamodb-port",
      paramLabel = "PORT",
      converter = Port.class,
      defaultValue = "8056",
      description = PORT)
  private int dynamodbPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".ddns53",
      description = "Keeps the state here (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".ddns53");

  @Option(
      names = "--registry",
      paramLabel = "FILE",
      description =
          "Makes the registry what this fleet file says, and creates the zones that it names."
              + " Without it a new instance gets a demo site.")
  private @Nullable Path registry;

  @Option(
      names = "--recheck-every",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Interval.class,
      description =
          "How often everything is looked at, such as 30s or 5m. Default: ${DEFAULT-VALUE}.")
  private Duration recheckEvery = Duration.ofSeconds(30);

  @Option(
      names = "--probe-outside",
      description =
          "Lets probes connect to addresses that are not on this machine. Without it they count as"
              + " not probed.")
  private boolean probeOutside;

  /** Reads a port. */
  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return Optional.of(text)
          .filter(digits -> digits.matches("[0-9]{1,5}"))
          .map(Integer::valueOf)
          .filter(port -> port <= HIGHEST_PORT)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not a port: a number from 1 to 65535, or 0 for any"));
    }
  }

  @Option(
      names = "--sites",
      paramLabel = "N",
      defaultValue = "1000",
      converter = Sites.class,
      description =
          "For how many sites the gateway's throttle is sized, as the stack's setting of that name"
              + " does; what is too much at once gets 429. Default: ${DEFAULT-VALUE}.")
  private int sites = Throttle.SITES;

  /** Reads a number of sites. */
  static final class Sites implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9][0-9]{0,5}")) {
        throw new TypeConversionException("'" + text + "' is not a whole number from 1 to 999999");
      }
      return Integer.valueOf(text);
    }
  }

  /** Reads an interval. */
  static final class Interval implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Durations.parse(text)
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is not " + Durations.WHAT));
    }
  }

  private static final String PORT = "Default: ${DEFAULT-VALUE}. 0 for any free one.";

  LocalCommand(Operator operator, InstantSource clock) {
    this.operator = operator;
    this.clock = clock;
  }

  @Override
  public void run() {
    ReadableLog log = new ReadableLog(operator.terminal().out(), clock, ZoneId.systemDefault());
    Setup setup = setup(data, Optional.ofNullable(registry), clock);
    LocalInstance instance =
        LocalInstance.start(settings(), setup, log, operator.terminal().out(), clock);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  instance.close();
                  operator.remark("stopped");
                  ended.countDown();
                }));
    operator.print(introduction(instance));
    operator.print("ready");
    awaitEnd(ended);
  }

  /** Two parts cannot listen on one port. */
  static void requireApart(Map<String, Integer> ports) {
    Map<Integer, String> taken = new HashMap<>();
    ports.forEach(
        (option, port) -> {
          String other = port == 0 ? null : taken.putIfAbsent(port, option);
          if (other != null) {
            throw new CliException(
                "%s and %s are both %d. Give each a port of its own, or 0 for any that is free."
                    .formatted(other, option, port));
          }
        });
  }

  private LocalSettings settings() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("--http-port", httpPort);
    ports.put("--dns-port", dnsPort);
    ports.put("--aws-port", awsPort);
    ports.put("--dynamodb-port", dynamodbPort);
    requireApart(ports);
    return new LocalSettings(
        new LocalSettings.Ports(httpPort, dnsPort, awsPort, dynamodbPort),
        data,
        environment(ENDPOINT).map(URI::create),
        recheckEvery,
        language(environment(LANGUAGE).orElse("en")),
        probeOutside,
        sites);
  }

  private static Optional<String> environment(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
  }

  static Language language(String code) {
    return Language.of(code)
        .orElseThrow(() -> new CliException(LANGUAGE + " must be en or ja, not \"" + code + "\"."));
  }

  /** What operators do: a master key, the fleet of the file, keys and a curl file for each site. */
  static Setup setup(Path data, Optional<Path> registry, InstantSource clock) {
    Optional<FleetFile> fleet = registry.map(FleetReader::read);
    return new Setup() {
      @Override
      public void register(Wiring wiring) {
        String parameter = wiring.config().masterKeyParameter();
        new MasterKeyParameter(wiring.clients().ssm(), parameter, Optional.empty()).create();
        LocalFleet.apply(fleet, wiring);
      }

      @Override
      public void equip(Wiring wiring, URI api) {
        new SiteFiles(data.resolve(SITES), api, wiring).write(clock.instant());
      }
    };
  }

  private List<String> introduction(LocalInstance instance) {
    InstanceFile file = instance.file();
    List<String> lines = new ArrayList<>();
    lines.add("ddns53 on this machine; its state is in " + data);
    lines.add("  update    " + file.http() + "/v1/update");
    lines.add("  route 53  " + file.endpoints().aws() + ", and SSM");
    lines.add("  dynamodb  " + file.endpoints().dynamodb());
    if (file.dns() != 0) {
      lines.add("  dns       127.0.0.1:" + file.dns() + ", UDP and TCP");
    }
    Fleet fleet = instance.wiring().registry().read();
    fleet.sites().stream()
        .sorted(Comparator.comparing(Site::id))
        .limit(MOST_SHOWN)
        .forEach(site -> lines.addAll(hints(site, instance)));
    return lines;
  }

  private static List<String> hints(Site site, LocalInstance instance) {
    List<String> lines = new ArrayList<>();
    lines.add("site " + site.id());
    lines.add("  report    curl -K " + SiteFiles.file(instance.data().resolve(SITES), site));
    if (instance.file().dns() != 0) {
      site.names().stream()
          .limit(1)
          .forEach(
              name ->
                  lines.add("  look      dig @127.0.0.1 -p " + instance.file().dns() + " " + name));
    }
    return lines;
  }

  private static void awaitEnd(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
