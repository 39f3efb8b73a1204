package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The API's own name. */
@NeedsNode
class DomainTest {

  private static final Map<String, Object> DOMAIN =
      Map.of("domain", "ddns.example.com", "domainZone", "ZD0MA1N");

  private static TemplateText.Resource api(Templates templates) {
    return templates.main().one("AWS::ApiGatewayV2::Api", "Api");
  }

  @Test
  void withoutADomain_theGivenNameIsOpenAndToldToOperators() {
    Templates templates = Templates.least();
    assertFalse(api(templates).at("DisableExecuteApiEndpoint").asBoolean());
    assertEquals(
        "<ApiHttp.ApiEndpoint>",
        templates.main().one("AWS::SSM::Parameter", "Parametersapi").text("Value"));
  }

  @Test
  void withADomain_theGivenNameIsClosed() {
    Templates templates = Templates.with(DOMAIN);
    assertTrue(api(templates).at("DisableExecuteApiEndpoint").asBoolean());
    assertEquals(
        "https://ddns.example.com",
        templates.main().one("AWS::SSM::Parameter", "Parametersapi").text("Value"));
    assertEquals(
        "ddns.example.com",
        templates
            .main()
            .one("AWS::Lambda::Function", "Update")
            .text("Environment/Variables/DDNS53_HOSTS"));
  }

  @Test
  void withADomain_certificateAndRecordsAreMadeInItsZone() {
    TemplateText main = Templates.with(DOMAIN).main();
    TemplateText.Resource certificate = main.one("AWS::CertificateManager::Certificate", "Api");
    assertEquals("ddns.example.com", certificate.text("DomainName"));
    assertEquals("DNS", certificate.text("ValidationMethod"));
    assertEquals("ZD0MA1N", certificate.text("DomainValidationOptions/0/HostedZoneId"));
    assertEquals(
        List.of("A ddns.example.com. ZD0MA1N", "AAAA ddns.example.com. ZD0MA1N"),
        main.all("AWS::Route53::RecordSet").stream()
            .map(
                record ->
                    record.text("Type")
                        + " "
                        + record.text("Name")
                        + " "
                        + record.text("HostedZoneId"))
            .sorted()
            .toList());
    assertEquals(
        "TLS_1_2",
        main.one("AWS::ApiGatewayV2::DomainName", "Api")
            .text("DomainNameConfigurations/0/SecurityPolicy"));
  }

  @Test
  void givenCertificate_isUsedAndNoneMade() {
    String arn = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d";
    TemplateText main =
        Templates.with(Map.of("domain", "ddns.example.com", "certificateArn", arn)).main();
    assertEquals(
        arn,
        main.one("AWS::ApiGatewayV2::DomainName", "Api")
            .text("DomainNameConfigurations/0/CertificateArn"));
    assertTrue(main.all("AWS::CertificateManager::Certificate").isEmpty());
    assertTrue(main.all("AWS::Route53::RecordSet").isEmpty());
  }

  @Test
  void trustStore_demandsClientCertificates() {
    TemplateText main =
        Templates.with(
                Map.of(
                    "domain", "ddns.example.com",
                    "domainZone", "ZD0MA1N",
                    "trustStore", "s3://my-bucket/clients.pem"))
            .main();
    assertEquals(
        "s3://my-bucket/clients.pem",
        main.one("AWS::ApiGatewayV2::DomainName", "Api")
            .text("MutualTlsAuthentication/TruststoreUri"));
    assertTrue(main.all("AWS::S3::Bucket").isEmpty());
  }

  @Test
  void namesThatCoverTheOwnDomain_areWarnedOf() {
    Map<String, Object> settings =
        Map.of("domain", "ddns.example.com", "domainZone", "ZD0MA1N", "names", "*.example.com");
    assertTrue(
        Templates.with(settings).warnings().stream()
            .anyMatch(warning -> warning.contains("names covers ddns.example.com")));
    assertEquals(List.of(), Templates.with(DOMAIN).warnings());
  }
}
