package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.core.address.Fqdn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UTS #46, non-transitional. */
final class DomainNamesTest {

  @ParameterizedTest
  @CsvSource({
    "stra\u00dfe.example.com, xn--strae-oqa.example.com",
    "STRASSE.example.com, strasse.example.com",
    "fa\u00df.de, xn--fa-hia.de",
    "\u03b2\u03cc\u03bb\u03bf\u03c2.com, xn--nxasmm1c.com",
    "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com, xn--mgba3gch31f060k.com",
    "k\u00f6ln.example.com, xn--kln-sna.example.com",
    "K\u00d6LN.example.com., xn--kln-sna.example.com",
    "ko\u0308ln.example.com, xn--kln-sna.example.com",
    "XN--KLN-SNA.example.com, xn--kln-sna.example.com",
    "\uff45xample.com, example.com",
    "\u4f8b\u3002example\u3002com, xn--fsq.example.com",
    "*.k\u00f6ln.example.com, *.xn--kln-sna.example.com",
    "_acme.k\u00f6ln.example.com, _acme.xn--kln-sna.example.com",
    "a-b.c--d.k\u00f6ln.example.com, a-b.c--d.xn--kln-sna.example.com",
    "vpn.tokyo.example.com, vpn.tokyo.example.com"
  })
  void name_inALabels(String text, String ascii) {
    assertEquals(Optional.of(ascii), DomainNames.parse(text).map(Fqdn::value));
    assertEquals(DomainNames.parse(text), DomainNames.parse(ascii));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "com",
        "k\u00f6ln",
        "\u00ad.example.com",
        "\u200d.example.com",
        "a\u200db.example.com",
        "\ufffd.example.com",
        "\ud800.example.com",
        "k\u00f6 ln.example.com",
        "xn--a.example.com",
        "xn--.example.com",
        "xn--strasse-.example.com",
        "\u0301a.example.com",
        "\u05d0a.example.com",
        "\u2488example.com",
        "-k\u00f6ln.example.com"
      })
  void noName_refused(String text) {
    assertEquals(Optional.empty(), DomainNames.parse(text));
  }

  @Test
  void fleetFile_namesAndZonesInALabels() {
    FleetFile file =
        FleetReader.parse(
            "fleet.yaml",
            "{sites: {x: }, names: {vpn.stra\u00dfe.example: {zone: Stra\u00dfe.example, members:"
                + " [x]}}}");
    assertEquals(
        List.of(new Fqdn("vpn.xn--strae-oqa.example")), List.copyOf(file.names().keySet()));
    assertEquals("[xn--strae-oqa.example]", file.zones().toString());
  }
}
