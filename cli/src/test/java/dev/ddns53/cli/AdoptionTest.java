package dev.ddns53.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

final class AdoptionTest {

  private static final Name NAME =
      new Name(
          new Fqdn("vpn.example.com"),
          new ZoneId("Z0"),
          Ttl.DEFAULT,
          Name.Policy.FIRST_HEALTHY,
          List.of(new Member.OfSite(new SiteId("tokyo"))),
          false);

  private static ResourceRecordSet set(String type, String kind) {
    ResourceRecordSet.Builder set = ResourceRecordSet.builder().name("vpn.example.com.").type(type);
    if (kind.contains("alias")) {
      set.aliasTarget(AliasTarget.builder().dnsName("elb.example.com.").build());
    } else {
      set.ttl(300L).resourceRecords(ResourceRecord.builder().value("value").build());
    }
    return (kind.contains("routed") ? set.setIdentifier("one").weight(1L) : set).build();
  }

  @ParameterizedTest
  @CsvSource({
    // type, kind, replaced, deleted
    "A, simple, 1, 0",
    "A, alias, 1, 0",
    "A, routed, 0, 1",
    "A, routed alias, 0, 1",
    "AAAA, simple, 1, 0",
    "AAAA, alias, 1, 0",
    "AAAA, routed, 0, 1",
    "AAAA, routed alias, 0, 1",
    "CNAME, simple, 0, 1",
    "CNAME, alias, 0, 1",
    "CNAME, routed, 0, 1",
    "TXT, simple, 0, 0",
    "TXT, routed, 0, 0",
    "MX, simple, 0, 0",
    "NS, simple, 0, 0",
    "SOA, simple, 0, 0",
    "HTTPS, simple, 0, 0"
  })
  void typeAndKind_decide(String type, String kind, int replaced, int deleted) {
    Adoption adoption = Adoption.of(NAME, List.of(set(type, kind)));
    assertEquals(replaced, adoption.replaced().size());
    assertEquals(deleted, adoption.deleted().size());
    assertEquals(replaced + deleted == 0, adoption.isNothing());
    assertEquals(replaced + deleted, adoption.lines().size());
  }

  @Test
  void question_saysWhatIsDeleted() {
    assertEquals(
        "Let ddns53 take over vpn.example.com?",
        Adoption.of(NAME, List.of(set("A", "simple"))).question());
    assertEquals(
        "Delete 2 record set(s) now and let ddns53 take over vpn.example.com?",
        Adoption.of(NAME, List.of(set("A", "routed"), set("AAAA", "routed"), set("A", "simple")))
            .question());
  }

  @Test
  void strangersValues_madeHarmless() {
    ResourceRecordSet odd =
        set("A", "simple").toBuilder()
            .resourceRecords(ResourceRecord.builder().value("\u001b[2J").build())
            .build();
    String line = Adoption.of(NAME, List.of(odd)).lines().getFirst();
    assertTrue(line.startsWith("will be replaced: vpn.example.com. A ?[2J, TTL 300"), line);
  }
}
