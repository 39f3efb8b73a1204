package dev.ddns53.aws.ec2;

import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.instance.InstanceId;
import dev.ddns53.core.port.Instances;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.port.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** EC2's DescribeInstances. A page that fails is asked for again, a little later each time. */
public final class Ec2Instances implements Instances {

  static final int ATTEMPTS = 4;

  private static final String VERSION = "2016-11-15";
  private static final int MOST_VALUES = 200;
  private static final int MOST_RESULTS = 1_000;
  private static final int MOST_PAGES = 100;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(300);

  private final Ec2Call call;
  private final Time time;

  public Ec2Instances(Ec2Call call, Time time) {
    this.call = call;
    this.time = time;
  }

  @Override
  public AwsRegion home() {
    return call.home().get();
  }

  /** A filter, not an id: EC2 refuses an id that it does not know, or does not know yet. */
  @Override
  public List<Instance> byId(AwsRegion region, InstanceId id) {
    return described(region, "instance-id", List.of(id.value()));
  }

  @Override
  public List<Instance> byTags(AwsRegion region, Collection<Tag> tags) {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    tags.forEach(tag -> values.computeIfAbsent(tag.key(), key -> new TreeSet<>()).add(tag.value()));
    Map<InstanceId, Instance> all = new LinkedHashMap<>();
    values.forEach(
        (key, ofKey) -> {
          List<String> each = List.copyOf(ofKey);
          for (int from = 0; from < each.size(); from += MOST_VALUES) {
            List<String> some = each.subList(from, Math.min(each.size(), from + MOST_VALUES));
            described(region, "tag:" + key, some)
                .forEach(instance -> all.put(instance.id(), instance));
          }
        });
    return List.copyOf(all.values());
  }

  private List<Instance> described(AwsRegion region, String filter, List<String> values) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", "DescribeInstances");
    parameters.put("Version", VERSION);
    parameters.put("MaxResults", Integer.toString(MOST_RESULTS));
    parameters.put("Filter.1.Name", filter);
    for (int i = 0; i < values.size(); i++) {
      parameters.put("Filter.1.Value." + (i + 1), literal(values.get(i)));
    }
    List<Instance> instances = new ArrayList<>();
    Optional<String> next = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      next.ifPresent(token -> parameters.put("NextToken", token));
      Ec2Page read = page(region, parameters);
      instances.addAll(read.instances());
      next = read.next();
      if (next.isEmpty()) {
        return instances;
      }
    }
    throw new Unavailable("instances: EC2 has more than " + MOST_PAGES + " pages of them");
  }

  /** A filter's value in which nothing stands for anything else. */
  private static String literal(String value) {
    return value.replaceAll("[\\\\*?]", "\\\\$0");
  }

  private Ec2Page page(AwsRegion region, Map<String, String> parameters) {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return call.call(region.id(), parameters);
      } catch (Ec2Fault fault) {
        if (!fault.isPassing() || attempt == ATTEMPTS) {
          throw new Unavailable("instances in " + region + ": " + fault.getMessage(), fault);
        }
      }
      time.pass(pause);
      pause = pause.multipliedBy(2);
    }
  }
}
