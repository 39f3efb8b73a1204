package dev.ddns53.start;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.AttributeMap;

/** Carries the SDK's requests to a {@link StandIn}: no socket, no thread. */
public final class InMemory implements SdkHttpClient {

  /** Makes one, where a client asks for it. */
  public static final class Builder implements SdkHttpClient.Builder<Builder> {

    private final StandIn standIn;

    public Builder(StandIn standIn) {
      this.standIn = standIn;
    }

    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
      return new InMemory(standIn);
    }
  }

  private final StandIn standIn;

  private InMemory(StandIn standIn) {
    this.standIn = standIn;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return response(standIn.answer(called(request)));
      }

      @Override
      public void abort() {}
    };
  }

  private static StandIn.Call called(HttpExecuteRequest request) throws IOException {
    SdkHttpRequest http = request.httpRequest();
    return new StandIn.Call(
        http.method().name(),
        http.encodedPath(),
        http.firstMatchingHeader("X-Amz-Target").orElse(""),
        body(request));
  }

  private static String body(HttpExecuteRequest request) throws IOException {
    ContentStreamProvider content = request.contentStreamProvider().orElse(null);
    if (content == null) {
      return "";
    }
    try (InputStream in = content.newStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpExecuteResponse response(StandIn.Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(body);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpFullResponse.builder()
                .statusCode(answer.status())
                .putHeader("Content-Type", answer.type())
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("x-amz-crc32", Long.toString(crc.getValue()))
                .putHeader("x-amzn-RequestId", "rehearsed")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public void close() {}

  @Override
  public String clientName() {
    return "InMemory";
  }
}
