package dev.ddns53.infra;

import dev.ddns53.infra.part.DnsAccess;
import dev.ddns53.infra.part.Ec2Events;
import dev.ddns53.infra.part.JavaFunction;
import dev.ddns53.infra.part.MasterKey;
import dev.ddns53.infra.part.Tables;
import dev.ddns53.infra.part.UpdateApi;
import dev.ddns53.infra.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/**
 * The functions, each with what its handler needs. None may write the registry.
 *
 * <pre>
 *              look up   write   scan      list    replace         follow   master  describe
 *              rows      state   registry  zones   records         changes  key     instances
 *  update      yes       yes     –         yes     A, AAAA         –        yes     –
 *  publisher   yes       yes     –         yes     A, AAAA         –        –       –
 *  recheck     yes       yes     yes       yes     A, AAAA, CNAME  yes      –       with ec2Events
 *  ec2         yes       yes     yes       yes     A, AAAA         –        –       yes
 * </pre>
 */
final class Functions {

  /** Purposes, as they stand in the names of the functions' roles. */
  static final List<String> PURPOSES = List.of("update", "publisher", "recheck", "ec2");

  private final Construct scope;
  private final Settings settings;
  private final Tables tables;
  private final DnsAccess dns;
  private final Path code;

  Functions(Construct scope, Settings settings, Tables tables, DnsAccess dns, Path code) {
    this.scope = scope;
    this.settings = settings;
    this.tables = tables;
    this.dns = dns;
    this.code = code;
  }

  JavaFunction update(MasterKey masterKey) {
    Map<String, String> environment = environment();
    UpdateApi.host(settings).ifPresent(host -> environment.put("DDNS53_HOSTS", host));
    JavaFunction function =
        function(
            "Update",
            new JavaFunction.Spec(
                "update",
                "HttpHandler",
                "answers sites: checks who calls, stores, publishes",
                Duration.seconds(settings.functions().timeoutSeconds()),
                settings.functions().reservedConcurrency(),
                environment));
    masterKey.read().forEach(function::allow);
    function.allowInZones(dns, part -> List.of(part.publish(), part.list()));
    return function;
  }

  JavaFunction publisher() {
    JavaFunction function =
        function(
            "Publisher",
            new JavaFunction.Spec(
                "publisher",
                "StreamHandler",
                "publishes in batches what updates have left pending",
                Duration.minutes(5),
                Optional.empty(),
                environment()));
    function.allowInZones(dns, part -> List.of(part.publish(), part.list()));
    return function;
  }

  /** Ends before the next run of its zone begins. */
  JavaFunction recheck() {
    JavaFunction function =
        function(
            "Recheck",
            new JavaFunction.Spec(
                "recheck",
                "RecheckHandler",
                "compares a zone with what it should hold, and repairs",
                Duration.minutes(4),
                Optional.empty(),
                environment()));
    tables.grantScanRegistry(function);
    function.allowInZones(dns, part -> List.of(part.repair(), part.list()));
    if (settings.ec2().events()) {
      Ec2Events.describe(function);
    }
    return function;
  }

  JavaFunction ec2() {
    JavaFunction function =
        function(
            "Ec2",
            new JavaFunction.Spec(
                "ec2",
                "InstanceHandler",
                "turns EC2 and Auto Scaling events into reports",
                Duration.minutes(2),
                Optional.empty(),
                environment()));
    tables.grantScanRegistry(function);
    function.allowInZones(dns, part -> List.of(part.publish(), part.list()));
    Ec2Events.describe(function);
    return function;
  }

  private JavaFunction function(String id, JavaFunction.Spec spec) {
    JavaFunction function = new JavaFunction(scope, id, spec, settings, code);
    tables.grantLookUp(function);
    tables.grantWriteState(function);
    return function;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("DDNS53_REGISTRY_TABLE", tables.registry().getTableName());
    environment.put("DDNS53_STATE_TABLE", tables.state().getTableName());
    environment.put("DDNS53_MASTER_KEY_PARAMETER", settings.stack().masterKey());
    environment.put("DDNS53_STACK", Aws.STACK_NAME);
    Settings.Functions own = settings.functions();
    own.route53Rate().ifPresent(rate -> environment.put("DDNS53_ROUTE53_RATE", rate.toString()));
    own.route53Burst()
        .ifPresent(burst -> environment.put("DDNS53_ROUTE53_BURST", burst.toString()));
    own.language().ifPresent(language -> environment.put("DDNS53_LANGUAGE", language));
    return environment;
  }
}
