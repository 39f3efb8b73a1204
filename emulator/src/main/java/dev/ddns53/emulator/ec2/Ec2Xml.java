package dev.ddns53.emulator.ec2;

import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.http.AwsReply;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** EC2's XML. */
final class Ec2Xml {

  static final String NAMESPACE = "http://ec2.amazonaws.com/doc/" + Ec2.VERSION + "/";
  private static final int NO_ERROR_BELOW = 300;

  private Ec2Xml() {}

  static String requestId() {
    return UUID.randomUUID().toString();
  }

  /** A reply; only those that are no errors have a namespace. */
  static AwsReply reply(int status, String root, Consumer<XmlWriter> content) {
    Optional<String> namespace =
        status < NO_ERROR_BELOW ? Optional.of(NAMESPACE) : Optional.empty();
    return new AwsReply(
        status,
        Map.of("content-type", "text/xml;charset=UTF-8"),
        XmlWriter.document(root, namespace, content));
  }
}
