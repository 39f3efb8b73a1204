package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.http.AwsReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Answers of calls that were carried out. */
final class Replies {

  private Replies() {}

  static AwsReply ok(String root, Consumer<XmlWriter> content) {
    return reply(200, Map.of(), root, content);
  }

  static AwsReply created(String location, String root, Consumer<XmlWriter> content) {
    return reply(201, Map.of("location", location), root, content);
  }

  private static AwsReply reply(
      int status, Map<String, String> more, String root, Consumer<XmlWriter> content) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("content-type", "text/xml");
    headers.put("x-amzn-requestid", UUID.randomUUID().toString());
    return new AwsReply(status, headers, Xml.document(root, content));
  }
}
