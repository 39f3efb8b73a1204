package dev.ddns53.emulator.dynamodb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ddns53.emulator.http.AwsReply;
import dev.ddns53.emulator.http.AwsRequest;
import dev.ddns53.emulator.http.AwsService;
import dev.ddns53.emulator.http.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Hands DynamoDB's calls on to DynamoDB Local, so that they can be counted and made to fail. */
public final class DynamoForwarder implements AwsService {

  private static final String TARGET = "x-amz-target";
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "http2-settings");
  private static final Set<String> RETURNED =
      Set.of("content-type", "x-amz-crc32", "x-amzn-requestid");
  private static final String ERROR_TYPES = "com.amazonaws.dynamodb.v20120810#";

  private final URI endpoint;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public DynamoForwarder(URI endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public String name() {
    return "dynamodb";
  }

  @Override
  public boolean serves(AwsRequest request) {
    return request.header(TARGET).filter(target -> target.startsWith("DynamoDB")).isPresent();
  }

  @Override
  public String action(AwsRequest request) {
    String target = request.header(TARGET).orElse("");
    return target.substring(target.indexOf('.') + 1);
  }

  @Override
  public AwsReply handle(AwsRequest request) {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!NOT_FORWARDED.contains(name)) {
                forwarded.header(name, value);
              }
            });
    try {
      HttpResponse<String> response =
          client.send(
              forwarded.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      Map<String, String> headers = new HashMap<>();
      for (String name : RETURNED) {
        response.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
      }
      return new AwsReply(response.statusCode(), headers, response.body());
    } catch (IOException unreachable) {
      return error(500, "InternalServerError", "DynamoDB Local does not answer");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return error(500, "InternalServerError", "DynamoDB Local is being stopped");
    }
  }

  @Override
  public AwsReply fault(Fault.Kind kind) {
    return switch (kind) {
      case DENY -> error(400, "AccessDeniedException", "User is not authorized to do this");
      case ERROR -> error(500, "InternalServerError", "An internal error occurred");
      default ->
          error(
              400,
              "ProvisionedThroughputExceededException",
              "The level of configured provisioned throughput for the table was exceeded");
    };
  }

  private static AwsReply error(int status, String type, String message) {
    return new AwsReply(
        status,
        Map.of("content-type", "application/x-amz-json-1.0"),
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", ERROR_TYPES + type)
            .put("message", message)
            .toString());
  }
}
