package dev.ddns53.cli;

import dev.ddns53.Wiring;
import dev.ddns53.aws.Clients;
import dev.ddns53.cli.preflight.CdkSettings;
import dev.ddns53.cli.preflight.Intent;
import dev.ddns53.cli.preflight.Preflight;
import dev.ddns53.cli.preflight.PublicDns;
import dev.ddns53.terminal.CliException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

@Command(
    name = "preflight",
    description = {
      "Looks whether a deployment would meet something in its way: who deploys and where, the CDK's"
          + " bootstrap, Lambda's executions, log delivery, zones and who serves them, names in"
          + " use, quotas.",
      "It only reads. What it may not read, and what no API tells, is \"not checked\". Exits with 0"
          + " where nothing is wrong, with 3 where something is, and with 4 where nothing is but"
          + " not all could be asked."
    },
    footer = {
      "",
      "Examples:",
      "  ddns53 preflight                        with the settings of infra-cdk/cdk.json",
      "  ddns53 preflight -c zones=Z0123456789ABC -c 'names=*.sites.example.com'"
    })
final class PreflightCommand implements Callable<Integer> {

  private static final Path CDK = Path.of("infra-cdk", "cdk.json");
  private static final String STACK = "stack";
  private static final int DNS_PORT = 53;

  private final Operator operator;

  @Option(
      names = "--cdk",
      paramLabel = "FILE",
      description = "The stack's settings. Default: infra-cdk/cdk.json, if it is there.")
  private @Nullable Path cdk;

  @Option(
      names = "-c",
      paramLabel = "KEY=VALUE",
      description = "A setting as it will be said to the CDK; it goes before the file's.")
  private Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--resolver",
      paramLabel = "ADDRESS[:PORT]",
      description = "Asks this DNS server who serves the zones. Default: this machine's.")
  private @Nullable String resolver;

  PreflightCommand(Operator operator) {
    this.operator = operator;
  }

  @Override
  public Integer call() {
    if (operator.local().isPresent()) {
      throw new CliException("A local instance is not deployed: leave --local out.");
    }
    Intent intent = intent();
    DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    Stack.requireAccess(new DefaultAwsRegionProviderChain(), credentials, "");
    Region region = new DefaultAwsRegionProviderChain().getRegion();
    requireSame(region, intent);
    try (Clients clients = Wiring.aws()) {
      Preflight preflight =
          Preflight.of(
              intent,
              new Preflight.Access(clients, region, credentials, elsewhere()),
              new PublicDns(dns()));
      operator.print(preflight.lines());
      return preflight.status();
    }
  }

  private Intent intent() {
    Map<String, String> all = new TreeMap<>();
    Optional<Path> file =
        Optional.ofNullable(cdk).or(() -> Optional.of(CDK).filter(Files::isRegularFile));
    file.map(CdkSettings::read).ifPresent(all::putAll);
    all.putAll(settings);
    String stack =
        operator.stack().equals(StackName.DEFAULT)
            ? all.getOrDefault(STACK, StackName.DEFAULT.value())
            : operator.stack().value();
    return new Intent(new StackName.Converter().convert(stack).value(), all);
  }

  private static void requireSame(Region region, Intent intent) {
    intent
        .region()
        .filter(wanted -> !wanted.equals(region.id()))
        .ifPresent(
            wanted -> {
              throw new CliException(
                  "The settings say region=%s, and these credentials ask %s. Set AWS_REGION=%s."
                      .formatted(wanted, region, wanted));
            });
  }

  /** As the SDK's modules do. */
  private static Optional<URI> elsewhere() {
    return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL"))
        .filter(text -> !text.isBlank())
        .map(URI::create);
  }

  private Resolver dns() {
    try {
      if (resolver == null) {
        return new ExtendedResolver();
      }
      int colon = resolver.lastIndexOf(':');
      boolean hasPort = colon > 0 && resolver.indexOf(':') == colon;
      SimpleResolver simple = new SimpleResolver(hasPort ? resolver.substring(0, colon) : resolver);
      simple.setPort(hasPort ? Integer.parseInt(resolver.substring(colon + 1)) : DNS_PORT);
      return simple;
    } catch (UnknownHostException | NumberFormatException e) {
      throw new CliException("There is no DNS server to ask: " + e.getMessage(), e);
    }
  }
}
