package dev.ddns53.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.json.InvalidJson;
import java.nio.charset.StandardCharsets;

/** Any text as a registry row: refused with a reason, or written and read back the same. */
final class RegistryDocumentsFuzzTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final Fqdn VPN = new Fqdn("vpn.tokyo.example.com");

  @FuzzTest(maxDuration = "1m")
  void site(byte[] octets) throws InvalidJson {
    Site site;
    try {
      site = RegistryDocuments.site(TOKYO, new String(octets, StandardCharsets.UTF_8));
    } catch (InvalidJson refused) {
      assertNotNull(refused.getMessage());
      return;
    }
    String document = RegistryDocuments.document(site);
    Site again = RegistryDocuments.site(TOKYO, document);
    assertEquals(site, again);
    assertEquals(document, RegistryDocuments.document(again));
  }

  @FuzzTest(maxDuration = "1m")
  void name(byte[] octets) throws InvalidJson {
    NameDocument name;
    try {
      name = RegistryDocuments.name(VPN, new String(octets, StandardCharsets.UTF_8));
    } catch (InvalidJson refused) {
      assertNotNull(refused.getMessage());
      return;
    }
    String document = RegistryDocuments.document(name);
    NameDocument again = RegistryDocuments.name(VPN, document);
    assertEquals(name, again);
    assertEquals(document, RegistryDocuments.document(again));
  }
}
