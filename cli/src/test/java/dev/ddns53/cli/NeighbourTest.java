package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ddns53.core.address.Fqdn;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

final class NeighbourTest {

  private static final List<Fqdn> NAMES =
      List.of(
          new Fqdn("example.com"),
          new Fqdn("*.example.com"),
          new Fqdn("no.example.com"),
          new Fqdn("vpn.tokyo.example.com"));

  @Test
  void octodns_ignoresBothTypesAtEachName_andNoOtherType() throws IOException {
    JsonNode file =
        new YAMLMapper().readTree(String.join("\n", Neighbour.OCTODNS.lines("example.com", NAMES)));
    assertEquals(
        Set.of("", "*", "no", "vpn.tokyo"),
        Set.copyOf(file.properties().stream().map(java.util.Map.Entry::getKey).toList()));
    for (JsonNode records : file) {
      assertEquals(List.of("A", "AAAA"), records.findValuesAsText("type"));
      assertEquals(2, records.findValues("ignored").stream().filter(JsonNode::asBoolean).count());
    }
  }

  @Test
  void dnscontrol_ignoresAddressesAlone_andCallsTheApexAt() {
    assertEquals(
        List.of(
            "// What ddns53 publishes in example.com. Made by: ddns53 name list --zone example.com"
                + " --ignore dnscontrol",
            "var DDNS53 = DDNS53 || {};",
            "DDNS53[\"example.com\"] = [",
            "  IGNORE(\"@\", \"A,AAAA\"),",
            "  IGNORE(\"*\", \"A,AAAA\"),",
            "  IGNORE(\"no\", \"A,AAAA\"),",
            "  IGNORE(\"vpn.tokyo\", \"A,AAAA\"),",
            "];"),
        Neighbour.DNSCONTROL.lines("example.com", NAMES));
  }

  @Test
  void otherTool_refusedWithTheTwoThatAreKnown() {
    Neighbour.Converter converter = new Neighbour.Converter();
    assertEquals(Neighbour.OCTODNS, converter.convert("octoDNS"));
    String refusal =
        String.valueOf(
            assertThrows(TypeConversionException.class, () -> converter.convert("terraform"))
                .getMessage());
    assertTrue(refusal.startsWith("must be octodns or dnscontrol, not \"terraform\""), refusal);
  }
}
