package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.ZoneId;
import dev.ddns53.terminal.CliException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublishableTest {

  private static final Publishable STACK =
      new Publishable(
          List.of("*.sites.example.com", "hq.example.com"), Set.of(new ZoneId("Z0EXAMPLE")));

  /** The same table as the stack's own test has. */
  @ParameterizedTest
  @CsvSource({
    "*.sites.example.com, tokyo.sites.example.com, true",
    "*.sites.example.com, vpn.tokyo.sites.example.com, true",
    "*.sites.example.com, sites.example.com, false",
    "*.sites.example.com, ddns.example.com, false",
    "*.sites.example.com, tokyo.sitesxexample.com, false",
    "*.sites.example.com, \\052.sites.example.com, true",
    "vpn.example.com, vpn.example.com, true",
    "vpn.example.com, a.vpn.example.com, false",
    "*-vpn.example.com, tokyo-vpn.example.com, true",
    "*-vpn.example.com, tokyo.example.com, false",
  })
  void patternCoversWhatIamWouldLetThrough(String pattern, String name, boolean covered) {
    assertEquals(covered, Publishable.covers(pattern, name));
  }

  private static void require(String text) {
    STACK.require(FleetReader.parse("fleet.yaml", text), zone -> "example.org (" + zone + ")");
  }

  private static String refusal(String text) {
    return String.valueOf(assertThrows(CliException.class, () -> require(text)).getMessage());
  }

  @Test
  void namesAndZonesOfTheStack_goOn() {
    assertDoesNotThrow(
        () ->
            require(
                """
                sites: { tokyo: {} }
                names:
                  VPN.tokyo.sites.example.com.: { zone: Z0EXAMPLE, members: [tokyo] }
                  "*.sites.example.com": { zone: Z0EXAMPLE, members: [tokyo] }
                  hq.example.com: { zone: Z0EXAMPLE, members: [tokyo] }
                """));
  }

  @Test
  void all_refusedAtOnceByTheirLines() {
    assertEquals(
        """
        fleet.yaml: line 5, column 3: the stack may not write a.hq.example.com, only *.sites.example.com, hq.example.com.
        fleet.yaml: line 11, column 11: the stack may not write in the hosted zone example.org (Z0ELSEWHERE).
        fleet.yaml: line 13, column 3: the stack may not write *.example.com, only *.sites.example.com, hq.example.com.
        Nothing was changed. Correct the file, or the stack's settings names and zones, and deploy it.\
        """,
        refusal(
            """
            # the fleet
            sites:
              tokyo: {}
            names:
              A.hq.example.com:
                zone: Z0EXAMPLE
                members: [tokyo]
              b.sites.example.com:
                members:
                  - tokyo
                zone: Z0ELSEWHERE

              "*.example.com": { zone: Z0EXAMPLE, members: [tokyo] }
            """));
  }

  @Test
  void zoneOfManyNames_toldOnce_andManyFaultsAreCounted() {
    StringBuilder text = new StringBuilder("sites: { tokyo: {} }\nnames:\n");
    for (int i = 0; i < 30; i++) {
      text.append("  n%d.example.org: { zone: Z0ELSEWHERE, members: [tokyo] }\n".formatted(i));
    }
    String refusal = refusal(text.toString());
    assertEquals(22, refusal.lines().count());
    assertEquals(1, refusal.lines().filter(line -> line.contains("Z0ELSEWHERE")).count());
    assertTrue(refusal.contains("\nand 11 more.\n"), refusal);
  }
}
