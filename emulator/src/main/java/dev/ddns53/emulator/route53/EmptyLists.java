package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.http.AwsReply;
import dev.ddns53.emulator.http.AwsRequest;
import java.util.List;
import org.w3c.dom.Element;

/**
 * Lists of what cannot be made here: health checks and tags. Commands that look there find none.
 */
final class EmptyLists {

  private static final int MOST_PER_PAGE = 100;
  private static final String ZONE = "hostedzone";

  private final Zones zones;

  EmptyLists(Zones zones) {
    this.zones = zones;
  }

  AwsReply healthChecks(Query query) throws Refusal {
    int most = query.number("maxitems", MOST_PER_PAGE);
    return Replies.ok(
        "ListHealthChecksResponse",
        x ->
            x.with("HealthChecks", list -> {})
                .with("Marker", query.text("marker").orElse(""))
                .with("IsTruncated", false)
                .with("MaxItems", most));
  }

  AwsReply tags(AwsRequest request, String id) throws Refusal {
    String type = type(request);
    require(type, id);
    return Replies.ok(
        "ListTagsForResourceResponse", x -> x.with("ResourceTagSet", set -> write(set, type, id)));
  }

  AwsReply tagsOfMany(AwsRequest request) throws Refusal {
    String type = type(request);
    Element body = Wire.document(request.body(), "ListTagsForResourcesRequest");
    List<String> ids =
        Xml.child(body, "ResourceIds")
            .map(list -> Xml.children(list, "ResourceId"))
            .orElse(List.of())
            .stream()
            .map(Element::getTextContent)
            .toList();
    for (String id : ids) {
      require(type, id);
    }
    return Replies.ok(
        "ListTagsForResourcesResponse",
        x ->
            x.with(
                "ResourceTagSets",
                list -> ids.forEach(id -> list.with("ResourceTagSet", s -> write(s, type, id)))));
  }

  private static String type(AwsRequest request) {
    return request.path().substring((Route.ROOT + "tags/").length()).split("/", 2)[0];
  }

  private void require(String type, String id) throws Refusal {
    if (!type.equals(ZONE)) {
      throw Refusal.of(404, "NoSuchHealthCheck", "No health check exists with ID " + id);
    }
    if (zones.find(id).isEmpty()) {
      throw Refusal.noSuchZone(id);
    }
  }

  private static void write(XmlWriter x, String type, String id) {
    x.with("ResourceType", type).with("ResourceId", id).with("Tags", tags -> {});
  }
}
