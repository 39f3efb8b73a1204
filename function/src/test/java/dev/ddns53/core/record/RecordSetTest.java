package dev.ddns53.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.json.InvalidJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Record sets as Route 53 tells of them, and which of them can be ours. */
final class RecordSetTest {

  private static final Publication.Alias ALIAS =
      new Publication.Alias(
          Family.IPV6, new AliasTarget(new Fqdn("lb.example.net"), new ZoneId("Z0LB")));

  private static RecordSet parse(String text) throws InvalidJson {
    return RecordSet.parse(text.replace('\'', '"'));
  }

  private static Publication.Addresses publication(int ttl, String... addresses) {
    List<IpAddress> all =
        Stream.of(addresses).map(text -> IpAddress.parse(text).orElseThrow()).toList();
    return Publication.of(all.getFirst().family(), new Ttl(ttl), all);
  }

  private static String simple(String type, int ttl, String... values) {
    return "{'Type':'%s','TTL':%d,'ResourceRecords':[%s]}"
        .formatted(
            type,
            ttl,
            String.join(",", Stream.of(values).map("{'Value':'%s'}"::formatted).toList()));
  }

  private static final String BOTH = simple("A", 60, "192.0.2.1", "192.0.2.2").replace('\'', '"');

  @Test
  void publication_andItsRecordSet_leadToEachOther() throws InvalidJson {
    Publication.Addresses two = publication(60, "192.0.2.2", "192.0.2.1", "192.0.2.2");
    assertEquals(BOTH, RecordSet.of(two).json());
    assertEquals("A", RecordSet.of(two).type());
    assertEquals(RecordSet.of(two), RecordSet.parse(BOTH));
    assertEquals(Optional.of(two), RecordSet.parse(BOTH).publication());
    assertEquals(
        "a record of type A (192.0.2.1, 192.0.2.2, TTL 60)", RecordSet.of(two).description());
    assertEquals(
        ("{'Type':'AAAA','AliasTarget':{'HostedZoneId':'Z0LB','DNSName':'lb.example.net.',"
                + "'EvaluateTargetHealth':false}}")
            .replace('\'', '"'),
        RecordSet.of(ALIAS).json());
    assertEquals(RecordSet.of(ALIAS), RecordSet.parse(RecordSet.of(ALIAS).json()));
    assertEquals("an alias of type AAAA (lb.example.net.)", RecordSet.of(ALIAS).description());
  }

  /** Order of values and the name are no part of what a record set is. */
  @Test
  void sameInAnotherOrder_theSame() throws InvalidJson {
    assertEquals(RecordSet.parse(BOTH), parse(simple("A", 60, "192.0.2.2", "192.0.2.1")));
    assertEquals(
        RecordSet.parse(BOTH), RecordSet.parse(BOTH.replace("{\"T", "{\"Name\":\"x.\",\"T")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Type':'A','TTL':61,'ResourceRecords':[{'Value':'192.0.2.1'},{'Value':'192.0.2.2'}]}",
        "{'Type':'A','TTL':60,'ResourceRecords':[{'Value':'192.0.2.1'}]}",
        "{'Type':'AAAA','TTL':60,'ResourceRecords':[{'Value':'2001:db8::1'}]}"
      })
  void otherPublication_isNotIt(String json) throws InvalidJson {
    RecordSet set = parse(json);
    assertEquals(false, set.is(publication(60, "192.0.2.1", "192.0.2.2")));
    assertEquals(true, set.is(set.publication().orElseThrow()));
    assertEquals(false, set.is(Content.NOTHING));
  }

  /** What no publication is like is nobody's of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Type':'CNAME','TTL':60,'ResourceRecords':[{'Value':'other.example.net.'}]}",
        "{'Type':'TXT','TTL':60,'ResourceRecords':[{'Value':'192.0.2.1'}]}",
        "{'Type':'A','TTL':60,'ResourceRecords':[{'Value':'2001:db8::1'}]}",
        "{'Type':'A','TTL':60,'ResourceRecords':[{'Value':'192.0.2.1'},{'Value':'x'}]}",
        "{'Type':'A','TTL':60,'ResourceRecords':[{'Value':'192.0.2.1'},{'Value':'192.0.2.1'}]}",
        "{'Type':'AAAA','TTL':60,'ResourceRecords':[{'Value':'2001:DB8::1'}]}",
        "{'Type':'A','TTL':60,'ResourceRecords':[]}",
        "{'Type':'A','TTL':60}",
        "{'Type':'A','TTL':60,'SetIdentifier':'b','Weight':1,'ResourceRecords':[{'Value':'192.0.2.1'}]}",
        "{'Type':'A','TTL':60,'HealthCheckId':'h','ResourceRecords':[{'Value':'192.0.2.1'}]}",
        "{'Type':'A','AliasTarget':{'HostedZoneId':'Z0','DNSName':'a.example.net.','EvaluateTargetHealth':true}}",
        "{'Type':'A','AliasTarget':{'HostedZoneId':'Z0','DNSName':'a.example.net','EvaluateTargetHealth':false}}",
        "{'Type':'A','AliasTarget':{'HostedZoneId':'z','DNSName':'a.example.net.','EvaluateTargetHealth':false}}",
        "{'Type':'A','AliasTarget':{'HostedZoneId':'Z0','DNSName':'net.','EvaluateTargetHealth':false}}"
      })
  void likeNoPublication_notOurs(String json) throws InvalidJson {
    assertEquals(Optional.empty(), parse(json).publication());
    assertEquals(false, parse(json).is(publication(60, "192.0.2.1")));
    assertEquals(parse(json), RecordSet.parse(parse(json).json()));
  }

  @ParameterizedTest
  @CsvSource({
    "A, false, true, false, true, false",
    "AAAA, false, false, true, false, true",
    "CNAME, false, true, true, false, false",
    "TXT, false, false, false, false, false",
    "A, true, true, false, false, false",
    "AAAA, true, false, true, false, false"
  })
  void typeAndRouting_decideWhatItBearsOnAndWhatMayReplaceIt(
      String type, boolean routed, boolean on4, boolean on6, boolean by4, boolean by6)
      throws InvalidJson {
    String json = simple(type, 60, "x");
    RecordSet set = parse(routed ? json.replace("{'Type", "{'SetIdentifier':'b','Type") : json);
    assertEquals(routed, set.routed());
    assertEquals(on4, set.bearsOn(Family.IPV4));
    assertEquals(on6, set.bearsOn(Family.IPV6));
    assertEquals(by4, set.isReplaceable(Family.IPV4));
    assertEquals(by6, set.isReplaceable(Family.IPV6));
  }

  @Test
  void sizes_asRoute53CountsThem() throws InvalidJson {
    assertEquals(2, RecordSet.parse(BOTH).elements());
    assertEquals(18, RecordSet.parse(BOTH).characters());
    assertEquals(1, RecordSet.of(ALIAS).elements());
    assertEquals(0, RecordSet.of(ALIAS).characters());
    RecordSet texts = parse(simple("TXT", 60, "a", "bc", "def"));
    assertEquals(3, texts.elements());
    assertEquals(6, texts.characters());
  }

  @Test
  void described_forPeople() throws InvalidJson {
    RecordSet routed =
        parse(simple("A", 60, "192.0.2.1").replace("{'Type", "{'SetIdentifier':'blue','Type"));
    assertEquals(
        "a record of type A under a routing policy, \"blue\" (192.0.2.1, TTL 60)",
        routed.description());
    RecordSet evaluating =
        parse(
            "{'Type':'A','AliasTarget':{'HostedZoneId':'Z0','DNSName':'a.example.net.',"
                + "'EvaluateTargetHealth':true}}");
    assertEquals(
        "an alias of type A (a.example.net., evaluating its health)", evaluating.description());
    assertEquals(
        "a record of type A (192.0.2.1)",
        parse("{'Type':'A','ResourceRecords':[{'Value':'192.0.2.1'}]}").description());
    assertEquals("nothing", RecordSet.described(List.of()));
    assertEquals(
        routed.description() + ", " + evaluating.description(),
        RecordSet.described(List.of(routed, evaluating)));
  }

  @Test
  void contents_asRecordSetsAndWords() {
    Publication.Addresses one = publication(300, "192.0.2.1");
    assertEquals(List.of(RecordSet.of(one)), RecordSet.of((Content) one));
    assertEquals(List.of(), RecordSet.of(Content.NOTHING));
    assertEquals("nothing", Content.NOTHING.text());
    assertEquals("192.0.2.1 (TTL 300)", one.text());
    assertEquals("192.0.2.1", one.target());
    assertEquals(List.of("192.0.2.1"), one.values());
    assertEquals("alias to lb.example.net (Z0LB)", ALIAS.text());
    assertEquals(List.of(), ALIAS.values());
    assertEquals("192.0.2.1, 192.0.2.2", publication(60, "192.0.2.2", "192.0.2.1").target());
  }

  @Test
  void publication_hasAddressesOfItsFamily() {
    assertThrows(
        IllegalArgumentException.class, () -> Publication.of(Family.IPV4, Ttl.DEFAULT, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Publication.of(
                Family.IPV6, Ttl.DEFAULT, List.of(IpAddress.parse("192.0.2.1").orElseThrow())));
  }

  @Test
  void textThatIsNoObject_refused() {
    assertThrows(InvalidJson.class, () -> RecordSet.parse("[]"));
  }
}
