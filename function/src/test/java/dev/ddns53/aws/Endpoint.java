package dev.ddns53.aws;

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

  public Endpoint {
    differences = Set.copyOf(differences);
  }

  /** The one of {@value #VARIABLE} where it is set, else the emulator that all tests share. */
  public static Endpoint chosen() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(url -> !url.isBlank())
        .map(url -> other(URI.create(url)))
        .orElseGet(() -> emulated(Shared.EMULATOR));
  }

  /** All services of somebody else's emulator. */
  static Endpoint other(URI all) {
    return new Endpoint(
        new Wiring.Endpoints(all, all), Difference.ofLocalStack(), Optional.empty());
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
