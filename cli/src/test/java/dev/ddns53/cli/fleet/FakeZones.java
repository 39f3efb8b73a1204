package dev.ddns53.cli.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.HostedZoneConfig;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** Hosted zones in memory, listed one a page, in the order in which they were made. */
final class FakeZones implements Route53Client {

  private static final String HIDDEN = "ZHIDDEN";

  private final List<HostedZone> zones = new ArrayList<>();

  FakeZones with(String id, String name) {
    return with(id, name, false);
  }

  FakeZones with(String id, String name, boolean isPrivate) {
    zones.add(
        HostedZone.builder()
            .id("/hostedzone/" + id)
            .name(name + ".")
            .config(HostedZoneConfig.builder().privateZone(isPrivate).build())
            .build());
    return this;
  }

  @Override
  public GetHostedZoneResponse getHostedZone(Consumer<GetHostedZoneRequest.Builder> get) {
    GetHostedZoneRequest request = GetHostedZoneRequest.builder().applyMutation(get).build();
    if (request.id().equals(HIDDEN)) {
      throw Route53Exception.builder()
          .statusCode(403)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
          .build();
    }
    return GetHostedZoneResponse.builder()
        .hostedZone(
            zones.stream()
                .filter(zone -> zone.id().equals("/hostedzone/" + request.id()))
                .findFirst()
                .orElseThrow(() -> NoSuchHostedZoneException.builder().build()))
        .build();
  }

  @Override
  public ListHostedZonesByNameResponse listHostedZonesByName(
      Consumer<ListHostedZonesByNameRequest.Builder> list) {
    return listHostedZonesByName(
        ListHostedZonesByNameRequest.builder().applyMutation(list).build());
  }

  @Override
  public ListHostedZonesByNameResponse listHostedZonesByName(ListHostedZonesByNameRequest request) {
    int from = request.hostedZoneId() == null ? first(request.dnsName()) : index(request);
    boolean more = from + 1 < zones.size();
    ListHostedZonesByNameResponse.Builder page =
        ListHostedZonesByNameResponse.builder()
            .hostedZones(zones.subList(from, Math.min(zones.size(), from + 1)))
            .isTruncated(more);
    return more
        ? page.nextDNSName(zones.get(from + 1).name())
            .nextHostedZoneId(zones.get(from + 1).id())
            .build()
        : page.build();
  }

  private int first(String dnsName) {
    for (int i = 0; dnsName != null && i < zones.size(); i++) {
      if (zones.get(i).name().equals(dnsName + ".")) {
        return i;
      }
    }
    return dnsName == null ? 0 : zones.size();
  }

  private int index(ListHostedZonesByNameRequest request) {
    return zones.stream().map(HostedZone::id).toList().indexOf(request.hostedZoneId());
  }

  @Override
  public String serviceName() {
    return "route53";
  }

  @Override
  public void close() {}
}
