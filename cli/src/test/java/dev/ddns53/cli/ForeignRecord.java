package dev.ddns53.cli;

import dev.ddns53.Wiring;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A record that somebody made by other ways than ours. */
final class ForeignRecord {

  private ForeignRecord() {}

  static void put(Wiring wiring, String name, String address) {
    change(wiring, ChangeAction.CREATE, name, address);
  }

  /** What stands there becomes another. */
  static void edit(Wiring wiring, String name, String address) {
    change(wiring, ChangeAction.UPSERT, name, address);
  }

  private static void change(Wiring wiring, ChangeAction action, String name, String address) {
    Route53Client route53 = wiring.clients().route53();
    String zone = route53.listHostedZones().hostedZones().getFirst().id();
    ResourceRecordSet set =
        ResourceRecordSet.builder()
            .name(name)
            .type(RRType.A)
            .ttl(300L)
            .resourceRecords(ResourceRecord.builder().value(address).build())
            .build();
    Change change = Change.builder().action(action).resourceRecordSet(set).build();
    route53.changeResourceRecordSets(
        request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(change)));
  }
}
