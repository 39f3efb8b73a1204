package dev.ddns53.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.record.RecordSet;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.PriorRequestNotCompleteException;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Changes record sets with the AWS SDK for Java, as {@code stranger.py} does with boto3. */
final class SdkStranger implements Stranger {

  private static final int TRIES = 50;

  private final Route53Client route53;

  SdkStranger(URI endpoint) {
    this.route53 =
        Route53Client.builder()
            .endpointOverride(endpoint)
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, "none")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @Override
  public boolean place(ZoneId zone, Placement placement) {
    for (int tries = 0; tries < TRIES; tries++) {
      List<Change> batch = changes(zone, placement);
      if (batch.isEmpty()) {
        return false;
      }
      try {
        route53.changeResourceRecordSets(
            change ->
                change.hostedZoneId(zone.value()).changeBatch(changes -> changes.changes(batch)));
        return true;
      } catch (InvalidChangeBatchException | PriorRequestNotCompleteException e) {
        // Others changed it between the look and the batch, or do so now.
      }
    }
    throw new AssertionError("others were faster: " + placement);
  }

  private List<Change> changes(ZoneId zone, Placement placement) {
    List<ResourceRecordSet> placed =
        placement.sets().stream()
            .map(ObjectNode::deepCopy)
            .map(set -> Route53Sets.at(placement.name(), RecordSet.of(set)))
            .toList();
    Set<String> keys = new HashSet<>();
    placed.forEach(set -> keys.add(key(set)));
    List<Change> changes = new ArrayList<>();
    String name = Route53Names.wire(placement.name());
    route53
        .listResourceRecordSets(list -> list.hostedZoneId(zone.value()).startRecordName(name))
        .resourceRecordSets()
        .stream()
        .filter(set -> set.name().equals(name) && placement.without().contains(set.typeAsString()))
        .filter(set -> !keys.contains(key(set)))
        .forEach(set -> changes.add(change(ChangeAction.DELETE, set)));
    placed.forEach(set -> changes.add(change(ChangeAction.UPSERT, set)));
    return changes;
  }

  private static String key(ResourceRecordSet set) {
    return set.typeAsString() + " " + set.setIdentifier();
  }

  private static Change change(ChangeAction action, ResourceRecordSet set) {
    return Change.builder().action(action).resourceRecordSet(set).build();
  }

  @Override
  public void close() {
    route53.close();
  }
}
