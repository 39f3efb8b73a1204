package dev.ddns53.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.record.RecordSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Our record sets as the SDK's, and back. An alias target's name is spelled as an {@link Fqdn}
 * spells it, with {@code *} for Route 53's {@code \052}.
 */
public final class Route53Sets {

  private static final String ALIAS = "AliasTarget";
  private static final String DNS_NAME = "DNSName";

  private Route53Sets() {}

  /** What Route 53 says of a record set. */
  public static RecordSet of(ResourceRecordSet set) {
    ObjectNode json = SdkJson.json(set);
    respell(json, Route53Names::unescaped);
    return RecordSet.of(json);
  }

  /**
   * What Route 53 is told.
   *
   * @throws IllegalArgumentException when the record set has a field that this SDK does not know
   */
  public static ResourceRecordSet at(Fqdn name, RecordSet set) {
    try {
      ObjectNode json = StrictJson.tree(set.json());
      respell(json, Route53Names::escaped);
      return SdkJson.fill(ResourceRecordSet.builder(), json).name(Route53Names.wire(name)).build();
    } catch (InvalidJson e) {
      throw new IllegalArgumentException("a record set at " + name + " is no JSON", e);
    }
  }

  private static void respell(ObjectNode json, UnaryOperator<String> spelling) {
    JsonNode target = json.path(ALIAS);
    if (target instanceof ObjectNode object && object.path(DNS_NAME).isTextual()) {
      object.put(DNS_NAME, spelling.apply(object.path(DNS_NAME).textValue()));
    }
  }
}
