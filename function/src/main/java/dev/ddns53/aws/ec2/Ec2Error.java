package dev.ddns53.aws.ec2;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** What EC2 says when it refuses. */
final class Ec2Error {

  private static final String ERROR = "Response/Errors/Error/";

  private Ec2Error() {}

  /** For people, whatever the body is. */
  static String text(int status, InputStream body) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try {
      BoundedXml.read(body, texts::putIfAbsent, path -> {});
    } catch (Ec2Fault noXml) {
      return "EC2 answers with status " + status;
    }
    String code = texts.getOrDefault(ERROR + "Code", "status " + status);
    return "EC2 refuses: " + code + ": " + texts.getOrDefault(ERROR + "Message", "no reason given");
  }
}
