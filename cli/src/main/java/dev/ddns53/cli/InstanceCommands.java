package dev.ddns53.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.cli.local.LocalEc2;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.instance.InstanceFile;
import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.TextTable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "instance",
    description = {
      "EC2 instances of a local instance's emulator: lets them live and die, and tells of it as AWS"
          + " does.",
      "Sites that are instances (instance: in the fleet's file) follow. Needs --local DIR."
    },
    synopsisSubcommandLabel = "(list | launch | tag | stop | start | terminate)")
final class InstanceCommands {

  private static final String ID = "The instance's id, as list shows it.";
  private static final String SILENT = "Tell nobody: the next re-check finds it.";

  private final Operator operator;
  private final InstantSource clock;

  InstanceCommands(Operator operator, InstantSource clock) {
    this.operator = operator;
    this.clock = clock;
  }

  @Command(name = "list", description = "Lists all instances.")
  void list() {
    TextTable table = new TextTable("INSTANCE", "STATE", "PUBLIC", "PRIVATE", "IPV6", "TAGS");
    for (JsonNode each : ec2().act("list", body())) {
      List<String> tags = new ArrayList<>();
      each.path("tags")
          .properties()
          .forEach(tag -> tags.add(tag.getKey() + "=" + tag.getValue().asText()));
      table.add(
          each.path("id").asText(),
          each.path("state").asText(),
          each.path("publicIp").asText("-"),
          each.path("privateIp").asText("-"),
          each.path("ipv6").asText("-"),
          String.join(", ", tags));
    }
    operator.print(table.lines());
  }

  @Command(
      name = "launch",
      description = "Launches an instance and prints its id.",
      footer = {
        "",
        "Examples:",
        "  ddns53 --local .ddns53 instance launch --tag ddns53:site=web-1",
        "  ddns53 --local .ddns53 instance launch --group web"
      })
  void launch(
      @Option(
              names = "--tag",
              paramLabel = "KEY=VALUE",
              description = "Tag it so; may be repeated.")
          @Nullable Map<String, String> tags,
      @Option(
              names = "--group",
              paramLabel = "NAME",
              description = "As an Auto Scaling group does.")
          @Nullable String group,
      @Option(names = "--silent", description = SILENT) boolean silent) {
    ObjectNode body = body();
    ObjectNode all = body.putObject("tags");
    new TreeMap<>(tags == null ? Map.of() : tags).forEach(all::put);
    if (group != null) {
      all.put(InstanceSelector.GROUP_TAG, group);
    }
    act("launch", body, "running", silent);
  }

  @Command(
      name = "tag",
      description = "Tags an instance. AWS tells nobody of that: the next re-check finds it.")
  void tag(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Parameters(paramLabel = "KEY=VALUE", arity = "1..*") Map<String, String> tags) {
    ObjectNode body = body(id);
    ObjectNode all = body.putObject("tags");
    new TreeMap<>(tags).forEach(all::put);
    act("tag", body, "", true);
  }

  @Command(name = "stop", description = "Stops an instance: its public address is gone.")
  void stop(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(names = "--silent", description = SILENT) boolean silent) {
    act("stop", body(id), "stopped", silent);
  }

  @Command(name = "start", description = "Starts a stopped instance, with another public address.")
  void start(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(names = "--silent", description = SILENT) boolean silent) {
    act("start", body(id), "running", silent);
  }

  @Command(name = "terminate", description = "Ends an instance for good.")
  void terminate(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(names = "--silent", description = SILENT) boolean silent) {
    act("terminate", body(id), "terminated", silent);
  }

  private static ObjectNode body() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode body(String id) {
    return body().put("id", id);
  }

  private LocalEc2 ec2() {
    return LocalEc2.of(
        operator
            .local()
            .map(InstanceFile::read)
            .orElseThrow(
                () ->
                    new CliException(
                        "Instances in AWS are launched by AWS's own means. For those of a local"
                            + " instance say --local DIR.")));
  }

  private void act(String action, ObjectNode body, String state, boolean silent) {
    LocalEc2 ec2 = ec2();
    JsonNode machine = ec2.act(action, body);
    operator.print(machine.path("id").asText());
    if (silent) {
      return;
    }
    JsonNode followed = ec2.tell(machine.path("id").asText(), state, clock);
    followed
        .path("sites")
        .properties()
        .forEach(site -> operator.remark(site.getKey() + ": " + site.getValue().asText()));
    if (followed.path("sites").isEmpty()) {
      operator.remark("It is no site's: none has instance: with such a tag or group.");
    }
    followed.path("troubles").forEach(trouble -> operator.remark(trouble.asText()));
  }
}
