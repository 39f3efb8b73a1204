package dev.ddns53;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A request as a client writes it down: a request line, header lines, an empty line, a body. */
final class HttpText {

  private HttpText() {}

  /** Takes anything: what is missing is empty. */
  static Requests parse(byte[] octets) {
    int bodyStart = bodyStart(octets);
    String head = new String(octets, 0, bodyStart, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(List.of(head.split("\n", -1)));
    String[] line = lines.removeFirst().split(" ", 2);
    String[] target = (line.length > 1 ? line[1] : "").split("\\?", 2);
    Requests request =
        Requests.of(line[0], target[0], "")
            .query(target.length > 1 ? target[1] : "")
            .body(Arrays.copyOfRange(octets, Math.min(octets.length, bodyStart), octets.length))
            .base64(true);
    for (String header : lines) {
      int colon = header.indexOf(':');
      if (colon > 0) {
        request = request.header(header.substring(0, colon), header.substring(colon + 1).strip());
      }
    }
    return request.domain(request.header("host"));
  }

  private static int bodyStart(byte[] octets) {
    for (int i = 1; i < octets.length; i++) {
      if (octets[i] == '\n' && octets[i - 1] == '\n') {
        return i + 1;
      }
    }
    return octets.length;
  }
}
