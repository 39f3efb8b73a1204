package dev.ddns53.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.handler.StreamKeys;
import dev.ddns53.terminal.Neutral;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Shows notices from the stream, where in AWS a pipe carries them to a bus. */
final class NoticePrinter implements RequestStreamHandler {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PrintStream out;

  NoticePrinter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream answer, @Nullable Context context)
      throws IOException {
    for (JsonNode record : MAPPER.readTree(in).path("Records")) {
      show(record.at("/dynamodb/NewImage/" + StreamKeys.DOCUMENT + "/S").asText());
    }
    answer.write("{}".getBytes(StandardCharsets.UTF_8));
  }

  private void show(String event) {
    try {
      JsonNode notice = MAPPER.readTree(event);
      StringBuilder text = new StringBuilder("notice    " + notice.path("kind").asText());
      notice
          .path("text")
          .asText()
          .lines()
          .forEach(line -> text.append("\n          ").append(Neutral.line(line)));
      out.println(text);
    } catch (JsonProcessingException e) {
      out.println("notice    " + Neutral.text(event));
    }
  }
}
