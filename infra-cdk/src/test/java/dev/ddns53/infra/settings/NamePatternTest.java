package dev.ddns53.infra.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

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
    assertEquals(covered, NamePattern.parse(pattern).orElseThrow().covers(name));
  }
}
