package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.document.XmlWriter;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * A record set's routing policy, kept as it came: the texts of its elements by their path, such as
 * {@code Weight} or {@code GeoProximityLocation/Coordinates/Latitude}.
 */
final class Routing {

  /** The elements that say a policy, of which a set has one. */
  static final List<String> POLICIES =
      List.of(
          "Weight",
          "Region",
          "Failover",
          "GeoLocation",
          "MultiValueAnswer",
          "GeoProximityLocation",
          "CidrRoutingConfig");

  private Routing() {}

  static SortedMap<String, String> read(Element set) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String policy : POLICIES) {
      Xml.child(set, policy).ifPresent(element -> read(element, policy, texts));
    }
    return texts;
  }

  private static void read(Element element, String path, SortedMap<String, String> texts) {
    List<Element> parts = Xml.children(element);
    if (parts.isEmpty()) {
      texts.put(path, element.getTextContent());
    }
    parts.forEach(part -> read(part, path + "/" + part.getLocalName(), texts));
  }

  static void write(XmlWriter x, SortedMap<String, String> texts) {
    for (String name : firsts(texts)) {
      if (texts.containsKey(name)) {
        x.with(name, texts.get(name));
      } else {
        x.with(name, inner -> write(inner, below(texts, name)));
      }
    }
  }

  /** The policies that are said. */
  static Set<String> policies(SortedMap<String, String> texts) {
    return firsts(texts);
  }

  private static Set<String> firsts(SortedMap<String, String> texts) {
    return texts.keySet().stream()
        .map(path -> path.split("/", 2)[0])
        .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
  }

  private static SortedMap<String, String> below(SortedMap<String, String> texts, String name) {
    SortedMap<String, String> inner = new TreeMap<>();
    String prefix = name + "/";
    texts.forEach(
        (path, text) -> {
          if (path.startsWith(prefix)) {
            inner.put(path.substring(prefix.length()), text);
          }
        });
    return inner;
  }
}
