package dev.ddns53.cli;

import dev.ddns53.Config;
import dev.ddns53.Wiring;
import dev.ddns53.aws.Clients;
import dev.ddns53.aws.DynamoRegistry;
import dev.ddns53.cli.fleet.Publishable;
import dev.ddns53.cli.recheck.InProcess;
import dev.ddns53.cli.recheck.Rechecks;
import dev.ddns53.cli.recheck.StackFunction;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.core.port.State;
import dev.ddns53.instance.InstanceFile;
import dev.ddns53.local.LocalInstance;
import dev.ddns53.terminal.CliException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * What a command works on: a stack in AWS, or a local instance.
 *
 * @param api the base address that clients call
 * @param rechecks where its re-check runs
 * @param publishable the names and zones that it can publish; empty where nothing says
 */
public record Stack(Wiring wiring, URI api, Rechecks rechecks, Optional<Publishable> publishable)
    implements AutoCloseable {

  private static final String REGISTRY_TABLE = "registry-table";
  private static final String STATE_TABLE = "state-table";
  private static final String API = "api";
  private static final String RECHECK = "recheck-function";
  private static final String ZONES = "zones";
  private static final String NAMES = "names";

  /** What a command that also works on local instances can be told instead. */
  private static final String OR_LOCAL = ", or say --local DIR for a local instance";

  /**
   * Opens what a command works on.
   *
   * @param local the folder of a local instance; empty: the stack of this name in AWS
   */
  static Stack open(Optional<Path> local, StackName name, InstantSource clock) {
    return local.map(folder -> local(folder, clock)).orElseGet(() -> inAws(name));
  }

  private static Stack inAws(StackName name) {
    return reaching(() -> of(Wiring.aws(), name));
  }

  /** What is asked of AWS; where profile, region or credentials are missing, that is said. */
  static <T> T reaching(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkClientException fault) {
      requireProfile(
          ProfileFileSystemSetting.AWS_PROFILE.getStringValue(),
          profile -> ProfileFile.defaultProfileFile().profile(profile).isPresent());
      requireAccess(
          new DefaultAwsRegionProviderChain(),
          DefaultCredentialsProvider.builder().build(),
          OR_LOCAL);
      throw fault;
    }
  }

  static void requireProfile(Optional<String> profile, Predicate<String> exists) {
    if (profile.isPresent() && !profile.get().equals("default") && !exists.test(profile.get())) {
      throw new CliException(
          "AWS_PROFILE names the profile "
              + profile.get()
              + ", which is neither in ~/.aws/config nor in ~/.aws/credentials. Set it to one that"
              + " aws configure list-profiles lists"
              + OR_LOCAL
              + ".");
    }
  }

  /**
   * The SDK's own words for what is missing here are a page long and say too little.
   *
   * @param instead what else the command takes, as the end of a sentence; may be empty
   */
  static void requireAccess(
      AwsRegionProvider region, AwsCredentialsProvider credentials, String instead) {
    require("a region", instead, () -> region.getRegion());
    require(
        "credentials",
        instead,
        () -> {
          try {
            credentials.resolveCredentials();
          } catch (SdkClientException none) {
            Login.named().ifPresent(Login::require);
            throw none;
          }
        });
  }

  private static void require(String what, String instead, Runnable provider) {
    try {
      provider.run();
    } catch (SdkClientException none) {
      throw new CliException(
          "AWS cannot be asked without "
              + what
              + ". Set AWS_PROFILE and AWS_REGION to where the stack is (aws configure lists"
              + " what you have)"
              + instead
              + ".");
    }
  }

  private static Stack local(Path folder, InstantSource clock) {
    InstanceFile instance = InstanceFile.read(folder);
    Wiring wiring = Wiring.of(instance.config(), instance.endpoints());
    return new Stack(
        wiring,
        instance.http(),
        new InProcess(LocalInstance.recheck(wiring, instance.probeOutside(), clock)),
        Optional.empty());
  }

  private static Stack of(Clients aws, StackName name) {
    Parameters parameters = Parameters.read(aws.ssm(), name);
    Config config =
        new Config(
            parameters.required(REGISTRY_TABLE),
            parameters.required(STATE_TABLE),
            name.masterKey(),
            Set.of());
    Rechecks rechecks =
        zone ->
            StackFunction.of(
                    parameters.required(RECHECK), DefaultCredentialsProvider.builder().build())
                .run(zone);
    return new Stack(
        Wiring.of(config, aws),
        URI.create(parameters.required(API)),
        rechecks,
        parameters.publishable());
  }

  /** What a stack in AWS says of itself. */
  record Parameters(StackName stack, Map<String, String> values) {

    static Parameters read(SsmClient ssm, StackName stack) {
      // Without the slash at the end: IAM's resource is the path as it is asked for.
      String path = stack.parameters().replaceFirst("/$", "");
      return new Parameters(
          stack,
          ssm.getParametersByPathPaginator(get -> get.path(path)).stream()
              .flatMap(page -> page.parameters().stream())
              .collect(Collectors.toMap(Parameter::name, Parameter::value)));
    }

    /** What the stack can publish; empty for a stack of a version that did not say. */
    Optional<Publishable> publishable() {
      List<String> names = list(NAMES);
      List<String> zones = list(ZONES);
      return names.isEmpty() || zones.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Publishable(
                  names,
                  zones.stream()
                      .flatMap(zone -> ZoneId.parse(zone).stream())
                      .collect(Collectors.toSet())));
    }

    /** A list with commas, which may go on in {@code PART-2} and so on. */
    private List<String> list(String part) {
      List<String> all = new ArrayList<>();
      for (int number = 1; ; number++) {
        String name = stack.parameters() + part + (number == 1 ? "" : "-" + number);
        String value = values.get(name);
        if (value == null) {
          return List.copyOf(all);
        }
        all.addAll(List.of(value.split(",", -1)));
      }
    }

    String required(String part) {
      String name = stack.parameters() + part;
      return Optional.ofNullable(values.get(name))
          .orElseThrow(
              () ->
                  new CliException(
                      "There is no SSM parameter "
                          + name
                          + " in this account and region. Deploy the stack first, or set"
                          + " AWS_PROFILE and AWS_REGION to where it is. If it has another name,"
                          + " say --stack NAME. For a local instance say --local DIR."));
    }
  }

  DynamoRegistry registry() {
    return wiring.registry();
  }

  State state() {
    return wiring.state();
  }

  Route53Client route53() {
    return wiring.clients().route53();
  }

  SsmClient ssm() {
    return wiring.clients().ssm();
  }

  /** The name of the parameter that holds the master key. */
  String masterKeyParameter() {
    return wiring.config().masterKeyParameter();
  }

  public MasterKeys masterKeys() {
    return wiring.masterKeys();
  }

  @Override
  public void close() {
    wiring.clients().close();
  }
}
