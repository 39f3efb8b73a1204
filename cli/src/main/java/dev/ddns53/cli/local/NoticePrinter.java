package dev.ddns53.cli.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.cli.terminal.Neutral;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Shows notices as they pass through the stream, where in AWS a pipe carries them to a bus. */
public final class NoticePrinter implements Consumer<String> {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PrintStream out;

  public NoticePrinter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(String event) {
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
