package dev.ddns53.core.port;

import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.instance.Instance;
import dev.ddns53.core.instance.InstanceId;
import java.util.Collection;
import java.util.List;

/**
 * EC2's instances, as EC2 describes them. What was done a moment ago may be missing. An instance
 * that has ended is described for a while yet, or not.
 */
public interface Instances {

  /** The region where sites are sought whose selector names none. */
  AwsRegion home();

  /**
   * One instance; empty where EC2 knows none of this id. One call.
   *
   * @throws Unavailable when it cannot be read
   */
  List<Instance> byId(AwsRegion region, InstanceId id);

  /**
   * All instances that have one of these tags, of any state: one call for 1,000 of them, for each
   * key, and for 200 values of it.
   *
   * @throws Unavailable when not all of them could be read
   */
  List<Instance> byTags(AwsRegion region, Collection<Tag> tags);
}
