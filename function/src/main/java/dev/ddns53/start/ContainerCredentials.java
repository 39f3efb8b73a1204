package dev.ddns53.start;

/**
 * Where the SDK looks for credentials under SnapStart. A rehearsal points it to its own by system
 * properties, which go before the environment. They must be gone before the snapshot is taken, or
 * no call of a restored instance would be signed rightly.
 */
public final class ContainerCredentials {

  private static final String URI_PROPERTY = "aws.containerCredentialsFullUri";
  private static final String TOKEN_PROPERTY = "aws.containerAuthorizationToken";

  private ContainerCredentials() {}

  /** Points to those of a rehearsal. */
  public static void rehearse(LoopbackAws aws) {
    System.setProperty(URI_PROPERTY, aws.credentials().toString());
    System.setProperty(TOKEN_PROPERTY, "rehearsed");
  }

  /** Points to those of Lambda. */
  public static void takeBack() {
    System.clearProperty(URI_PROPERTY);
    System.clearProperty(TOKEN_PROPERTY);
  }
}
