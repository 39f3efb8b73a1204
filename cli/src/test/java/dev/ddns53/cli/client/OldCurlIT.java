package dev.ddns53.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.cli.client.StandInService.Answer;
import dev.ddns53.cli.keys.CurlConfig;
import dev.ddns53.core.fleet.SiteId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site's file in a curl that cannot sign. It warns of {@code aws-sigv4} and goes on without that
 * line, so here the line is taken out.
 */
final class OldCurlIT {

  @TempDir private Path folder = Path.of("");

  private record Ended(int status, String said) {}

  private Ended curl(String config) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("tokyo.curl"), config);
    Process curl =
        new ProcessBuilder(Shell.tool("curl").orElseThrow(), "-q", "-K", file.toString())
            .redirectErrorStream(true)
            .start();
    curl.getOutputStream().close();
    String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(curl.waitFor(), said);
  }

  private static String without(String option, String config) {
    String less = config.replaceAll("(?m)^" + option + "( .*)?\n", "");
    assertTrue(less.length() < config.length(), option);
    return less;
  }

  /** Even where somebody on the way asks for Basic. Without "digest" it would answer that. */
  @Test
  void keyNeverLeaves_andItFailsWithAHint() throws Exception {
    try (StandInService service = new StandInService()) {
      service.on(
          "/v1/update",
          Answer.problem(401, "signature-missing").with("WWW-Authenticate", "Basic realm=\"x\""));
      String old = without("aws-sigv4", CurlConfig.text(service.uri(), new SiteId("tokyo"), "K"));
      Ended ended = curl(old);
      assertEquals(22, ended.status(), ended.said());
      assertTrue(ended.said().contains("use ddns53-client"), ended.said());
      curl(without("digest", old));
      List<Boolean> keys =
          service.asked("/v1/update").stream().map(r -> r.authorization().isPresent()).toList();
      assertEquals(List.of(false, true), keys);
    }
  }
}
