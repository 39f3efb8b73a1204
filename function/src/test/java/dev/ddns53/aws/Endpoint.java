package dev.ddns53.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddns53.Wiring;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.fake.Difference;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where AWS's services answer in a test.
 *
 * @param services its addresses
 * @param differences in what it is known to differ from AWS
 * @param emulator ours, by which calls can be counted and faults provoked
 */
public record Endpoint(
    Wiring.Endpoints services, Set<Difference> differences, Optional<Emulator> emulator) {

  static final String VARIABLE = "AWS_ENDPOINT_URL";

  /** As the SDK's own, it goes before {@link #VARIABLE}. */
  static final String OF_DYNAMODB = "AWS_ENDPOINT_URL_DYNAMODB";

  public Endpoint {
    differences = Set.copyOf(differences);
  }

  /** The one of {@value #VARIABLE} where it is set, else the emulator that all tests share. */
  public static Endpoint chosen() {
    return variable(VARIABLE)
        .map(all -> other(all, variable(OF_DYNAMODB).orElse(all), Difference.ofMoto()))
        .orElseGet(() -> emulated(Shared.EMULATOR));
  }

  private static Optional<URI> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(url -> !url.isBlank()).map(URI::create);
  }

  /** Somebody else's emulator of AWS. */
  static Endpoint other(URI all, URI dynamodb, Set<Difference> differences) {
    return new Endpoint(new Wiring.Endpoints(all, dynamodb), differences, Optional.empty());
  }

  /**
   * Somebody else's emulator of all services but DynamoDB, which is the one that all tests share.
   */
  static Endpoint besideOurDynamoDb(URI others, Set<Difference> differences) {
    return other(others, Shared.EMULATOR.dynamodb(), differences);
  }

  /** Skips a test that counts calls or makes them fail, where our emulator is not what answers. */
  public void needsOurEmulator() {
    assumeTrue(
        emulator.isPresent(), "skipped: our own emulator alone counts calls and fails on demand");
  }

  private static Endpoint emulated(Emulator emulator) {
    return new Endpoint(
        new Wiring.Endpoints(emulator.aws(), emulator.dynamodb()), Set.of(), Optional.of(emulator));
  }

  private static final class Shared {

    static final Emulator EMULATOR = start();

    private static Emulator start() {
      try {
        Emulator emulator = Emulator.inMemory(Settings.UNLIMITED);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(emulator)));
        return emulator;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void stop(Emulator emulator) {
      try {
        emulator.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
