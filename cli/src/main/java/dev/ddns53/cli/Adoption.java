package dev.ddns53.cli;

import dev.ddns53.aws.Route53Names;
import dev.ddns53.cli.terminal.Neutral;
import dev.ddns53.core.model.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What stands in the way at a name.
 *
 * <pre>
 *  record set                          an UPSERT of A or AAAA      so adoption
 *  ──────────────────────────────────  ──────────────────────────  ───────────
 *  A, AAAA: simple or alias            replaces it                 marks
 *  A, AAAA: under a routing policy     is rejected beside it       deletes
 *  CNAME, any kind                     is rejected beside it       deletes
 *  any other type                      leaves it                   leaves it
 * </pre>
 */
record Adoption(Name name, List<ResourceRecordSet> replaced, List<ResourceRecordSet> deleted) {

  private static final String CNAME = "CNAME";
  private static final Set<String> ADDRESSES = Set.of("A", "AAAA");

  Adoption {
    replaced = List.copyOf(replaced);
    deleted = List.copyOf(deleted);
  }

  static Adoption at(Route53Client route53, Name name) {
    return of(name, sets(route53, name));
  }

  static Adoption of(Name name, List<ResourceRecordSet> sets) {
    return new Adoption(
        name,
        sets.stream().filter(set -> isAddress(set) && !isRouted(set)).toList(),
        sets.stream()
            .filter(set -> set.typeAsString().equals(CNAME) || (isAddress(set) && isRouted(set)))
            .toList());
  }

  private static boolean isAddress(ResourceRecordSet set) {
    return ADDRESSES.contains(set.typeAsString());
  }

  private static boolean isRouted(ResourceRecordSet set) {
    return set.setIdentifier() != null;
  }

  /** Page by page, for a name may hold hundreds under routing policies. */
  private static List<ResourceRecordSet> sets(Route53Client route53, Name name) {
    String wanted = Route53Names.wire(name.fqdn());
    List<ResourceRecordSet> found = new ArrayList<>();
    ListResourceRecordSetsRequest next =
        ListResourceRecordSetsRequest.builder()
            .hostedZoneId(name.zone().value())
            .startRecordName(wanted)
            .build();
    while (true) {
      ListResourceRecordSetsResponse page = route53.listResourceRecordSets(next);
      page.resourceRecordSets().stream()
          .filter(set -> set.name().toLowerCase(Locale.ROOT).equals(wanted))
          .forEach(found::add);
      if (!Boolean.TRUE.equals(page.isTruncated()) || !wanted.equals(page.nextRecordName())) {
        return found;
      }
      next =
          next.toBuilder()
              .startRecordName(page.nextRecordName())
              .startRecordType(page.nextRecordType())
              .startRecordIdentifier(page.nextRecordIdentifier())
              .build();
    }
  }

  boolean isNothing() {
    return replaced.isEmpty() && deleted.isEmpty();
  }

  /** The record sets, for a person. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    replaced.forEach(set -> lines.add("will be replaced: " + described(set)));
    deleted.forEach(set -> lines.add("must be deleted:  " + described(set)));
    return lines;
  }

  String question() {
    return deleted.isEmpty()
        ? "Let ddns53 take over " + name.fqdn() + "?"
        : "Delete "
            + deleted.size()
            + " record set(s) now and let ddns53 take over "
            + name.fqdn()
            + "?";
  }

  /** In one batch: all or none. */
  void deleteWhatCannotBeReplaced(Route53Client route53) {
    if (deleted.isEmpty()) {
      return;
    }
    List<Change> changes =
        deleted.stream()
            .map(set -> Change.builder().action(ChangeAction.DELETE).resourceRecordSet(set).build())
            .toList();
    route53.changeResourceRecordSets(
        change ->
            change.hostedZoneId(name.zone().value()).changeBatch(batch -> batch.changes(changes)));
  }

  private static String described(ResourceRecordSet set) {
    String target =
        set.aliasTarget() != null
            ? "alias of " + set.aliasTarget().dnsName()
            : set.resourceRecords().stream()
                    .map(ResourceRecord::value)
                    .collect(Collectors.joining(", "))
                + ", TTL "
                + set.ttl();
    String routing = isRouted(set) ? ", routing policy \"" + set.setIdentifier() + "\"" : "";
    return Neutral.text(set.name() + " " + set.typeAsString() + " " + target + routing);
  }
}
