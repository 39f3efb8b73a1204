package dev.ddns53.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.fleet.SiteId;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CurlConfigTest {

  /** The options that keep an old curl from sending the key stand among them. */
  @ParameterizedTest
  @ValueSource(strings = {"https://ddns.example.com", "https://ddns.example.com/"})
  void text_isAWholeClient(URI api) {
    String text = CurlConfig.text(api, new SiteId("tokyo"), "K-_y");
    List<String> settings =
        text.lines()
            .filter(line -> !line.startsWith("#") && !line.startsWith("write-out"))
            .toList();
    assertEquals(
        List.of(
            "url = \"https://ddns.example.com/v1/update\"",
            "aws-sigv4 = \"ddns:ddns:global:update\"",
            "digest",
            "user = \"tokyo:K-_y\"",
            "header = \"Content-Type: application/json\"",
            "data = \"{}\"",
            "silent",
            "show-error",
            "fail",
            "max-time = 60",
            "retry = 3",
            "retry-delay = " + new Spread(new SiteId("tokyo")).retryDelay(),
            "retry-max-time = 120"),
        settings);
  }
}
