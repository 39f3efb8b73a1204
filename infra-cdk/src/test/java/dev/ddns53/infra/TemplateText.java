package dev.ddns53.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A CloudFormation template, to ask questions of. */
record TemplateText(JsonNode root) {

  /** A resource of the template. */
  record Resource(String id, String type, JsonNode whole) {

    JsonNode properties() {
      return whole.path("Properties");
    }

    /** The value at a path of properties, with slashes. */
    JsonNode at(String path) {
      return properties().at("/" + path);
    }

    String text(String path) {
      return TemplateText.text(at(path));
    }

    String deletionPolicy() {
      return whole.path("DeletionPolicy").asText();
    }
  }

  Stream<Resource> resources() {
    return root.path("Resources").properties().stream()
        .map(
            entry ->
                new Resource(
                    entry.getKey(), entry.getValue().path("Type").asText(), entry.getValue()));
  }

  List<Resource> all(String type) {
    return resources().filter(resource -> resource.type.equals(type)).toList();
  }

  /** The only one of its type whose id begins so. */
  Resource one(String type, String prefix) {
    List<Resource> found =
        all(type).stream().filter(resource -> resource.id.startsWith(prefix)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "there are "
              + found.size()
              + " of "
              + type
              + " "
              + prefix
              + ", among "
              + all(type).stream().map(Resource::id).toList());
    }
    return found.getFirst();
  }

  /** How often each type is there. */
  Map<String, Long> counts() {
    return resources()
        .collect(Collectors.groupingBy(Resource::type, TreeMap::new, Collectors.counting()));
  }

  /** A value as one text: references in angle brackets, without the hash that ends an id. */
  static String text(JsonNode value) {
    if (value.isObject() && value.size() == 1) {
      if (value.has("Ref")) {
        return "<" + plain(value.path("Ref").asText()) + ">";
      }
      if (value.has("Fn::GetAtt")) {
        JsonNode of = value.path("Fn::GetAtt");
        return "<" + plain(of.path(0).asText()) + "." + of.path(1).asText() + ">";
      }
      if (value.has("Fn::Join")) {
        return items(value.path("Fn::Join").path(1))
            .map(TemplateText::text)
            .collect(Collectors.joining(value.path("Fn::Join").path(0).asText()));
      }
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** The same with each reference as {@link #text} writes it. */
  static JsonNode resolved(JsonNode value) {
    if (value.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> items.add(resolved(item)));
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    String text = text(value);
    if (!text.equals(value.toString())) {
      return TextNode.valueOf(text);
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    value.properties().forEach(field -> fields.set(field.getKey(), resolved(field.getValue())));
    return fields;
  }

  static Stream<JsonNode> items(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
        : Stream.of(value).filter(item -> !item.isMissingNode());
  }

  static List<String> texts(JsonNode value) {
    return items(value).map(TemplateText::text).sorted().toList();
  }

  private static String plain(String id) {
    return id.replaceFirst("[0-9A-F]{8}$", "");
  }
}
