package dev.ddns53.fake;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.instance.InstanceId;
import dev.ddns53.core.instance.InstanceState;
import dev.ddns53.core.port.Instances;
import dev.ddns53.core.port.Unavailable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Instances in memory. What they are described as may be older than what they are. */
public final class FakeInstances implements Instances {

  public static final AwsRegion HOME = new AwsRegion("ap-northeast-1");

  private final TreeMap<InstanceId, Instance> byId = new TreeMap<>();
  private final Map<InstanceId, AwsRegion> elsewhere = new HashMap<>();
  private final Script<Runnable> meanwhile = new Script<>();
  private Optional<Map<InstanceId, Instance>> frozen = Optional.empty();
  private boolean unreadable;
  private int asks;

  /** The id of an instance with this number. */
  public static InstanceId id(int number) {
    return new InstanceId("i-%08x".formatted(number));
  }

  /** An instance that is about to run, with a tag, or none where the value is empty. */
  public FakeInstances launch(int number, Instant at, String key, String value) {
    put(
        new Instance(
            id(number),
            InstanceState.PENDING,
            at,
            Map.of(),
            value.isEmpty() ? Map.of() : Map.of(key, value)));
    return this;
  }

  /** It runs and has addresses, of each kind one that tells its number. */
  public FakeInstances run(int number) {
    Map<Address, IpAddress> addresses = new EnumMap<>(Address.class);
    addresses.put(Address.PUBLIC, address("203.0.113." + number));
    addresses.put(Address.PRIVATE, address("10.0.0." + number));
    addresses.put(Address.IPV6, address("2001:db8::" + Integer.toHexString(number)));
    return become(number, InstanceState.RUNNING, addresses);
  }

  /** It is in another state, with these addresses alone. */
  public FakeInstances become(int number, InstanceState state, Map<Address, IpAddress> addresses) {
    Instance before = get(number);
    put(new Instance(before.id(), state, before.launched(), addresses, before.tags()));
    return this;
  }

  public FakeInstances become(int number, InstanceState state) {
    return become(number, state, Map.of());
  }

  public FakeInstances tag(int number, String key, String value) {
    Instance before = get(number);
    Map<String, String> tags = new HashMap<>(before.tags());
    tags.put(key, value);
    put(new Instance(before.id(), before.state(), before.launched(), before.addresses(), tags));
    return this;
  }

  public void forget(int number) {
    byId.remove(id(number));
  }

  /** It runs in another region than ours. */
  public void move(int number, AwsRegion region) {
    elsewhere.put(id(number), region);
  }

  /** From now on, how it is now is what is described; or again how it is then. */
  public void freeze(boolean on) {
    frozen = on ? Optional.of(Map.copyOf(byId)) : Optional.empty();
  }

  /** Describes how it was at some time. */
  public void describeAs(Map<InstanceId, Instance> view) {
    frozen = Optional.of(Map.copyOf(view));
  }

  public Map<InstanceId, Instance> view() {
    return Map.copyOf(byId);
  }

  public void unreadable(boolean now) {
    unreadable = now;
  }

  /** What happens between a question and its answer, which does not know of it. */
  public void meanwhile(Runnable... others) {
    meanwhile.then(Arrays.asList(others));
  }

  public int asks() {
    return asks;
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private Instance get(int number) {
    return Optional.ofNullable(byId.get(id(number))).orElseThrow();
  }

  private void put(Instance instance) {
    byId.put(instance.id(), instance);
  }

  private List<Instance> answer(AwsRegion region) {
    asks++;
    if (unreadable) {
      throw new Unavailable("instances: EC2 refuses: RequestLimitExceeded");
    }
    List<Instance> answer =
        frozen.orElse(byId).values().stream()
            .filter(each -> elsewhere.getOrDefault(each.id(), HOME).equals(region))
            .toList();
    meanwhile.next().ifPresent(Runnable::run);
    return answer;
  }

  @Override
  public AwsRegion home() {
    return HOME;
  }

  @Override
  public List<Instance> byId(AwsRegion region, InstanceId id) {
    return answer(region).stream().filter(each -> each.id().equals(id)).toList();
  }

  @Override
  public List<Instance> byTags(AwsRegion region, Collection<Tag> tags) {
    return answer(region).stream()
        .filter(
            each -> tags.stream().anyMatch(tag -> tag.value().equals(each.tags().get(tag.key()))))
        .toList();
  }
}
