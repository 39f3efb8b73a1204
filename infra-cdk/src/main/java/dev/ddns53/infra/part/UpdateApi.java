package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Domain;
import dev.ddns53.infra.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.DomainMappingOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpRoute;
import software.amazon.awscdk.services.apigatewayv2.HttpRouteKey;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogDestination;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogSettings;
import software.amazon.awscdk.services.apigatewayv2.IpAddressType;
import software.amazon.awscdk.services.apigatewayv2.LogGroupLogDestination;
import software.constructs.Construct;

/**
 * What clients call, over IPv4 and IPv6. Routes are named one by one, so that whatever else is
 * asked for ends at the gateway; each has its own throttle, answered with 429 before any function
 * runs.
 */
public final class UpdateApi extends Construct {

  /**
   * Who called when and how it ended, for what never reaches the function. Nothing of it is chosen
   * by the caller: the gateway does not escape what it puts in, so a quote in a header or a path
   * could add fields of its own. Those stand in the function's log, escaped.
   */
  private static final String ACCESS_LOG =
      """
      {"requestId":"$context.requestId","source":"$context.identity.sourceIp",\
      "route":"$context.routeKey","status":"$context.status",\
      "millis":"$context.responseLatency","functionMillis":"$context.integrationLatency",\
      "function":"$context.integrationStatus"}\
      """;

  private final HttpApi api;
  private final HttpStage stage;
  private final Optional<CustomDomain> domain;

  public UpdateApi(Construct scope, String id, JavaFunction function, Settings settings) {
    super(scope, id);
    this.domain =
        settings
            .api()
            .domain()
            .map(wanted -> new CustomDomain(this, "Domain", wanted, settings.standby()));
    this.api =
        HttpApi.Builder.create(this, "Http")
            .apiName(settings.stack().value())
            .description("ddns53: signed updates, status, the caller's address")
            .ipAddressType(IpAddressType.DUAL_STACK)
            .createDefaultStage(false)
            .disableExecuteApiEndpoint(domain.isPresent())
            .build();
    Map<String, HttpRoute> routes = routes(function, settings.api());
    this.stage = stage(settings);
    throttle(routes, settings.api());
  }

  /** By their keys, such as {@code GET /ip}. */
  private Map<String, HttpRoute> routes(JavaFunction function, Settings.Api settings) {
    HttpLambdaIntegration handler = new HttpLambdaIntegration("Handler", function.alias());
    Map<String, HttpRoute> routes = new LinkedHashMap<>();
    add(routes, "Update", HttpMethod.POST, "/v1/update", handler);
    add(routes, "Status", HttpMethod.GET, "/v1/status", handler);
    add(routes, "Ip", HttpMethod.GET, "/ip", handler);
    if (settings.dyndns2()) {
      add(routes, "Dyndns2", HttpMethod.GET, "/nic/update", handler);
      add(routes, "Dyndns2V3", HttpMethod.GET, "/v3/update", handler);
    }
    return routes;
  }

  private void add(
      Map<String, HttpRoute> routes,
      String id,
      HttpMethod method,
      String path,
      HttpLambdaIntegration to) {
    HttpRoute route =
        HttpRoute.Builder.create(this, id)
            .httpApi(api)
            .routeKey(HttpRouteKey.with(path, method))
            .integration(to)
            .build();
    Suppress.on(
        route,
        "AwsSolutions-APIG4",
        "The function authenticates: each update and status request carries a signature by its"
            + " site's own key, or a router's token, which no authorizer of the gateway can check;"
            + " /ip tells callers their own address and nothing else.");
    routes.put(method + " " + path, route);
  }

  private HttpStage stage(Settings settings) {
    // Of a group that has such a name, no policy grows with each API of the account.
    Optional<String> name = Optional.of("/aws/vendedlogs/apis/" + settings.stack());
    Logs logs = new Logs(this, "AccessLog", settings.functions().logDays(), name);
    HttpStage.Builder builder =
        HttpStage.Builder.create(this, "Stage")
            .httpApi(api)
            .stageName("$default")
            .autoDeploy(true)
            .accessLogSettings(new AccessLog(new LogGroupLogDestination(logs.group())));
    domain.ifPresent(
        own ->
            builder.domainMapping(
                DomainMappingOptions.builder().domainName(own.domainName()).build()));
    return builder.build();
  }

  /** A stage that names a route must come after it. */
  private void throttle(Map<String, HttpRoute> routes, Settings.Api settings) {
    if (stage.getNode().getDefaultChild() instanceof CfnStage plain) {
      Map<String, Object> limit =
          Map.of(
              "ThrottlingRateLimit", settings.sizing().ratePerSecond(),
              "ThrottlingBurstLimit", settings.sizing().burst());
      Map<String, Object> limits = new LinkedHashMap<>();
      routes.keySet().forEach(key -> limits.put(key, limit));
      plain.setRouteSettings(limits);
      routes.values().forEach(route -> plain.getNode().addDependency(route));
    }
  }

  /** What goes into a host header: the name that clients sign. */
  public static Optional<String> host(Settings settings) {
    return settings.api().domain().map(Domain::name);
  }

  /** The base address that clients call. */
  public String url() {
    return domain.map(own -> "https://" + own.name()).orElseGet(api::getApiEndpoint);
  }

  /** Where an alias record of the own domain must lead. */
  public Optional<String> aliasTarget() {
    return domain.map(own -> own.domainName().getRegionalDomainName());
  }

  HttpStage stage() {
    return stage;
  }

  /** A class, for the CDK would take a record's accessors for methods to override. */
  private static final class AccessLog implements IAccessLogSettings {

    private final IAccessLogDestination logGroup;

    AccessLog(IAccessLogDestination logGroup) {
      this.logGroup = logGroup;
    }

    @Override
    public IAccessLogDestination getDestination() {
      return logGroup;
    }

    @Override
    public AccessLogFormat getFormat() {
      return AccessLogFormat.custom(ACCESS_LOG);
    }
  }
}
