package dev.ddns53.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.core.address.ZoneId;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A python3 process that changes record sets with boto3, one command after the other. */
final class BotoStranger implements Stranger {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String NOTHING = "nothing is to be done";

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private BotoStranger(Process process) {
    this.process = process;
    this.commands = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Whether there is a python3 with boto3. */
  static boolean isInstalled() {
    try {
      Process process = new ProcessBuilder("python3", "-c", "import boto3").start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Starts it. */
  static Stranger at(URI route53) {
    try {
      ProcessBuilder python =
          new ProcessBuilder("python3", script().toString(), route53.toString(), KEY);
      python.environment().putAll(Map.of("AWS_CONFIG_FILE", "", "AWS_SHARED_CREDENTIALS_FILE", ""));
      Process process = python.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new BotoStranger(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path script() {
    try {
      return Path.of(Objects.requireNonNull(BotoStranger.class.getResource("stranger.py")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized boolean place(ZoneId zone, Placement placement) {
    ObjectNode command =
        MAPPER
            .createObjectNode()
            .put("zone", zone.value())
            .put("name", Route53Names.wire(placement.name()));
    command.set("without", MAPPER.valueToTree(placement.without()));
    command.putArray("sets").addAll(placement.sets());
    try {
      commands.write(command.toString());
      commands.newLine();
      commands.flush();
      JsonNode answer = MAPPER.readTree(Objects.requireNonNull(answers.readLine(), "boto3 ended"));
      String why = answer.path("why").asText();
      if (!why.isEmpty() && !why.equals(NOTHING)) {
        throw new AssertionError(why + ": " + command);
      }
      return answer.path("done").asBoolean();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
