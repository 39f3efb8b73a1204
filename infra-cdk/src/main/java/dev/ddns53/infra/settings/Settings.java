package dev.ddns53.infra.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator wants of the stack.
 *
 * @param names the only names that the functions can write
 * @param region empty: as the AWS CLI's profile says
 * @param standby a second region in waiting
 */
public record Settings(
    StackName stack,
    List<ZoneId> zones,
    List<NamePattern> names,
    Api api,
    Functions functions,
    People people,
    TamperWatch tamperWatch,
    Ec2 ec2,
    boolean acceleratedRecovery,
    Optional<String> region,
    boolean standby) {

  public Settings {
    zones = List.copyOf(zones);
    names = List.copyOf(names);
  }

  /**
   * Sites that are EC2 instances.
   *
   * @param events whether there are any
   * @param regions where some run besides the stack's own
   */
  public record Ec2(boolean events, List<String> regions) {
    public Ec2 {
      regions = List.copyOf(regions);
    }
  }

  /**
   * How clients reach it.
   *
   * @param dyndns2 whether routers may call
   */
  public record Api(Optional<Domain> domain, Sizing sizing, boolean dyndns2) {}

  /**
   * How the functions run.
   *
   * @param reservedConcurrency executions that are kept for the update function; empty: none
   * @param platformLogs whether Lambda writes how long each start, restore and call took
   * @param masterKeyKmsKey empty: alias/aws/ssm, whose own policy lets SSM decrypt
   * @param route53Rate empty: the function's own default
   * @param route53Burst empty: the function's own default
   * @param language of notices; empty: the function's own default
   */
  public record Functions(
      int memoryMb,
      int timeoutSeconds,
      Optional<Integer> reservedConcurrency,
      int logDays,
      boolean platformLogs,
      boolean tracing,
      Optional<String> masterKeyKmsKey,
      Optional<Integer> route53Rate,
      Optional<Integer> route53Burst,
      Optional<String> language) {}

  /**
   * Who operates, and who is told of what.
   *
   * @param mfa where operators prove a second factor
   * @param email who gets alarms and notices; empty: nobody
   * @param mailed the notices that are mailed
   * @param rejectedSignatures in five minutes that raise an alarm
   * @param dashboard whether there is one
   */
  public record People(
      Mfa mfa,
      Optional<String> email,
      Set<NoticeKind> mailed,
      Optional<Webhook> webhook,
      int rejectedSignatures,
      boolean dashboard) {
    public People {
      mailed = Set.copyOf(mailed);
    }
  }

  /** Where a second factor is demanded. */
  public enum Mfa {
    /** In the policy, for users: sessions of roles never carry the key that it asks for. */
    CONDITION,
    /** In the trust policy of a role, or by IAM Identity Center. */
    ROLE;

    static Optional<Mfa> parse(String text) {
      return switch (text) {
        case "condition" -> Optional.of(CONDITION);
        case "role" -> Optional.of(ROLE);
        default -> Optional.empty();
      };
    }
  }

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
