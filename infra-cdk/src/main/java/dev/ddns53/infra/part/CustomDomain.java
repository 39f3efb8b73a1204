package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Domain;
import dev.ddns53.infra.settings.ZoneId;
import java.util.Optional;
import software.amazon.awscdk.services.apigatewayv2.DomainName;
import software.amazon.awscdk.services.apigatewayv2.EndpointType;
import software.amazon.awscdk.services.apigatewayv2.IpAddressType;
import software.amazon.awscdk.services.apigatewayv2.MTLSConfig;
import software.amazon.awscdk.services.apigatewayv2.SecurityPolicy;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.AaaaRecord;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.ApiGatewayv2DomainProperties;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * The API's own name: over IPv4 and IPv6, TLS 1.2 or newer, with its certificate and its records.
 */
final class CustomDomain extends Construct {

  private final DomainName domainName;
  private final String name;

  /**
   * Makes the domain.
   *
   * @param standby no records, for the name still leads to the other region
   */
  CustomDomain(Construct scope, String id, Domain domain, boolean standby) {
    super(scope, id);
    this.name = domain.name();
    Optional<IHostedZone> zone = domain.zone().map(this::zone);
    DomainName.Builder builder =
        DomainName.Builder.create(this, "Name")
            .domainName(name)
            .certificate(certificate(domain, zone))
            .endpointType(EndpointType.REGIONAL)
            .ipAddressType(IpAddressType.DUAL_STACK)
            .securityPolicy(SecurityPolicy.TLS_1_2);
    domain
        .trustStore()
        .ifPresent(
            store ->
                builder.mtls(
                    MTLSConfig.builder()
                        .bucket(Bucket.fromBucketName(this, "TrustStore", store.bucket()))
                        .key(store.key())
                        .build()));
    this.domainName = builder.build();
    if (!standby) {
      zone.ifPresent(this::records);
    }
  }

  private IHostedZone zone(ZoneId id) {
    return HostedZone.fromHostedZoneId(this, "Zone", id.value());
  }

  private ICertificate certificate(Domain domain, Optional<IHostedZone> zone) {
    return domain
        .certificateArn()
        .map(arn -> Certificate.fromCertificateArn(this, "Certificate", arn))
        .orElseGet(
            () ->
                Certificate.Builder.create(this, "Certificate")
                    .domainName(domain.name())
                    .validation(CertificateValidation.fromDns(zone.orElseThrow()))
                    .build());
  }

  /** The dot at the end makes the name whole, for the zone is known by its id alone. */
  private void records(IHostedZone zone) {
    RecordTarget target =
        RecordTarget.fromAlias(
            new ApiGatewayv2DomainProperties(
                domainName.getRegionalDomainName(), domainName.getRegionalHostedZoneId()));
    ARecord.Builder.create(this, "A").zone(zone).recordName(name + ".").target(target).build();
    AaaaRecord.Builder.create(this, "Aaaa")
        .zone(zone)
        .recordName(name + ".")
        .target(target)
        .build();
  }

  DomainName domainName() {
    return domainName;
  }

  String name() {
    return name;
  }
}
