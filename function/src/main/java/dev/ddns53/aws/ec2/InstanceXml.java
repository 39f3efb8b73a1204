package dev.ddns53.aws.ec2;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.instance.InstanceId;
import dev.ddns53.core.instance.InstanceState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An instance while its XML comes. Of its IPv6 addresses the first counts. */
final class InstanceXml {

  private static final String TAG = "tagSet/item";
  private static final String IPV6 = "networkInterfaceSet/item/ipv6AddressesSet/item/ipv6Address";

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> tags = new HashMap<>();

  /** Takes a text; the path begins below the instance. */
  void leaf(String path, String text) {
    if (path.startsWith(TAG)) {
      texts.put(path, text);
    } else {
      texts.putIfAbsent(path, text);
    }
  }

  void end(String path) {
    if (path.equals(TAG)) {
      tags.put(text(TAG + "/key").orElse(""), text(TAG + "/value").orElse(""));
      texts.remove(TAG + "/key");
      texts.remove(TAG + "/value");
    }
  }

  private Optional<String> text(String path) {
    return Optional.ofNullable(texts.get(path));
  }

  /** The whole instance; empty where something is missing or unreadable that each has. */
  Optional<Instance> read() {
    Optional<InstanceId> id = text("instanceId").flatMap(InstanceId::parse);
    Optional<InstanceState> state = text("instanceState/name").flatMap(InstanceState::parse);
    Optional<Instant> launched = text("launchTime").flatMap(InstanceXml::time);
    if (id.isEmpty() || state.isEmpty() || launched.isEmpty()) {
      return Optional.empty();
    }
    Map<Address, IpAddress> addresses = new EnumMap<>(Address.class);
    put(addresses, Address.PUBLIC, text("ipAddress"));
    put(addresses, Address.PRIVATE, text("privateIpAddress"));
    put(addresses, Address.IPV6, text("ipv6Address").or(() -> text(IPV6)));
    return Optional.of(new Instance(id.get(), state.get(), launched.get(), addresses, tags));
  }

  private static void put(Map<Address, IpAddress> addresses, Address which, Optional<String> text) {
    text.flatMap(IpAddress::parse).ifPresent(address -> addresses.put(which, address));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}
