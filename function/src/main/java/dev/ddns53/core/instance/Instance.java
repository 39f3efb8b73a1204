package dev.ddns53.core.instance;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * An EC2 instance as EC2 describes it.
 *
 * @param launched when it was started last
 * @param addresses those that it has; a family that is not the one asked for counts as none
 */
public record Instance(
    InstanceId id,
    InstanceState state,
    Instant launched,
    Map<Address, IpAddress> addresses,
    Map<String, String> tags) {

  public Instance {
    Map<Address, IpAddress> fitting = new EnumMap<>(Address.class);
    addresses.forEach(
        (which, address) -> {
          if (address.family() == which.family()) {
            fitting.put(which, address);
          }
        });
    addresses = Map.copyOf(fitting);
    tags = Map.copyOf(tags);
  }

  /** Its address of a kind; only one that runs has any that is good for something. */
  public Optional<IpAddress> address(Address which) {
    return state == InstanceState.RUNNING
        ? Optional.ofNullable(addresses.get(which))
        : Optional.empty();
  }
}
