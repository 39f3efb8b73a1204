package dev.ddns53.local;

import dev.ddns53.Wiring;
import java.net.URI;

/** What an operator does in AWS before sites can report; commands do it. */
public interface Setup {

  /** Makes the master key, and the registry what it shall be. The tables are there. */
  void register(Wiring wiring);

  /**
   * Gives sites their keys and clients.
   *
   * @param api the base address that clients call
   */
  void equip(Wiring wiring, URI api);
}
