package dev.ddns53.core.address;

/**
 * What a Route 53 alias points to: a load balancer, a CloudFront distribution, an S3 website.
 *
 * @param zone the hosted zone of the target's own name, which AWS lists for each service and region
 */
public record AliasTarget(Fqdn dnsName, ZoneId zone) {

  /** For people. */
  @Override
  public String toString() {
    return "alias to " + dnsName + " (" + zone + ")";
  }
}
