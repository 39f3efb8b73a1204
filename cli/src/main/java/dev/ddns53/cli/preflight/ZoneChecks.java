package dev.ddns53.cli.preflight;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;

/**
 * Whether the hosted zones are there, answer the world, and are those that the world asks.
 *
 * @param dns name servers as public DNS has them
 */
record ZoneChecks(Route53Client route53, Delegation dns, Intent intent) {

  /** Which name servers public DNS knows of a name. */
  interface Delegation {
    /**
     * In lower case, without dots at their ends.
     *
     * @return none where the name is not delegated at all
     * @throws IOException when DNS does not tell
     */
    NavigableSet<String> of(Fqdn apex) throws IOException;
  }

  List<Finding> all() {
    if (intent.zones().isEmpty()) {
      return List.of(
          Finding.notAsked("zones", "no zones are set. Say -c zones=ID, or --cdk FILE."));
    }
    List<Finding> findings = new ArrayList<>();
    List<Fqdn> apexes = new ArrayList<>();
    for (ZoneId id : intent.zones()) {
      findings.add(zone(id, apexes));
    }
    if (apexes.size() == intent.zones().size()) {
      names(apexes).ifPresent(findings::add);
    }
    return findings;
  }

  private Finding zone(ZoneId id, List<Fqdn> apexes) {
    String subject = "zone " + id;
    GetHostedZoneResponse zone;
    try {
      zone = route53.getHostedZone(get -> get.id(id.value()));
    } catch (NoSuchHostedZoneException none) {
      return Finding.wrong(
          subject, "Route 53 has none in this account: aws route53 list-hosted-zones");
    } catch (SdkException e) {
      return Finding.notAsked(subject, SdkFaults.text(e, "route53:GetHostedZone"));
    }
    Optional<Fqdn> apex = Fqdn.parse(zone.hostedZone().name());
    apex.ifPresent(apexes::add);
    if (isPrivate(zone.hostedZone())) {
      return Finding.wrong(
          subject,
          zone.hostedZone().name() + " is private: only VPCs ask it. Give the public zone.");
    }
    return apex.map(name -> delegation(subject, name, servers(zone)))
        .orElseGet(() -> Finding.notAsked(subject, "its name is none that DNS can be asked"));
  }

  private static boolean isPrivate(HostedZone zone) {
    return zone.config() != null && Boolean.TRUE.equals(zone.config().privateZone());
  }

  private static NavigableSet<String> servers(GetHostedZoneResponse zone) {
    NavigableSet<String> servers = new TreeSet<>();
    if (zone.delegationSet() != null) {
      zone.delegationSet().nameServers().forEach(server -> servers.add(canonical(server)));
    }
    return servers;
  }

  static String canonical(String server) {
    return server.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }

  private Finding delegation(String subject, Fqdn apex, NavigableSet<String> own) {
    NavigableSet<String> known;
    try {
      known = dns.of(apex);
    } catch (IOException e) {
      return Finding.notAsked(
          subject, "%s is there, but DNS does not tell who serves it: %s".formatted(apex, e));
    }
    if (known.isEmpty()) {
      return Finding.wrong(
          subject,
          "nobody is led to %s. Enter its name servers where the domain is registered: %s"
              .formatted(apex, String.join(", ", own)));
    }
    NavigableSet<String> others = new TreeSet<>(known);
    others.removeAll(own);
    return others.isEmpty()
        ? Finding.fine(subject, apex + ", served by its own name servers")
        : Finding.wrong(
            subject,
            "the world asks %s for %s, not only this hosted zone (%s). What is written here may be seen by nobody."
                .formatted(String.join(", ", others), apex, String.join(", ", own)));
  }

  /** Patterns that no zone holds. */
  private Optional<Finding> names(List<Fqdn> apexes) {
    List<String> outside =
        intent.names().stream()
            .filter(
                pattern ->
                    apexes.stream()
                        .map(Fqdn::value)
                        .noneMatch(apex -> pattern.equals(apex) || pattern.endsWith("." + apex)))
            .toList();
    return outside.isEmpty()
        ? Optional.empty()
        : Optional.of(Finding.wrong("names", "no zone holds " + String.join(", ", outside) + "."));
  }
}
