package dev.ddns53.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.route53.model.ChangeAction.CREATE;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.VPCRegion;

/** What resolvers are told. */
class DnsIT extends WithEmulator {

  private static void assertAddress(String address, Message answer) {
    assertTrue(answer.getHeader().getFlag(Flags.AA));
    assertEquals(1, answer.getSection(Section.ANSWER).size());
    assertEquals(
        address,
        ((ARecord) answer.getSection(Section.ANSWER).getFirst()).getAddress().getHostAddress());
  }

  private static void assertReferral(String cut, List<String> servers, Message answer) {
    assertEquals(Rcode.NOERROR, answer.getRcode());
    assertFalse(answer.getHeader().getFlag(Flags.AA));
    assertEquals(List.of(), answer.getSection(Section.ANSWER));
    List<Record> authority = answer.getSection(Section.AUTHORITY);
    assertEquals(servers, authority.stream().map(Record::rdataToString).toList());
    assertTrue(
        authority.stream()
            .allMatch(r -> r.getType() == Type.NS && r.getName().toString().equals(cut)));
  }

  @Test
  void resolver_getsRecordsAndTruthAboutMissingOnes() throws IOException {
    String id = zone("dns.example");
    send(
        id,
        change(CREATE, "www.dns.example", "192.0.2.7"),
        change(CREATE, "*.wild.dns.example", "192.0.2.8"));
    for (boolean tcp : new boolean[] {false, true}) {
      assertAddress("192.0.2.7", ask("WWW.dns.example.", Type.A, tcp));
      assertEquals(Rcode.NOERROR, ask("www.dns.example.", Type.AAAA, tcp).getRcode());
      assertEquals(Rcode.NXDOMAIN, ask("none.dns.example.", Type.A, tcp).getRcode());
      assertEquals(Rcode.NOERROR, ask("wild.dns.example.", Type.A, tcp).getRcode());
      assertAddress("192.0.2.8", ask("any.wild.dns.example.", Type.A, tcp));
      assertEquals(Rcode.REFUSED, ask("elsewhere.test.", Type.A, tcp).getRcode());
      assertEquals(
          Type.SOA,
          ask("none.dns.example.", Type.A, tcp).getSection(Section.AUTHORITY).getFirst().getType());
    }
  }

  @Test
  void nameAtOrBelowADelegation_isReferred() throws IOException {
    String id = zone("cut.example");
    send(
        id,
        change(CREATE, "vpn.tokyo.cut.example", "192.0.2.1"),
        change(CREATE, "www.cut.example", "192.0.2.2"),
        change(CREATE, set("tokyo.cut.example", RRType.NS, "ns1.other.test.", "ns2.other.test.")));
    List<String> servers = List.of("ns1.other.test.", "ns2.other.test.");
    for (String name :
        List.of("tokyo.cut.example.", "vpn.tokyo.cut.example.", "no.such.tokyo.cut.example.")) {
      for (int type : new int[] {Type.A, Type.AAAA, Type.NS}) {
        assertReferral("tokyo.cut.example.", servers, ask(name, type, false));
      }
    }
    assertAddress("192.0.2.2", ask("www.cut.example.", Type.A, false));
    assertEquals(2, ask("cut.example.", Type.NS, false).getSection(Section.ANSWER).size());
    assertEquals(Rcode.NXDOMAIN, ask("kyoto.cut.example.", Type.A, false).getRcode());
  }

  @Test
  void delegationsBelowEachOther_theHigherOneCounts() throws IOException {
    String id = zone("deep.example");
    send(
        id,
        change(CREATE, set("a.b.deep.example", RRType.NS, "ns1.low.test.")),
        change(CREATE, set("b.deep.example", RRType.NS, "ns1.high.test.")));
    assertReferral(
        "b.deep.example.", List.of("ns1.high.test."), ask("x.a.b.deep.example.", 1, false));
  }

  @Test
  void cnameLeadingBelowADelegation_endsThere() throws IOException {
    String id = zone("chain.example");
    send(
        id,
        change(CREATE, set("tokyo.chain.example", RRType.NS, "ns1.other.test.")),
        change(CREATE, "vpn.tokyo.chain.example", "192.0.2.1"),
        change(CREATE, set("www.chain.example", RRType.CNAME, "vpn.tokyo.chain.example.")));
    Message answer = ask("www.chain.example.", Type.A, false);
    assertEquals(1, answer.getSection(Section.ANSWER).size());
    assertEquals(Type.CNAME, answer.getSection(Section.ANSWER).getFirst().getType());
  }

  @Test
  void childZoneHere_answersInsteadOfItsParent() throws IOException {
    String parent = zone("family.example");
    String child = zone("child.family.example");
    send(
        parent,
        change(CREATE, "old.child.family.example", "192.0.2.1"),
        change(CREATE, set("child.family.example", RRType.NS, "ns-1.ddns53.test.")));
    send(child, change(CREATE, "new.child.family.example", "192.0.2.2"));
    assertAddress("192.0.2.2", ask("new.child.family.example.", Type.A, false));
    Message occluded = ask("old.child.family.example.", Type.A, false);
    assertEquals(Rcode.NXDOMAIN, occluded.getRcode());
    assertEquals(
        "child.family.example.",
        occluded.getSection(Section.AUTHORITY).getFirst().getName().toString());
  }

  @Test
  void privateZone_isNotServed() throws IOException {
    String id =
        aws.route53()
            .createHostedZone(
                z ->
                    z.name("inside.example")
                        .callerReference("inside")
                        .vpc(v -> v.vpcId("vpc-1").vpcRegion(VPCRegion.EU_WEST_1)))
            .hostedZone()
            .id();
    send(id, change(CREATE, "a.inside.example", "192.0.2.1"));
    assertEquals(Rcode.REFUSED, ask("a.inside.example.", Type.A, false).getRcode());
    send(zone("inside.example"), change(CREATE, "a.inside.example", "192.0.2.2"));
    assertAddress("192.0.2.2", ask("a.inside.example.", Type.A, false));
  }
}
