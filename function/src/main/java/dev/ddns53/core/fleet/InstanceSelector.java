package dev.ddns53.core.fleet;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.SpecialRange;
import java.util.Map;
import java.util.Optional;

/**
 * Which EC2 instances a site is, and which of their addresses it has.
 *
 * @param by what the instances have in common
 * @param region where they run; empty for the region of the stack
 * @param address which of an instance's addresses
 * @param which of the instances that have such an address
 */
public record InstanceSelector(By by, Optional<AwsRegion> region, Address address, Which which) {

  /** What Auto Scaling tags each instance of a group with. */
  public static final String GROUP_TAG = "aws:autoscaling:groupName";

  /** What instances have in common. */
  public sealed interface By {

    /** A tag with this value. */
    record ByTag(Tag tag) implements By {}

    /** An Auto Scaling group, which tags its instances. */
    record ByGroup(String name) implements By {}

    /** The tag by which EC2 finds them. */
    default Tag tag() {
      return switch (this) {
        case ByTag(Tag tag) -> tag;
        case ByGroup(String name) -> new Tag(GROUP_TAG, name);
      };
    }
  }

  /** A tag of EC2. */
  public record Tag(String key, String value) {

    static final int KEY_CHARS = 128;
    static final int VALUE_CHARS = 256;

    @Override
    public String toString() {
      return key + "=" + value;
    }
  }

  /** Which address of an instance. */
  public enum Address {
    /** The public IPv4 address, an Elastic IP address among them. */
    PUBLIC(Family.IPV4),
    /** The private IPv4 address, for names that only the VPC asks for. */
    PRIVATE(Family.IPV4),
    IPV6(Family.IPV6);

    private final Family family;

    Address(Family family) {
      this.family = family;
    }

    public Family family() {
      return family;
    }
  }

  /** Which of several instances. */
  public enum Which {
    /** The one that was launched last. */
    NEWEST,
    /** Each of them. */
    ALL
  }

  /** Whether an instance is one of them. */
  public boolean matches(Map<String, String> tags) {
    Tag tag = by.tag();
    return tag.value().equals(tags.get(tag.key()));
  }

  /**
   * Why an address is forbidden, if it is. Those of inner networks only where they are asked for.
   */
  Optional<SpecialRange> forbidden(IpAddress some) {
    return SpecialRange.of(some)
        .filter(special -> !(address == Address.PRIVATE && special.isInternal()));
  }

  /** For people: what they have in common. */
  @Override
  public String toString() {
    String what =
        switch (by) {
          case By.ByTag(Tag tag) -> "instances tagged " + tag;
          case By.ByGroup(String name) -> "instances of the Auto Scaling group " + name;
        };
    return region.map(where -> what + " in " + where).orElse(what);
  }
}
