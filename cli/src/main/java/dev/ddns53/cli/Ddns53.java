package dev.ddns53.cli;

import dev.ddns53.cli.FleetCommands.Consent;
import dev.ddns53.cli.fleet.Removals;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

@Command(
    name = "ddns53",
    description = "Dynamic DNS on your own Route 53: the operator's command.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Ddns53.Version.class,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:not done; the message says why",
      "2:wrong usage",
      "3:status or preflight is shown, and not all is as it should be",
      "4:preflight found nothing wrong, but could not ask all"
    })
final class Ddns53 {

  private final Operator operator;
  private final FleetCommands fleet;

  private Ddns53(Operator operator) {
    this.operator = operator;
    this.fleet = new FleetCommands(operator);
  }

  /** The command line, ready to be executed. */
  static CommandLine commandLine(Terminal terminal, InstantSource clock) {
    Operator operator = new Operator(terminal, clock);
    return new CommandLine(new Ddns53(operator))
        .addSubcommand(new SiteCommands(operator))
        .addSubcommand(new NameCommands(operator))
        .addSubcommand(new HistoryCommand(operator))
        .addSubcommand(new RecheckCommand(operator))
        .addSubcommand(new LookupCommand(operator))
        .addSubcommand(new PreflightCommand(operator))
        .addSubcommand(new LocalCommand(operator, clock))
        .addSubcommand(new InstanceCommands(operator, clock))
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler(
            (fault, command, parsed) -> {
              terminal.err().println(Faults.explain(fault));
              return 1;
            });
  }

  @Option(
      names = "--local",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Work on the local instance that keeps its state in DIR. Without it: on AWS, with the"
              + " credentials and region of the environment or AWS_PROFILE.")
  void use(Path folder) {
    operator.use(folder);
  }

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:DDNS53_STACK:-ddns53}",
      converter = StackName.Converter.class,
      description =
          "The stack's name, where there are several in an account and region. Default: the"
              + " environment variable DDNS53_STACK, or else ddns53.")
  void use(StackName name) {
    operator.use(name);
  }

  @Command(
      name = "apply",
      description = {
        "Makes the registry what a file says, after showing what would change.",
        "Sites and names that the file does not have are removed from the registry. The re-check"
            + " then withdraws the records of names that were removed or moved to another zone.",
        "Names and zones that the stack may not write are refused, each by its line in the file."
      },
      footer = {
        "",
        "Examples:",
        "  ddns53 apply -f fleet.yaml --dry-run   only shows the changes",
        "  ddns53 apply -f fleet.yaml             shows them, asks, applies",
        "  ddns53 apply -f fleet.yaml --yes       does not ask",
        "  ddns53 apply -f fleet.yaml --max-remove 40",
        "                                         lets up to 40 sites, and up to 40 names, go",
        "",
        "A file looks like this:",
        "  sites:",
        "    tokyo: { staleAfter: 15m }",
        "  names:",
        "    vpn.tokyo.sites.example.com: { zone: example.com, ttl: 60, members: [tokyo] }",
        "    nas.tokyo.sites.example.com: { zone: example.com, members: [tokyo], onDrift: hold }"
      })
  void apply(
      @Option(
              names = {"-f", "--file"},
              required = true,
              paramLabel = "FILE",
              description = "The fleet, in YAML.")
          Path file,
      @Option(names = "--yes", description = "Do not ask.") boolean yes,
      @Option(names = "--dry-run", description = "Change nothing.") boolean dryRun,
      @Option(
              names = "--keep-records",
              description = "Leave the records of names that go or move; name orphans lists them.")
          boolean keepRecords,
      @Option(
              names = "--max-remove",
              paramLabel = "N",
              description =
                  "Let at most N sites, and at most N names, go. Without it a file that removes"
                      + " more than 30 %% of ten or more is refused.")
          @Nullable Integer maxRemove) {
    fleet.apply(
        file,
        dryRun ? Consent.DRY_RUN : yes ? Consent.GIVEN : Consent.ASK,
        new Removals(Optional.ofNullable(maxRemove)),
        keepRecords ? Remains.KEEP : Remains.WITHDRAW);
  }

  @Command(
      name = "init",
      description = {
        "Makes the master key, from which the keys of all sites derive.",
        "Run once for each AWS account and region. Never overwrites one."
      },
      footer = {
        "",
        "Examples:",
        "  ddns53 init",
        "  ddns53 init --rotate   new keys derive from a new master; keys in use go on working"
      })
  void init(
      @Option(names = "--rotate", description = "Add a new version for keys to come.")
          boolean rotate,
      @Option(
              names = "--kms-key",
              paramLabel = "KEY",
              description =
                  "Encrypt it under this KMS key (id, ARN or alias); default: alias/aws/ssm. Say it"
                      + " again with --rotate.")
          @Nullable String kmsKey) {
    fleet.init(rotate, Optional.ofNullable(kmsKey));
  }

  @Command(
      name = "status",
      description = {
        "Shows the whole fleet: last seen, addresses, what is published, what stands in the way.",
        "Exits with 3 where a record has drifted, is blocked by another, or was refused."
      },
      footer = {"", "Example:", "  ddns53 status"})
  int status() {
    return fleet.status();
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Ddns53.class.getPackage().getImplementationVersion();
      return new String[] {"ddns53 " + Optional.ofNullable(version).orElse("(not packaged)")};
    }
  }

  static void main(String[] args) {
    System.exit(commandLine(Terminal.system(), InstantSource.system()).execute(args));
  }
}
