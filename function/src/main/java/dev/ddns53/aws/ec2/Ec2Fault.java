package dev.ddns53.aws.ec2;

import org.jspecify.annotations.Nullable;

/** EC2 did not answer, refused, or answered what it should not. */
final class Ec2Fault extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean passing;

  private Ec2Fault(String message, boolean passing, @Nullable Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  /** One that another attempt may not meet. */
  static Ec2Fault passing(String message) {
    return new Ec2Fault(message, true, null);
  }

  /** The connection failed. */
  static Ec2Fault passing(Throwable cause) {
    return new Ec2Fault("EC2 does not answer: " + cause.getMessage(), true, cause);
  }

  /** One that every attempt would meet. */
  static Ec2Fault lasting(String message) {
    return new Ec2Fault(message, false, null);
  }

  boolean isPassing() {
    return passing;
  }
}
