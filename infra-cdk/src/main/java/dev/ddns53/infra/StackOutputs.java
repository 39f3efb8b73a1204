package dev.ddns53.infra;

import dev.ddns53.infra.part.DeployerPolicy;
import dev.ddns53.infra.part.DnsAccess;
import dev.ddns53.infra.part.JavaFunction;
import dev.ddns53.infra.part.MasterKey;
import dev.ddns53.infra.part.Notices;
import dev.ddns53.infra.part.OperatorPolicy;
import dev.ddns53.infra.part.StackParameters;
import dev.ddns53.infra.part.Tables;
import dev.ddns53.infra.part.UpdateApi;
import dev.ddns53.infra.settings.Settings;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/** What operators and their command are told, and what lets them work. */
record StackOutputs(Construct stack, Settings settings, Tables tables, MasterKey masterKey) {

  void tell(UpdateApi api, Notices notices, JavaFunction recheck, DnsAccess dns) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("registry-table", tables.registry().getTableName());
    parameters.put("state-table", tables.state().getTableName());
    parameters.put("api", api.url());
    parameters.put("bus", notices.bus().getEventBusName());
    parameters.put("recheck-function", recheck.alias().getFunctionArn());
    parameters.putAll(StackParameters.list("zones", settings.zones()));
    parameters.putAll(StackParameters.list("names", settings.names()));
    new StackParameters(stack, "Parameters", settings.stack(), parameters);
    output("ApiUrl", api.url(), "what sites call");
    output("ApiTakes", settings.api().sizing().toString(), "the rest is answered 429: sites");
    output("MasterKey", masterKey.parameter(), "made once, after the deployment: ddns53 init");
    output("RegistryTable", tables.registry().getTableName(), "what operators want");
    output("StateTable", tables.state().getTableName(), "what is so");
    api.aliasTarget()
        .ifPresent(target -> output("AliasTarget", target, "where the domain's records lead"));
    operators(recheck, dns);
  }

  private void operators(JavaFunction recheck, DnsAccess dns) {
    OperatorPolicy operators =
        new OperatorPolicy(stack, "Operators", settings, tables, masterKey, dns, recheck);
    DeployerPolicy deployers =
        new DeployerPolicy(stack, "Deployers", settings, tables, dns, recheck);
    output(
        "OperatorPolicy",
        String.join(" ", operators.arns()),
        "attach it to who runs the ddns53 command");
    operators
        .roleArn()
        .ifPresent(role -> output("OperatorRole", role, "what operators take, with their device"));
    output(
        "DeployerPolicy",
        String.join(" ", deployers.arns()),
        "attach it to the role of a machine that runs ddns53 apply");
  }

  private void output(String id, String value, String description) {
    CfnOutput.Builder.create(stack, id).value(value).description(description).build();
  }
}
