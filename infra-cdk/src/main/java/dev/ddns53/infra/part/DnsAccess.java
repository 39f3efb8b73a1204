package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.NamePattern;
import dev.ddns53.infra.settings.ZoneId;
import dev.ddns53.infra.settings.ZoneRoom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * Who may do what in Route 53. Records are replaced by content, DELETE of what stands and CREATE of
 * what is wanted in one batch, so nobody may UPSERT, which asks nothing.
 *
 * <p>IAM judges a whole batch, and cannot tie an action to a type, nor see a routing policy. So the
 * function's code and tests keep what these permissions cannot say: nobody creates a CNAME, and
 * only the re-check touches a record set under a routing policy. Route 53 itself keeps that a
 * DELETE names exactly what stands.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html">conditions
 *     of Route 53</a>
 */
public record DnsAccess(List<ZoneId> zones, List<NamePattern> names) {

  private static final List<String> REPLACE = List.of("CREATE", "DELETE");

  private static final String NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
  private static final String TYPES = "route53:ChangeResourceRecordSetsRecordTypes";
  private static final String ACTIONS = "route53:ChangeResourceRecordSetsActions";

  public DnsAccess {
    zones = List.copyOf(zones);
    names = List.copyOf(names);
  }

  /** The same in parts, each of which fits into one managed policy. */
  List<DnsAccess> parts() {
    return ZoneRoom.split(zones, names).stream().map(part -> new DnsAccess(part, names)).toList();
  }

  /** Create, replace and withdraw A and AAAA records of the configured names. */
  public PolicyStatement publish() {
    return change(List.of("A", "AAAA"));
  }

  /**
   * Publish, and delete in the same batch a CNAME that stands in the way. It is one statement: of
   * two, neither would allow a batch that has both.
   */
  public PolicyStatement repair() {
    return change(List.of("A", "AAAA", "CNAME"));
  }

  private PolicyStatement change(List<String> types) {
    Map<String, Object> exact = new LinkedHashMap<>();
    exact.put(TYPES, types);
    exact.put(ACTIONS, REPLACE);
    return allow("route53:ChangeResourceRecordSets")
        .resources(zoneArns())
        .conditions(
            Map.of(
                "ForAllValues:StringLike",
                Map.of(NAMES, names.stream().map(NamePattern::value).toList()),
                "ForAllValues:StringEquals",
                exact,
                // ForAllValues also holds where a request has no such key.
                "Null",
                Map.of(NAMES, "false", TYPES, "false", ACTIONS, "false")))
        .build();
  }

  /** Look at the zones. */
  public PolicyStatement list() {
    return allow("route53:ListResourceRecordSets").resources(zoneArns()).build();
  }

  /** Ask whether a change has reached all servers: its id is known only once it is made. */
  public PolicyStatement followChanges() {
    return allow("route53:GetChange")
        .resources(List.of("arn:" + Aws.PARTITION + ":route53:::change/*"))
        .build();
  }

  List<String> zoneArns() {
    return zones.stream().map(DnsAccess::arn).toList();
  }

  static String arn(ZoneId zone) {
    return "arn:" + Aws.PARTITION + ":route53:::hostedzone/" + zone;
  }

  private static PolicyStatement.Builder allow(String action) {
    return PolicyStatement.Builder.create().effect(Effect.ALLOW).actions(List.of(action));
  }
}
