package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.terminal.CliException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

final class StackTest {

  private static final AwsRegionProvider REGION = () -> Region.EU_CENTRAL_1;
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));

  private static SdkClientException none() {
    return SdkClientException.create("Unable to load it from any of the providers in the chain");
  }

  private static String refusal(AwsRegionProvider region, AwsCredentialsProvider credentials) {
    return String.valueOf(
        assertThrows(
                CliException.class,
                () -> Stack.requireAccess(region, credentials, ", or go without"))
            .getMessage());
  }

  @Test
  void noRegion_saysWhatToSet() {
    AwsRegionProvider nowhere =
        () -> {
          throw none();
        };
    String refusal = refusal(nowhere, CREDENTIALS);
    assertTrue(
        refusal.startsWith("AWS cannot be asked without a region. Set AWS_PROFILE"), refusal);
    assertEquals(1, refusal.lines().count());
  }

  @Test
  void noCredentials_saysWhatToSet() {
    AwsCredentialsProvider nobody =
        () -> {
          throw none();
        };
    String refusal = refusal(REGION, nobody);
    assertTrue(
        refusal.startsWith("AWS cannot be asked without credentials. Set AWS_PROFILE"), refusal);
    assertTrue(refusal.endsWith("(aws configure lists what you have), or go without."), refusal);
  }

  @Test
  void unknownProfile_namedFirst() {
    String refusal =
        String.valueOf(
            assertThrows(
                    CliException.class,
                    () -> Stack.requireProfile(Optional.of("nosuch"), profile -> false))
                .getMessage());
    assertTrue(refusal.startsWith("AWS_PROFILE names the profile nosuch, which is"), refusal);
    assertEquals(1, refusal.lines().count());
    assertDoesNotThrow(() -> Stack.requireProfile(Optional.of("known"), "known"::equals));
    assertDoesNotThrow(() -> Stack.requireProfile(Optional.of("default"), profile -> false));
    assertDoesNotThrow(() -> Stack.requireProfile(Optional.empty(), profile -> false));
  }

  @Test
  void both_goesOn() {
    assertDoesNotThrow(() -> Stack.requireAccess(REGION, CREDENTIALS, ""));
  }
}
