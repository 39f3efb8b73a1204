package dev.ddns53.emulator.http;

import java.util.Map;

/** What an emulated service answers: status, headers, body. */
public record AwsReply(int status, Map<String, String> headers, String body) {

  public AwsReply {
    headers = Map.copyOf(headers);
  }
}
