package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows as a fleet file goes with the stack that the deploy guide makes. */
final class ExampleFileTest {

  private static String read(String path) throws IOException {
    return Files.readString(Path.of("..").resolve(path));
  }

  private static String first(String text, String pattern) {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertTrue(found.find(), pattern);
    return found.group(1);
  }

  private static String example() throws IOException {
    return first(read("README.md"), "```yaml\n(sites:.*?)```");
  }

  @Test
  void names_areThoseThatTheGuidesStackPublishes() throws IOException {
    String pattern = first(read("docs/deploy.md"), "\"names\": \"([^\"]+)\"");
    assertEquals(
        pattern,
        first(
            read("infra-cdk/src/main/java/dev/ddns53/infra/settings/Setting.java"),
            "NAMES\\(\\s*\"names\",\\s*\"([^\"]+)\""));
    Set<Fqdn> names = FleetReader.parse("README.md", example()).names().keySet();
    assertFalse(names.isEmpty());
    for (Fqdn name : names) {
      assertTrue(Publishable.covers(pattern, name.value()), name.value());
    }
    String lookedUp = first(read("docs/deploy.md"), "`dig \\+short ([^`]+)`");
    assertTrue(names.contains(new Fqdn(lookedUp)), lookedUp);
  }

  @Test
  void defaultsInItsComments_areThoseOfTheReader() throws IOException {
    String example = example();
    NameEntry plain =
        FleetReader.parse(
                "x",
                "sites: { tokyo: {} }\n"
                    + "names: { a.example.com: { zone: example.com, members: [tokyo] } }")
            .names()
            .values()
            .iterator()
            .next();
    assertEquals(
        plain.onDrift(),
        Name.OnDrift.valueOf(
            first(example, "onDrift: .*?# or ([a-z]+), the default").toUpperCase(Locale.ROOT)));
    assertEquals(
        plain.onGone(),
        Name.OnGone.valueOf(
            first(example, "onGone: .*?# or ([a-z]+), the default").toUpperCase(Locale.ROOT)));
    assertEquals(
        plain.ttl().seconds(), Integer.parseInt(first(example, "ttl: ([0-9]+) +# the default")));
    assertEquals(
        plain.policy(),
        Name.Policy.valueOf(
            first(example, "publish: ([a-z-]+) +# the default")
                .replace('-', '_')
                .toUpperCase(Locale.ROOT)));
  }
}
