package dev.ddns53.cli;

import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.Neutral;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * Why there are no credentials, in one sentence with what to run. The SDK's own message lists all
 * places where it looked.
 *
 * <pre>
 *  the profile                        what to run
 *  ─────────────────────────────────  ──────────────────────────────────────────
 *  is none                            aws configure list-profiles
 *  needs a module that is not here    aws configure export-credentials
 *  asks for a device (mfa_serial)     the same: the SDK asks nobody
 *  has an SSO session, or its source  aws sso login
 *  takes a role or runs a process     what the SDK says of it
 * </pre>
 */
record Login(String profile, ProfileFile file) {

  private static final String MODULE = "service module must be on the class path";
  private static final int MOST_SOURCES = 5;
  private static final String DEFAULT = "default";
  private static final Set<String> LOGINS =
      Set.of("role_arn", "sso_session", "sso_start_url", "login_session", "credential_process");

  /** The profile that the environment names, or the default one where it logs in somewhere. */
  static Optional<Login> named() {
    ProfileFile file = ProfileFile.defaultProfileFile();
    String name = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
    boolean isNamed = !name.equals(DEFAULT);
    boolean logsIn =
        file.profile(name).stream()
            .flatMap(profile -> profile.properties().keySet().stream())
            .anyMatch(LOGINS::contains);
    return isNamed || logsIn ? Optional.of(new Login(name, file)) : Optional.empty();
  }

  /** Credentials, or why there are none. */
  void require() {
    AwsCredentialsProvider provider =
        ProfileCredentialsProvider.builder().profileFile(file).profileName(profile).build();
    try {
      provider.resolveCredentials();
    } catch (SdkException | IllegalStateException none) {
      throw new CliException(advice(String.valueOf(none.getMessage())), none);
    }
  }

  private String advice(String message) {
    Optional<Profile> found = file.profile(profile);
    if (found.isEmpty()) {
      return "There is no AWS profile "
          + profile
          + ". AWS_PROFILE names it; run: aws configure list-profiles";
    }
    if (message.contains(MODULE)) {
      return "The profile %s logs in by a way that this command does not have. Run: %s"
          .formatted(profile, export());
    }
    if (owner("mfa_serial").isPresent()) {
      return "The profile %s asks for a second factor, which this command cannot ask you for. Run: %s"
          .formatted(profile, export());
    }
    Optional<String> center = owner("sso_session").or(() -> owner("sso_start_url"));
    if (center.isPresent() && !message.contains("not authorized")) {
      return "The profile %s is not logged in, or no longer. Run: aws sso login --profile %s"
          .formatted(profile, center.get());
    }
    return "The profile %s gives no credentials: %s".formatted(profile, Neutral.line(message));
  }

  private String export() {
    return "eval \"$(aws configure export-credentials --profile %s --format env)\"; unset AWS_PROFILE"
        .formatted(profile);
  }

  /** The profile itself, or one that it takes its credentials from, that has this property. */
  private Optional<String> owner(String property) {
    Optional<Profile> next = file.profile(profile);
    for (int i = 0; i < MOST_SOURCES && next.isPresent(); i++) {
      if (next.get().property(property).isPresent()) {
        return next.map(Profile::name);
      }
      next = next.get().property("source_profile").flatMap(file::profile);
    }
    return Optional.empty();
  }
}
