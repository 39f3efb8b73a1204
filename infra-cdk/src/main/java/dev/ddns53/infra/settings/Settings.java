package dev.ddns53.infra.settings;

import java.util.List;
import java.util.Optional;

/**
 * What an operator wants of the stack.
 *
 * @param names the only names that the functions can write
 * @param region empty: as the AWS CLI's profile says
 * @param standby a second region in waiting
 */
public record Settings(
    List<ZoneId> zones,
    List<NamePattern> names,
    Api api,
    Functions functions,
    Alarms alarms,
    TamperWatch tamperWatch,
    boolean ec2Events,
    boolean acceleratedRecovery,
    Optional<String> region,
    boolean standby) {

  public Settings {
    zones = List.copyOf(zones);
    names = List.copyOf(names);
  }

  /**
   * How clients reach it.
   *
   * @param ratePerSecond of each route
   * @param burst of each route
   * @param dyndns2 whether routers may call
   */
  public record Api(Optional<Domain> domain, int ratePerSecond, int burst, boolean dyndns2) {}

  /**
   * How the functions run.
   *
   * @param masterKeyKmsKey empty: alias/aws/ssm, whose own policy lets SSM decrypt
   * @param route53Rate empty: the function's own default
   * @param route53Burst empty: the function's own default
   * @param language of notices; empty: the function's own default
   */
  public record Functions(
      int memoryMb,
      int timeoutSeconds,
      int logDays,
      boolean tracing,
      Optional<String> masterKeyKmsKey,
      Optional<Integer> route53Rate,
      Optional<Integer> route53Burst,
      Optional<String> language) {}

  /**
   * Who is told, and from when on.
   *
   * @param rejectedSignatures in five minutes
   */
  public record Alarms(Optional<String> email, int rejectedSignatures) {}

  /**
   * Whether strange record changes are told.
   *
   * @param ignoredRoles ARNs of further roles whose changes are no news
   */
  public record TamperWatch(boolean on, List<String> ignoredRoles) {
    public TamperWatch {
      ignoredRoles = List.copyOf(ignoredRoles);
    }
  }
}
