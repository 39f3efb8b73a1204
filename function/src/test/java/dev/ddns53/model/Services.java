package dev.ddns53.model;

import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a plan is carried out on: ports, and what stands behind them as seen from outside. */
interface Services {

  /** The time that Route 53 gives for changes, where that can be chosen. */
  void clock(InstantSource source);

  State state();

  Records records();

  Registry registry();

  /** What is stored of a name. */
  NameState stored(Fqdn name);

  /** What stands at a name and is neither an alias nor under a routing policy. */
  Optional<Publication> published(Fqdn name, Family family);

  /** Somebody puts a weighted record set of type A in the place of whatever stands there. */
  void seize(Fqdn name);

  /** Somebody deletes the weighted record set that stands there. */
  void withdraw(Fqdn name);

  /** Somebody deletes the simple record set that stands there, or puts one address into it. */
  void tamper(Fqdn name, Family family, Optional<IpAddress> address);

  /** Whether a weighted record set stands there. */
  boolean isSeized(Fqdn name);

  /**
   * Lets the next call of a kind go wrong by itself, until {@link #recover}.
   *
   * @return false where that has to be simulated
   */
  boolean provoke(Plan.Call kind, Plan.Fault fault, RandomGenerator random);

  /** Nothing goes wrong by itself anymore. */
  void recover();
}
