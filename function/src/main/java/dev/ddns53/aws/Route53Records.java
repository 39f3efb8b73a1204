package dev.ddns53.aws;

import dev.ddns53.core.model.AliasTarget;
import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Records.ExistingRecord.Shape;
import dev.ddns53.core.port.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.NoSuchChangeException;
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

  /** Milliseconds between attempts to read a page. */
  private static final long[] PATIENCE = {250, 500, 1000};

  private final Route53Client route53;

  public Route53Records(Route53Client route53) {
    this.route53 = route53;
  }

  /** A name's record sets fit one page: a name holds at most 100 of a type. */
  @Override
  public List<ExistingRecord> at(ZoneId zone, Fqdn name) {
    return sets(zone, name).stream().map(Route53Records::existing).toList();
  }

  private List<ResourceRecordSet> sets(ZoneId zone, Fqdn name) {
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
          .toList();
    } catch (SdkException e) {
      throw new Unavailable("Route 53 cannot be read", e);
    }
  }

  private static ExistingRecord existing(ResourceRecordSet set) {
    boolean alias = set.aliasTarget() != null;
    boolean routed = set.setIdentifier() != null;
    Optional<AliasTarget> target = routed || !alias ? Optional.empty() : target(set);
    List<String> values = set.resourceRecords().stream().map(ResourceRecord::value).toList();
    return new ExistingRecord(
        set.typeAsString(),
        routed ? Shape.ROUTED : alias ? Shape.ALIAS : Shape.SIMPLE,
        Optional.ofNullable(set.ttl()).map(ttl -> new Ttl(ttl.intValue())),
        values,
        target,
        described(set, values));
  }

  private static Optional<AliasTarget> target(ResourceRecordSet set) {
    if (Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth())) {
      return Optional.empty();
    }
    Optional<ZoneId> zone = ZoneId.parse(set.aliasTarget().hostedZoneId());
    return Fqdn.parse(set.aliasTarget().dnsName())
        .flatMap(name -> zone.map(its -> new AliasTarget(name, its)));
  }

  private static String described(ResourceRecordSet set, List<String> values) {
    String routed =
        set.setIdentifier() == null
            ? ""
            : " under a routing policy, \"" + set.setIdentifier() + "\"";
    if (set.aliasTarget() == null) {
      String ttl = set.ttl() == null ? "" : ", TTL " + set.ttl();
      return "a record of type "
          + set.typeAsString()
          + routed
          + " ("
          + String.join(", ", values)
          + ttl
          + ")";
    }
    String health =
        Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth())
            ? ", evaluating its health"
            : "";
    return "an alias of type "
        + set.typeAsString()
        + routed
        + " ("
        + set.aliasTarget().dnsName()
        + health
        + ")";
  }

  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    ListResourceRecordSetsRequest next =
        ListResourceRecordSetsRequest.builder()
            .hostedZoneId(zone.value())
            .maxItems(Integer.toString(PAGE))
            .build();
    while (true) {
      ListResourceRecordSetsResponse answer = page(next);
      page.accept(
          answer.resourceRecordSets().stream()
              .filter(set -> TYPES.contains(set.typeAsString()))
              .flatMap(set -> listed(set).stream())
              .toList());
      if (!Boolean.TRUE.equals(answer.isTruncated())) {
        return;
      }
      next =
          next.toBuilder()
              .startRecordName(answer.nextRecordName())
              .startRecordType(answer.nextRecordType())
              .startRecordIdentifier(answer.nextRecordIdentifier())
              .build();
    }
  }

  /** Others may have used up the account's rate: then it waits, as nobody waits for a listing. */
  private ListResourceRecordSetsResponse page(ListResourceRecordSetsRequest request) {
    for (int attempt = 0; ; attempt++) {
      try {
        return route53.listResourceRecordSets(request);
      } catch (AwsServiceException e) {
        if (attempt == PATIENCE.length || !THROTTLED.contains(code(e))) {
          throw new Unavailable("Route 53 cannot be read", e);
        }
        pause(PATIENCE[attempt]);
      } catch (SdkException e) {
        throw new Unavailable("Route 53 cannot be read", e);
      }
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", e);
    }
  }

  private static Optional<Listed> listed(ResourceRecordSet set) {
    return Route53Names.parse(set.name()).map(name -> new Listed(name, existing(set)));
  }

  @Override
  public Progress progress(ChangeId change) {
    try {
      return route53.getChange(get -> get.id(change.value())).changeInfo().status()
              == ChangeStatus.INSYNC
          ? Progress.INSYNC
          : Progress.PENDING;
    } catch (NoSuchChangeException e) {
      return Progress.NONE;
    } catch (SdkException e) {
      throw new Unavailable("Route 53 does not tell of a change", e);
    }
  }

  @Override
  public Outcome replace(ZoneId zone, RecordSet record) {
    String type = record.publication().family().recordType();
    List<Change> changes = new ArrayList<>();
    for (ResourceRecordSet set : sets(zone, record.name())) {
      boolean routed = set.typeAsString().equals(type) && set.setIdentifier() != null;
      if (set.typeAsString().equals("CNAME") || routed) {
        changes.add(Change.builder().action(ChangeAction.DELETE).resourceRecordSet(set).build());
      }
    }
    changes.add(upsert(record));
    return change(zone, changes);
  }

  @Override
  public Outcome upsert(ZoneId zone, List<RecordSet> records) {
    return change(zone, records.stream().map(Route53Records::upsert).toList());
  }

  private Outcome change(ZoneId zone, List<Change> changes) {
    try {
      ChangeInfo info =
          route53
              .changeResourceRecordSets(
                  change ->
                      change
                          .hostedZoneId(zone.value())
                          .changeBatch(batch -> batch.changes(changes)))
              .changeInfo();
      return new Outcome.Applied(new ChangeId(info.id(), Optional.ofNullable(info.submittedAt())));
    } catch (PriorRequestNotCompleteException later) {
      return new Outcome.Throttled();
    } catch (AwsServiceException e) {
      return refused(e);
    } catch (SdkException e) {
      return new Outcome.Unconfirmed(e.toString());
    }
  }

  private static Outcome refused(AwsServiceException e) {
    String code = code(e);
    if (THROTTLED.contains(code)) {
      return new Outcome.Throttled();
    }
    String reason = code + ": " + words(e);
    if (e.statusCode() >= 500) {
      return new Outcome.Unconfirmed(reason);
    }
    return WRONG.contains(code) ? new Outcome.Rejected(reason) : new Outcome.Refused(reason);
  }

  /** An answer from in between, such as that of a proxy, has none. */
  private static String code(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .orElse("HTTP status " + e.statusCode());
  }

  /** Route 53's own, without the request's id that the SDK adds. */
  private static String words(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::errorMessage)
        .orElse("no reason was given");
  }

  private static Change upsert(RecordSet record) {
    ResourceRecordSet.Builder set =
        ResourceRecordSet.builder()
            .name(Route53Names.wire(record.name()))
            .type(RRType.fromValue(record.publication().family().recordType()));
    switch (record.publication()) {
      case Publication.Addresses publication ->
          set.ttl((long) publication.ttl().seconds())
              .resourceRecords(
                  publication.values().stream()
                      .map(value -> ResourceRecord.builder().value(value).build())
                      .toList());
      case Publication.Alias publication ->
          set.aliasTarget(
              target ->
                  target
                      .dnsName(Route53Names.wire(publication.alias().dnsName()))
                      .hostedZoneId(publication.alias().zone().value())
                      .evaluateTargetHealth(false));
    }
    return Change.builder().action(ChangeAction.UPSERT).resourceRecordSet(set.build()).build();
  }
}
