package dev.ddns53.start;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.json.JsonTree;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS in memory: the calls that the function makes, answered in AWS's own words. Conditions of
 * writes are not judged, and neither history nor notices are kept: there is one writer, and nobody
 * reads them.
 */
public final class StandIn {

  /** A call as it would go over the wire. */
  public record Call(String method, String path, String target, String body) {}

  /** An answer as it would come. */
  public record Answer(int status, String type, String body) {}

  private static final String NAMESPACE = "xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"";
  private static final Pattern CHANGE =
      Pattern.compile(
          "<Action>([A-Z]+)</Action>(<ResourceRecordSet>.*?</ResourceRecordSet>)", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("<Name>([^<]+)</Name>");
  private static final Pattern TYPE = Pattern.compile("<Type>([^<]+)</Type>");
  private static final int MASTER_KEY_OCTETS = 32;

  private final Map<String, Map<String, JsonNode>> tables = new TreeMap<>();
  private final Map<String, String> sets = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
  private boolean refusing;

  /** Answers a call. */
  public synchronized Answer answer(Call call) {
    String action =
        call.target.isEmpty()
            ? call.method + call.path.replaceFirst("^/2013-04-01/([a-z]+)/[^/]+", " $1")
            : call.target.substring(call.target.indexOf('.') + 1);
    counts.merge(action, 1, Integer::sum);
    return switch (action) {
      case "BatchGetItem" -> json(batch(tree(call)));
      case "Scan" -> json(scan(tree(call)));
      case "PutItem" -> json(put(tree(call)));
      case "TransactWriteItems" -> json(transact(tree(call)));
      case "GetParameter" -> json(parameter(tree(call)));
      case "POST hostedzone/rrset", "POST hostedzone/rrset/" -> change(call.body);
      case "GET hostedzone/rrset" -> list();
      case "GET change" -> xml(200, "GetChangeResponse", info("GetChange"));
      default -> throw new IllegalArgumentException("nobody rehearses " + action);
    };
  }

  /** How often each action was asked for. */
  public synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  /** The next change is refused, as Route 53 refuses one whose record set stands there already. */
  public synchronized void refuseNext() {
    refusing = true;
  }

  /** The row of a table. */
  public synchronized JsonNode row(String table, String pk) {
    return table(table).getOrDefault(pk, JsonNodeFactory.instance.objectNode());
  }

  private static JsonNode tree(Call call) {
    try {
      return JsonTree.read(call.body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a call is not JSON", e);
    }
  }

  private Map<String, JsonNode> table(String name) {
    return tables.computeIfAbsent(name, n -> new TreeMap<>());
  }

  private ObjectNode batch(JsonNode request) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode responses = root.putObject("Responses");
    request
        .path("RequestItems")
        .properties()
        .forEach(
            each -> {
              ArrayNode found = responses.putArray(each.getKey());
              for (JsonNode key : each.getValue().path("Keys")) {
                JsonNode row = table(each.getKey()).get(pk(key));
                if (row != null) {
                  found.add(row);
                }
              }
            });
    root.putObject("UnprocessedKeys");
    return root;
  }

  private static String pk(JsonNode row) {
    return row.path("pk").path("S").asText();
  }

  private ObjectNode scan(JsonNode request) {
    Map<String, JsonNode> rows = table(request.path("TableName").asText());
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putArray("Items").addAll(rows.values());
    return root.put("Count", rows.size()).put("ScannedCount", rows.size());
  }

  private ObjectNode put(JsonNode put) {
    JsonNode row = put.path("Item");
    String sk = row.path("sk").path("S").asText("current");
    if (sk.equals("current") && !pk(row).startsWith("notice#")) {
      table(put.path("TableName").asText()).put(pk(row), row);
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode transact(JsonNode request) {
    for (JsonNode item : request.path("TransactItems")) {
      put(item.path("Put"));
    }
    return JsonNodeFactory.instance.objectNode();
  }

  /** A key of zeros: a secret of nobody. */
  private static ObjectNode parameter(JsonNode request) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("Parameter")
        .put("ARN", "arn:aws:ssm:us-east-1:123456789012:parameter/rehearsed")
        .put("DataType", "text")
        .put("LastModifiedDate", 1_767_225_600.123)
        .put("Name", request.path("Name").asText())
        .put("Type", "SecureString")
        .put("Value", Base64.getUrlEncoder().encodeToString(new byte[MASTER_KEY_OCTETS]))
        .put("Version", 1);
    return root;
  }

  private Answer change(String batch) {
    Matcher changes = CHANGE.matcher(batch);
    while (changes.find()) {
      String set = changes.group(2);
      String place = first(NAME, set) + " " + first(TYPE, set);
      if (changes.group(1).equals("DELETE")) {
        sets.remove(place);
      } else {
        sets.put(place, set);
      }
    }
    if (refusing) {
      refusing = false;
      return refusal();
    }
    return xml(200, "ChangeResourceRecordSetsResponse", info("ChangeResourceRecordSets"));
  }

  /** Of a batch that took place: its sender then finds that all is there. */
  private static Answer refusal() {
    return xml(
        400,
        "ErrorResponse",
        "<Error><Type>Sender</Type><Code>InvalidChangeBatch</Code><Message>[Tried to create"
            + " resource record set [name='a.example.com.', type='A'] but it already"
            + " exists]</Message></Error><RequestId>0</RequestId>");
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String info(String action) {
    return "<ChangeInfo><Id>/change/C0"
        + action
        + "</Id><Status>INSYNC</Status><SubmittedAt>2026-01-01T00:00:00.123Z</SubmittedAt>"
        + "</ChangeInfo>";
  }

  private Answer list() {
    return xml(
        200,
        "ListResourceRecordSetsResponse",
        "<ResourceRecordSets>"
            + String.join("", sets.values())
            + "</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>");
  }

  private static Answer json(ObjectNode root) {
    return new Answer(200, "application/x-amz-json-1.0", JsonTree.text(root));
  }

  private static Answer xml(int status, String root, String content) {
    return new Answer(
        status,
        "text/xml",
        "<?xml version=\"1.0\"?>\n<" + root + " " + NAMESPACE + ">" + content + "</" + root + ">");
  }
}
