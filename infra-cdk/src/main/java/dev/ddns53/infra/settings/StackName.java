package dev.ddns53.infra.settings;

import java.util.Optional;

/**
 * The stack's name. All that carries a name of ours is named after it, so that several stacks, such
 * as staging and production, fit into one account and region. It begins with {@code ddns53}, so
 * that its parameters, roles and logs are known by their names.
 */
public record StackName(String value) {

  /** What a stack is called that nobody called otherwise. */
  public static final StackName DEFAULT = new StackName("ddns53");

  /** A role's name has 64 characters at most, with the purpose and the longest region's name. */
  private static final int MOST_CHARS = 32;

  static Optional<StackName> parse(String text) {
    boolean fits = text.length() <= MOST_CHARS && text.matches("ddns53(?:-[a-z0-9]+)*");
    return fits ? Optional.of(new StackName(text)) : Optional.empty();
  }

  /** Where the {@code ddns53} command finds the stack: parameters that hold no secret. */
  public String parameters() {
    return "/" + value + "/stack";
  }

  /** The parameter that holds the master key. */
  public String masterKey() {
    return "/" + value + "/master-key";
  }

  /**
   * A name for what IAM knows: it is the same for all regions of an account.
   *
   * @param purpose one word
   * @param region a region's name, or CloudFormation's word for its own
   */
  public String inIam(String purpose, String region) {
    return value + "-" + purpose + "-" + region;
  }

  @Override
  public String toString() {
    return value;
  }
}
