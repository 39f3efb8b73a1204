package dev.ddns53.aws;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.Unavailable;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.RecordSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Hosted zones in Route 53. */
public final class Route53Records implements Records {

  private static final Set<String> LOOKED_FOR = Set.of("A", "AAAA", "CNAME");
  private static final Set<String> LISTED = Set.of("A", "AAAA", "CNAME", "NS");
  private static final int PAGE = 300;

  /** Milliseconds between attempts to read a page. */
  private static final long[] PATIENCE = {250, 500, 1000};

  private final Supplier<Route53Client> route53;

  public Route53Records(Supplier<Route53Client> route53) {
    this.route53 = route53;
  }

  /** Reads on where the record sets of the first name fill more than a page. */
  @Override
  public Map<Fqdn, List<RecordSet>> look(ZoneId zone, Collection<Fqdn> names) {
    Fqdn first = Route53Order.first(names);
    String wire = Route53Names.wire(first);
    ListResourceRecordSetsRequest request = start(zone).toBuilder().startRecordName(wire).build();
    ListResourceRecordSetsResponse page = once(request);
    List<ResourceRecordSet> sets = new ArrayList<>(page.resourceRecordSets());
    Optional<String> end = end(page);
    while (end.filter(wire::equals).isPresent()) {
      request = next(request, page);
      page = once(request);
      sets.addAll(page.resourceRecordSets());
      end = end(page);
    }
    Map<Fqdn, List<RecordSet>> found = new HashMap<>();
    for (Fqdn name : names) {
      if (Route53Order.covers(first, end, name)) {
        found.put(name, new ArrayList<>());
      }
    }
    listed(sets, LOOKED_FOR)
        .forEach(
            each ->
                Optional.ofNullable(found.get(each.name())).ifPresent(at -> at.add(each.set())));
    return found;
  }

  private ListResourceRecordSetsResponse once(ListResourceRecordSetsRequest request) {
    try {
      return route53.get().listResourceRecordSets(request);
    } catch (SdkException e) {
      throw unreadable(e);
    }
  }

  private static Unavailable unreadable(SdkException e) {
    return new Unavailable("Route 53 cannot be read", e);
  }

  private static Optional<String> end(ListResourceRecordSetsResponse page) {
    return Boolean.TRUE.equals(page.isTruncated())
        ? Optional.of(page.nextRecordName())
        : Optional.empty();
  }

  @Override
  public void list(ZoneId zone, Consumer<List<Listed>> page) {
    ListResourceRecordSetsRequest next = start(zone);
    while (true) {
      ListResourceRecordSetsResponse answer = patiently(next);
      page.accept(listed(answer.resourceRecordSets(), LISTED).toList());
      if (end(answer).isEmpty()) {
        return;
      }
      next = next(next, answer);
    }
  }

  private static ListResourceRecordSetsRequest start(ZoneId zone) {
    return ListResourceRecordSetsRequest.builder()
        .hostedZoneId(zone.value())
        .maxItems(Integer.toString(PAGE))
        .build();
  }

  private static ListResourceRecordSetsRequest next(
      ListResourceRecordSetsRequest request, ListResourceRecordSetsResponse page) {
    return request.toBuilder()
        .startRecordName(page.nextRecordName())
        .startRecordType(page.nextRecordType())
        .startRecordIdentifier(page.nextRecordIdentifier())
        .build();
  }

  /** Others may have used up the account's rate: then it waits, as nobody waits for a listing. */
  private ListResourceRecordSetsResponse patiently(ListResourceRecordSetsRequest request) {
    for (int attempt = 0; ; attempt++) {
      try {
        return route53.get().listResourceRecordSets(request);
      } catch (AwsServiceException e) {
        if (attempt == PATIENCE.length || !Route53Errors.isThrottled(e)) {
          throw unreadable(e);
        }
        pause(PATIENCE[attempt]);
      } catch (SdkException e) {
        throw unreadable(e);
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

  private static Stream<Listed> listed(List<ResourceRecordSet> sets, Set<String> types) {
    return sets.stream()
        .filter(set -> types.contains(set.typeAsString()))
        .flatMap(
            set ->
                Route53Names.parse(set.name())
                    .map(name -> new Listed(name, Route53Sets.of(set)))
                    .stream());
  }

  @Override
  public Progress progress(ChangeId change) {
    try {
      return route53.get().getChange(get -> get.id(change.value())).changeInfo().status()
              == ChangeStatus.INSYNC
          ? Progress.INSYNC
          : Progress.PENDING;
    } catch (NoSuchChangeException e) {
      return Progress.NONE;
    } catch (SdkException e) {
      throw new Unavailable("Route 53 does not tell of a change", e);
    }
  }

  /** A record set that this SDK cannot spell is rejected before anything is sent. */
  @Override
  public Outcome change(ZoneId zone, List<Replacement> replacements) {
    List<Change> changes = new ArrayList<>();
    try {
      replacements.forEach(each -> add(each, changes));
    } catch (IllegalArgumentException e) {
      return new Outcome.Rejected(String.valueOf(e.getMessage()));
    }
    try {
      ChangeInfo info =
          route53
              .get()
              .changeResourceRecordSets(
                  change ->
                      change
                          .hostedZoneId(zone.value())
                          .changeBatch(batch -> batch.changes(changes)))
              .changeInfo();
      return new Outcome.Applied(new ChangeId(info.id(), Optional.ofNullable(info.submittedAt())));
    } catch (SdkException e) {
      return Route53Errors.outcome(e);
    }
  }

  private static void add(Replacement replacement, List<Change> changes) {
    replacement
        .out()
        .forEach(set -> changes.add(change(ChangeAction.DELETE, replacement.name(), set)));
    replacement
        .in()
        .forEach(set -> changes.add(change(ChangeAction.CREATE, replacement.name(), set)));
  }

  private static Change change(ChangeAction action, Fqdn name, RecordSet set) {
    return Change.builder().action(action).resourceRecordSet(Route53Sets.at(name, set)).build();
  }
}
