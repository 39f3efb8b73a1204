package dev.ddns53.cli;

import dev.ddns53.Wiring;
import dev.ddns53.aws.Clients;
import dev.ddns53.cli.fleet.FleetFile;
import dev.ddns53.cli.fleet.FleetReader;
import dev.ddns53.cli.fleet.Occlusions;
import dev.ddns53.cli.fleet.Plan;
import dev.ddns53.cli.fleet.PlanText;
import dev.ddns53.cli.fleet.PlanWriter;
import dev.ddns53.cli.fleet.Registrations;
import dev.ddns53.cli.fleet.Remnants;
import dev.ddns53.cli.fleet.Removals;
import dev.ddns53.cli.fleet.Zones;
import dev.ddns53.cli.keys.MasterKeyParameter;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.core.port.State;
import dev.ddns53.core.record.NameState;
import dev.ddns53.terminal.CliException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What the commands on the whole fleet do. */
final class FleetCommands {

  private static final int NOT_AS_IT_SHOULD = 3;

  private final Operator operator;

  FleetCommands(Operator operator) {
    this.operator = operator;
  }

  /** How far an apply goes. */
  enum Consent {
    /** Shows the plan only. */
    DRY_RUN,
    /** Shows the plan and asks. */
    ASK,
    /** Shows the plan and carries it out. */
    GIVEN
  }

  void apply(Path path, Consent consent, Removals removals, Remains remains) {
    FleetFile file = FleetReader.read(path);
    try (Stack stack = operator.open()) {
      Zones zones = new Zones(stack.route53());
      FleetFile resolved = zones.resolve(file);
      requirePublishable(stack, resolved, zones);
      Fleet now = stack.registry().read();
      Map<Fqdn, NameState> states = states(stack.state(), now);
      Remnants remnants = new Remnants(states, stack.wiring().records(), zones);
      Plan plan =
          Plan.of(
              now,
              resolved,
              new Registrations(operator.now(), remains, operator.user(), remnants::isFinished));
      if (plan.isEmpty()) {
        operator.print("Nothing to change.");
        return;
      }
      operator.print(PlanText.lines(plan));
      operator.print(PlanText.records(plan, states, zones::text));
      operator.print(new Occlusions(stack.wiring().records(), zones).lines(plan));
      operator.print(PlanText.summary(plan));
      removals.check(plan, now);
      if (isAgreed(consent)) {
        PlanWriter.write(plan, stack.registry());
        operator.print("Applied.");
        operator.recheck(stack, plan.zones());
      }
    }
  }

  private void requirePublishable(Stack stack, FleetFile file, Zones zones) {
    if (stack.publishable().isPresent()) {
      stack.publishable().get().require(file, zones::text);
    } else if (operator.local().isEmpty()) {
      operator.remark(
          "Not checked whether the stack may write these names in these zones: it does not say so"
              + " in"
              + " %szones and names. Deploy it anew, and it will."
                  .formatted(operator.stack().parameters()));
    } else {
      operator.remark(
          "Not checked against a stack's settings zones and names: a local instance has none.");
    }
  }

  /** The rows of all names, those that were removed among them. */
  static Map<Fqdn, NameState> states(State state, Fleet fleet) {
    List<Fqdn> names = fleet.documents().stream().map(NameDocument::fqdn).toList();
    return names.isEmpty()
        ? Map.of()
        : state.recentNames(names).stream()
            .collect(Collectors.toMap(NameState::name, Function.identity()));
  }

  private boolean isAgreed(Consent consent) {
    if (consent == Consent.ASK && !operator.terminal().confirms("Apply?")) {
      throw new CliException("Nothing was changed.");
    }
    return consent != Consent.DRY_RUN;
  }

  void init(boolean rotate, Optional<String> kmsKey) {
    if (operator.local().isPresent()) {
      try (Stack stack = operator.open()) {
        init(stack.ssm(), stack.masterKeyParameter(), rotate, kmsKey);
      }
      return;
    }
    Stack.reaching(
        () -> {
          try (Clients aws = Wiring.aws()) {
            init(aws.ssm(), operator.stack().masterKey(), rotate, kmsKey);
          }
          return true;
        });
  }

  private void init(SsmClient ssm, String name, boolean rotate, Optional<String> kmsKey) {
    MasterKeyParameter parameter = new MasterKeyParameter(ssm, name, kmsKey);
    if (rotate) {
      operator.print(
          "The master key has a new version, %d. Keys in use go on working; give each site a new one with: ddns53 site key SITE --rotate"
              .formatted(parameter.rotate()));
      return;
    }
    if (!parameter.create()) {
      throw new CliException(
          "There is a master key at %s already; it was left as it is. For a new version: ddns53 init --rotate"
              .formatted(name));
    }
    operator.print("The master key is made: " + name);
  }

  /** Shows the fleet; the answer is the process's exit code. */
  int status() {
    try (Stack stack = operator.open()) {
      FleetStatus status = FleetStatus.read(stack, operator.now());
      operator.print(status.lines(operator.now()));
      return status.isAsItShould() ? 0 : NOT_AS_IT_SHOULD;
    }
  }
}
