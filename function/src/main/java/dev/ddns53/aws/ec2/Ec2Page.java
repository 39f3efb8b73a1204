package dev.ddns53.aws.ec2;

import dev.ddns53.core.instance.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of DescribeInstances.
 *
 * @param next where the next page begins; empty on the last one
 */
record Ec2Page(List<Instance> instances, Optional<String> next) {

  private static final String ROOT = "DescribeInstancesResponse";
  private static final String INSTANCE = ROOT + "/reservationSet/item/instancesSet/item";

  Ec2Page {
    instances = List.copyOf(instances);
  }

  /** Reads an answer, of which nothing may be missing. */
  static Ec2Page read(InputStream body) throws IOException, Ec2Fault {
    Reading reading = new Reading();
    BoundedXml.read(body, reading::leaf, reading::end);
    return reading.page();
  }

  /** What was read so far. */
  private static final class Reading {

    private final List<Instance> instances = new ArrayList<>();
    private InstanceXml instance = new InstanceXml();
    private Optional<String> next = Optional.empty();
    private Optional<String> fault = Optional.empty();
    private boolean isRootThere;

    void leaf(String path, String text) {
      if (path.startsWith(INSTANCE + "/")) {
        instance.leaf(path.substring(INSTANCE.length() + 1), text);
      } else if (path.equals(ROOT + "/nextToken")) {
        next = Optional.of(text).filter(token -> !token.isEmpty());
      }
    }

    void end(String path) {
      if (path.startsWith(INSTANCE + "/")) {
        instance.end(path.substring(INSTANCE.length() + 1));
      } else if (path.equals(INSTANCE)) {
        instance
            .read()
            .ifPresentOrElse(
                instances::add, () -> fault = Optional.of("EC2 describes an instance unreadably"));
        instance = new InstanceXml();
      }
      isRootThere |= path.equals(ROOT);
    }

    Ec2Page page() throws Ec2Fault {
      if (fault.isPresent()) {
        throw Ec2Fault.lasting(fault.get());
      }
      if (!isRootThere) {
        throw Ec2Fault.lasting("EC2 answers something else than instances");
      }
      return new Ec2Page(instances, next);
    }
  }
}
