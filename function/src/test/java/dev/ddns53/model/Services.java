package dev.ddns53.model;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Registry;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Traffic;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a plan is carried out on: ports, and what stands behind them as seen from outside. */
interface Services {

  /** The time that Route 53 gives for changes, where that can be chosen. */
  void clock(InstantSource source);

  State state();

  Traffic traffic();

  Records records();

  /** The same as somebody uses it who is not us, and whom no fault hits. */
  Records hands();

  Registry registry();

  /** Makes a hosted zone; several may have the same apex. */
  ZoneId createZone(Fqdn apex);

  /** Deletes a hosted zone with all that is in it. */
  void deleteZone(ZoneId zone);

  /** What is stored of a name. */
  NameState stored(Fqdn name);

  /** Whether a site's row is of this version. */
  boolean isStored(SiteState row);

  /**
   * From now on IAM permits us no change of these names, and of all others.
   *
   * @return false where that has to be simulated
   */
  boolean deny(Set<Fqdn> names);

  /**
   * Lets the next call of a kind go wrong by itself, until {@link #recover}.
   *
   * @return false where that has to be simulated
   */
  boolean provoke(Plan.Call kind, Plan.Fault fault, RandomGenerator random);

  /** Nothing goes wrong by itself. */
  void recover();
}
