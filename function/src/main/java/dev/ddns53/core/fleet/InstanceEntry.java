package dev.ddns53.core.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.fleet.InstanceSelector.By;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.fleet.InstanceSelector.Which;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The field {@code instance} of a site: {@code tag} or {@code autoScalingGroup}, {@code region},
 * {@code address}, {@code which}.
 */
final class InstanceEntry {

  private static final String TAG = "tag";
  private static final String GROUP = "autoScalingGroup";
  private static final int GROUP_CHARS = 255;

  private InstanceEntry() {}

  /** Takes the field of a site's entry, if it is there. */
  static Optional<InstanceSelector> take(Fields parent) throws InvalidJson {
    Optional<Fields> object = parent.object("instance");
    if (object.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = object.get();
    Optional<AwsRegion> region =
        fields.text("region", "a region of AWS such as ap-northeast-1", AwsRegion::parse);
    Address address =
        fields
            .text("address", "public, private or ipv6", InstanceEntry::address)
            .orElse(Address.PUBLIC);
    Which which = fields.text("which", "newest or all", InstanceEntry::which).orElse(Which.NEWEST);
    Optional<By> by = fields.part(() -> by(parent, fields));
    fields.end();
    return by.map(common -> new InstanceSelector(common, region, address, which));
  }

  private static By by(Fields parent, Fields fields) throws InvalidJson {
    Optional<Fields> tags = fields.object(TAG);
    Optional<String> group =
        fields.text(
            GROUP,
            "a group's name of 1 to " + GROUP_CHARS + " characters",
            name -> text(name, GROUP_CHARS).filter(some -> !some.isEmpty()));
    if (fields.has(TAG) == fields.has(GROUP)) {
      throw parent.fault(
          "instance",
          "must have one of tag, such as { \"ddns53:site\": web-1 }, and autoScalingGroup");
    }
    return fields.has(TAG)
        ? new By.ByTag(tag(fields, fields.required(TAG, tags)))
        : new By.ByGroup(fields.required(GROUP, group));
  }

  private static Tag tag(Fields parent, Fields fields) throws InvalidJson {
    List<String> keys = fields.names();
    if (keys.size() != 1) {
      throw parent.fault(
          TAG, "must have one key and its value, such as { \"ddns53:site\": web-1 }");
    }
    String key = keys.getFirst();
    if (key.isEmpty() || key.length() > Tag.KEY_CHARS) {
      throw parent.fault(TAG, "must have a key of 1 to " + Tag.KEY_CHARS + " characters");
    }
    return new Tag(
        key,
        fields.required(
            key,
            fields.text(
                key,
                "a value of at most " + Tag.VALUE_CHARS + " characters (numbers in quotes)",
                value -> text(value, Tag.VALUE_CHARS))));
  }

  private static Optional<String> text(String text, int most) {
    return Optional.of(text).filter(some -> some.length() <= most);
  }

  private static Optional<Address> address(String text) {
    return switch (text) {
      case "public" -> Optional.of(Address.PUBLIC);
      case "private" -> Optional.of(Address.PRIVATE);
      case "ipv6" -> Optional.of(Address.IPV6);
      default -> Optional.empty();
    };
  }

  private static Optional<Which> which(String text) {
    return switch (text) {
      case "newest" -> Optional.of(Which.NEWEST);
      case "all" -> Optional.of(Which.ALL);
      default -> Optional.empty();
    };
  }

  /** The entry as the registry holds it. */
  static ObjectNode toJson(InstanceSelector selector) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (selector.by()) {
      case By.ByTag(Tag tag) -> node.putObject(TAG).put(tag.key(), tag.value());
      case By.ByGroup(String name) -> node.put(GROUP, name);
    }
    selector.region().ifPresent(region -> node.put("region", region.id()));
    if (selector.address() != Address.PUBLIC) {
      node.put("address", slug(selector.address()));
    }
    if (selector.which() != Which.NEWEST) {
      node.put("which", slug(selector.which()));
    }
    return node;
  }

  private static String slug(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
