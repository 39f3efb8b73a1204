package dev.ddns53.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The SDK's values as the JSON that the AWS CLI shows and takes, by what the SDK says of their
 * fields: no field that the SDK knows gets lost. It does texts, numbers, booleans, lists, and
 * values within values, of which a record set consists.
 */
public final class SdkJson {

  private SdkJson() {}

  /** A value's fields in the SDK's order; those that it does not have are left out. */
  public static ObjectNode json(SdkPojo value) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (SdkField<?> field : value.sdkFields()) {
      Object content = field.getValueOrDefault(value);
      if (content != null && !(content instanceof SdkAutoConstructList)) {
        json.set(field.memberName(), node(content));
      }
    }
    return json;
  }

  private static JsonNode node(Object content) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (content) {
      case String text -> nodes.textNode(text);
      case Boolean flag -> nodes.booleanNode(flag);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case List<?> items -> {
        ArrayNode array = nodes.arrayNode();
        items.forEach(item -> array.add(node(item)));
        yield array;
      }
      case SdkPojo inner -> json(inner);
      default ->
          throw new IllegalArgumentException("no JSON for a " + content.getClass().getName());
    };
  }

  /**
   * Gives a builder the fields of a JSON object.
   *
   * @throws IllegalArgumentException when the SDK has no such field, or of another type
   */
  public static <T extends SdkPojo> T fill(T builder, JsonNode json) {
    Set<String> unknown = new HashSet<>();
    json.propertyStream().map(Map.Entry::getKey).forEach(unknown::add);
    for (SdkField<?> field : builder.sdkFields()) {
      if (unknown.remove(field.memberName())) {
        field.set(builder, content(field, json.path(field.memberName())));
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("the AWS SDK has no field " + String.join(", ", unknown));
    }
    return builder;
  }

  private static Object content(SdkField<?> field, JsonNode json) {
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.STRING) && json.isTextual()) {
      return json.textValue();
    } else if (type.equals(MarshallingType.BOOLEAN) && json.isBoolean()) {
      return json.booleanValue();
    } else if (type.equals(MarshallingType.INTEGER) && json.canConvertToInt()) {
      return json.intValue();
    } else if (type.equals(MarshallingType.LONG) && json.canConvertToLong()) {
      return json.longValue();
    } else if (type.equals(MarshallingType.LIST) && json.isArray()) {
      SdkField<?> item = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      List<Object> items = new ArrayList<>();
      json.forEach(each -> items.add(content(item, each)));
      return items;
    } else if (type.equals(MarshallingType.SDK_POJO) && json.isObject()) {
      return ((Buildable) fill(field.constructor().get(), json)).build();
    }
    throw new IllegalArgumentException(field.memberName() + " is of another type");
  }
}
