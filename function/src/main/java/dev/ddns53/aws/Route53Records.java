package dev.ddns53.aws;

import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Unavailable;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.PriorRequestNotCompleteException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Hosted zones in Route 53. */
public final class Route53Records implements Records {

  private static final Set<String> TYPES = Set.of("A", "AAAA", "CNAME");
  private static final Set<String> THROTTLED = Set.of("Throttling", "ThrottlingException");
  private static final Set<String> WRONG = Set.of("InvalidChangeBatch", "InvalidInput");
  private static final int PAGE = 300;

  private final Route53Client route53;

  public Route53Records(Route53Client route53) {
    this.route53 = route53;
  }

  /** A name's record sets fit one page: a name holds at most 100 of a type. */
  @Override
  public List<ExistingRecord> at(ZoneId zone, Fqdn name) {
    String wanted = Route53Names.wire(name);
    try {
      return route53
          .listResourceRecordSets(
              list ->
                  list.hostedZoneId(zone.value())
                      .startRecordName(wanted)
                      .startRecordType(RRType.A)
                      .maxItems(Integer.toString(PAGE)))
          .resourceRecordSets()
          .stream()
          .filter(set -> set.name().equals(wanted) && TYPES.contains(set.typeAsString()))
          .map(Route53Records::existing)
          .toList();
    } catch (SdkException e) {
      throw new Unavailable("Route 53 cannot be read", e);
    }
  }

  private static ExistingRecord existing(ResourceRecordSet set) {
    boolean alias = set.aliasTarget() != null;
    boolean routed = set.setIdentifier() != null;
    List<String> values = set.resourceRecords().stream().map(ResourceRecord::value).toList();
    String kind = alias ? "an alias" : routed ? "a record under a routing policy" : "a record";
    String target = alias ? set.aliasTarget().dnsName() : String.join(", ", values);
    return new ExistingRecord(
        set.typeAsString(),
        !alias && !routed,
        values,
        kind + " of type " + set.typeAsString() + " (" + target + ")");
  }

  @Override
  public Outcome upsert(ZoneId zone, List<RecordSet> records) {
    List<Change> changes = records.stream().map(Route53Records::upsert).toList();
    try {
      return new Outcome.Applied(
          new ChangeId(
              route53
                  .changeResourceRecordSets(
                      change ->
                          change
                              .hostedZoneId(zone.value())
                              .changeBatch(batch -> batch.changes(changes)))
                  .changeInfo()
                  .id()));
    } catch (PriorRequestNotCompleteException later) {
      return new Outcome.Throttled();
    } catch (AwsServiceException e) {
      return refused(e);
    } catch (SdkException e) {
      return new Outcome.Unconfirmed(e.toString());
    }
  }

  private static Outcome refused(AwsServiceException e) {
    String code = e.awsErrorDetails().errorCode();
    if (THROTTLED.contains(code)) {
      return new Outcome.Throttled();
    }
    String reason = code + ": " + e.awsErrorDetails().errorMessage();
    if (e.statusCode() >= 500) {
      return new Outcome.Unconfirmed(reason);
    }
    return WRONG.contains(code) ? new Outcome.Rejected(reason) : new Outcome.Refused(reason);
  }

  private static Change upsert(RecordSet record) {
    Publication publication = record.publication();
    List<ResourceRecord> values =
        publication.addresses().stream()
            .map(IpAddress::toString)
            .map(value -> ResourceRecord.builder().value(value).build())
            .toList();
    ResourceRecordSet set =
        ResourceRecordSet.builder()
            .name(Route53Names.wire(record.name()))
            .type(RRType.fromValue(publication.family().recordType()))
            .ttl((long) publication.ttl().seconds())
            .resourceRecords(values)
            .build();
    return Change.builder().action(ChangeAction.UPSERT).resourceRecordSet(set).build();
  }
}
