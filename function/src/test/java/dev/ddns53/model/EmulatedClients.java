package dev.ddns53.model;

import dev.ddns53.Config;
import dev.ddns53.Wiring;
import dev.ddns53.aws.Clients;
import dev.ddns53.emulator.Emulator;
import java.net.URI;
import java.util.Set;

/**
 * Clients of the emulator, for one history after another.
 *
 * @param plain by whose calls to DynamoDB nothing goes wrong, one hop shorter
 * @param faulty whose calls the emulator's faults hit
 */
record EmulatedClients(Emulator emulator, Clients plain, Clients faulty) implements AutoCloseable {

  private static final Config NONE = new Config("none", "none", "/none", Set.of());

  static EmulatedClients of(Emulator emulator) {
    return new EmulatedClients(
        emulator,
        to(emulator.aws(), emulator.uncountedDynamodb()),
        to(emulator.aws(), emulator.dynamodb()));
  }

  private static Clients to(URI aws, URI dynamodb) {
    return Wiring.of(NONE, new Wiring.Endpoints(aws, dynamodb)).clients();
  }

  @Override
  public void close() {
    plain.close();
    faulty.close();
  }
}
