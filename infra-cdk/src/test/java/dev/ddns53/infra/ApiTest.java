package dev.ddns53.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@NeedsNode
class ApiTest {

  private static final Map<String, Object> DOMAIN =
      Map.of("domain", "ddns.example.com", "domainZone", "ZD0MA1N");

  private static List<String> routes(Templates templates) {
    return templates.main().all("AWS::ApiGatewayV2::Route").stream()
        .map(route -> route.text("RouteKey"))
        .sorted()
        .toList();
  }

  private static TemplateText.Resource api(Templates templates) {
    return templates.main().one("AWS::ApiGatewayV2::Api", "Api");
  }

  private static TemplateText.Resource stage(Templates templates) {
    return templates.main().one("AWS::ApiGatewayV2::Stage", "Api");
  }

  @Test
  void leastSettings_openThreeRoutesAndNoOther() {
    assertEquals(
        List.of("GET /ip", "GET /v1/status", "POST /v1/update"), routes(Templates.least()));
  }

  @Test
  void dyndns2_opensTheTwoOfRouters() {
    assertEquals(
        List.of(
            "GET /ip", "GET /nic/update", "GET /v1/status", "GET /v3/update", "POST /v1/update"),
        routes(Templates.with(Map.of("dyndns2", "true"))));
  }

  @Test
  void everyRoute_hasItsThrottle() {
    Templates templates =
        Templates.with(Map.of("dyndns2", "true", "ratePerSecond", "7", "burst", "9"));
    JsonNode limits = stage(templates).at("RouteSettings");
    assertEquals(
        new TreeSet<>(routes(templates)),
        new TreeSet<>(limits.properties().stream().map(Map.Entry::getKey).toList()));
    limits.forEach(
        limit -> {
          assertEquals(7, limit.path("ThrottlingRateLimit").asInt());
          assertEquals(9, limit.path("ThrottlingBurstLimit").asInt());
        });
    List<String> before = TemplateText.texts(stage(templates).whole().path("DependsOn"));
    templates
        .main()
        .all("AWS::ApiGatewayV2::Route")
        .forEach(route -> assertTrue(before.contains(route.id()), route.id()));
  }

  @Test
  void api_answersOverBothAddressFamilies() {
    assertEquals("dualstack", api(Templates.least()).text("IpAddressType"));
    assertEquals(
        "dualstack",
        Templates.with(DOMAIN)
            .main()
            .one("AWS::ApiGatewayV2::DomainName", "ApiDomain")
            .text("DomainNameConfigurations/0/IpAddressType"));
  }

  /** What a caller chooses could hold a quote, and the gateway escapes nothing. */
  @Test
  void accessLog_isJsonOfWhatNoCallerChooses() throws Exception {
    String format = stage(Templates.least()).text("AccessLogSettings/Format");
    JsonNode parsed = new com.fasterxml.jackson.databind.ObjectMapper().readTree(format);
    assertEquals(
        Set.of(
            "$context.requestId",
            "$context.identity.sourceIp",
            "$context.routeKey",
            "$context.status",
            "$context.responseLatency",
            "$context.integrationLatency",
            "$context.integrationStatus"),
        parsed.properties().stream()
            .map(field -> field.getValue().asText())
            .collect(Collectors.toSet()));
  }

  @Test
  void numberOfSites_saysWhatTheGatewayTakes() {
    Templates templates = Templates.with(Map.of("sites", "4000"));
    JsonNode limit = stage(templates).at("RouteSettings").path("POST /v1/update");
    assertEquals(200, limit.path("ThrottlingRateLimit").asInt());
    assertEquals(400, limit.path("ThrottlingBurstLimit").asInt());
    assertEquals(
        "200 requests a second, 400 at once, of each route",
        templates.main().root().at("/Outputs/ApiTakes/Value").asText());
  }

  @Test
  void onlyTheUpdateFunctionIsCalledAndOnlyByTheseRoutes() {
    List<String> callers =
        Templates.least().main().all("AWS::Lambda::Permission").stream()
            .map(
                permission ->
                    permission.text("Principal")
                        + " "
                        + permission.text("FunctionName")
                        + " "
                        + permission.text("SourceArn").replaceFirst("^.*<ApiHttp>", ""))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "apigateway.amazonaws.com <UpdateLive> /*/*/ip",
            "apigateway.amazonaws.com <UpdateLive> /*/*/v1/status",
            "apigateway.amazonaws.com <UpdateLive> /*/*/v1/update"),
        callers);
  }
}
