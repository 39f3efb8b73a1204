package dev.ddns53.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.json.InvalidJson;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the registry: what is written is what older and newer versions read. */
final class RegistryDocumentsTest {

  private static final SiteId TOKYO = new SiteId("tokyo");
  private static final Fqdn VPN = new Fqdn("vpn.tokyo.example.com");

  private static final String NAME_START =
      "{\"zone\":\"Z0EXAMPLE\",\"ttl\":60,\"publish\":\"first-healthy\",\"members\":";
  private static final String NAME_END = ",\"registered\":\"2026-01-01T00:00:00Z\"}";

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String site(String text) throws InvalidJson {
    return RegistryDocuments.document(RegistryDocuments.site(TOKYO, json(text)));
  }

  private static String name(String text) throws InvalidJson {
    return RegistryDocuments.document(RegistryDocuments.name(VPN, json(text)));
  }

  private static void assertSiteRefused(String reason, String text) {
    assertEquals(reason, assertThrows(InvalidJson.class, () -> site(text), text).getMessage());
  }

  private static void assertNameRefused(String reason, String text) {
    assertEquals(reason, assertThrows(InvalidJson.class, () -> name(text), text).getMessage());
  }

  /** Each row as it is stored. What has its default value is not written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'names':[],'zones':[],'keys':[]}",
        "{'staleAfter':'15m','names':[],'zones':[],'keys':[]}",
        "{'allow':{'sources':['203.0.113.0/24']},'names':[],'zones':[],'keys':[]}",
        "{'allow':{'addresses':['2001:db8::/32']},'names':[],'zones':[],'keys':[]}",
        "{'allow':{'private':true},'names':[],'zones':[],'keys':[]}",
        "{'allow':{'sameAsSource':true},'names':[],'zones':[],'keys':[]}",
        "{'names':['*.example.com','a.example.com'],'zones':['Z1','Z2'],'keys':[]}",
        "{'names':[],'zones':[],'keys':[{'issued':'2026-01-01T00:00:00Z','master':1},"
            + "{'issued':'2026-01-01T00:00:00Z','master':9223372036854775807,'nonce':'0f'}]}"
      })
  void siteRow_readAndWrittenTheSame(String row) throws InvalidJson {
    assertEquals(json(row), site(row));
  }

  @Test
  void leastSite_defaults() throws InvalidJson {
    Site site = RegistryDocuments.site(TOKYO, "{}");
    assertEquals("PT1H", site.staleAfter().toString());
    assertEquals(Allow.DEFAULT, site.allow());
    assertEquals(0, site.names().size() + site.zones().size() + site.keys().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'x':1} | unknown field \"x\"",
        "{'staleAfter':15} | staleAfter must be a text in quotes",
        "{'staleAfter':'15'} | staleAfter must be a duration such as 15m, 1h or 2d, not \"15\"",
        "{'allow':[]} | allow must be a JSON object",
        "{'allow':{'source':[]}} | unknown field \"allow.source\"; did you mean sources?",
        "{'allow':{'private':'yes'}} | allow.private must be true or false",
        "{'allow':{'sources':[1]}} | allow.sources must have texts such as 203.0.113.0/24, not 1",
        "{'allow':{'sources':['fe80::1%eth0']}} | allow.sources has \"fe80::1%eth0\": a zone id"
            + " such as %eth0 means something on one machine only: write fe80::1",
        "{'names':['com']} | names must be a domain name, not \"com\"",
        "{'zones':['z']} | zones must be a hosted zone's id, not \"z\"",
        "{'keys':[{}]} | keys[].issued is missing",
        "{'keys':[{'issued':'2026-01-01T00:00:00Z'}]} | keys[].master is missing",
        "{'keys':[{'issued':'2026-01-01T00:00:00.5Z','master':1}]} | keys[].issued must be a time,"
            + " not \"2026-01-01T00:00:00.5Z\"",
        "{'keys':[{'issued':'now','master':1}]} | keys[].issued must be a time, not \"now\"",
        "{'keys':[{'issued':'2026-01-01T00:00:00Z','master':0}]} | keys[].master must be a whole"
            + " number from 1 to 9223372036854775807",
        "{'keys':[{'issued':'2026-01-01T00:00:00Z','master':1,'nonce':'0F'}]} | keys[].nonce must"
            + " be hexadecimal digits, not \"0F\"",
        "{'keys':[{'issued':'2026-01-01T00:00:00Z','master':1,'x':1}]} | unknown field"
            + " \"keys[].x\"",
        "{'keys':[{},{},{}]} | keys may have at most 2 items"
      })
  void noSiteRow_refusedWithTheReason(String row, String reason) {
    assertSiteRefused(reason, row);
  }

  private static String times(int number, String item) {
    return IntStream.range(0, number)
        .mapToObj(i -> json(item.formatted(i)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** As many as a site may have, and one more. */
  @ParameterizedTest
  @CsvSource({
    "49, names, '{''names'':%s}', '''n%d.example.com'''",
    "49, zones, '{''zones'':%s}', '''Z%d'''",
    "50, allow.sources, '{''allow'':{''sources'':%s}}', '''203.0.113.%d'''",
    "50, allow.addresses, '{''allow'':{''addresses'':%s}}', '''203.0.113.%d'''"
  })
  void listsOfASite_haveABound(int most, String field, String row, String item) throws InvalidJson {
    RegistryDocuments.site(TOKYO, json(row.formatted(times(most, item))));
    assertSiteRefused(
        field + " may have at most " + most + " items", row.formatted(times(most + 1, item)));
  }

  /** Each row as it is stored. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'former':[{'registered':'2026-01-01T00:00:00.001Z','zone':'Z1',"
            + "'ended':'2026-02-01T00:00:00.002Z','remains':'withdraw','by':'alice'}]}",
        "{'former':[{'registered':'2026-01-01T00:00:00Z','zone':'Z1',"
            + "'ended':'2026-02-01T00:00:00Z','remains':'keep','by':''},"
            + "{'registered':'2026-02-01T00:00:00Z','zone':'Z2',"
            + "'ended':'2026-03-01T00:00:00Z','remains':'withdraw','by':'bob'}]}",
        NAME_START + "['tokyo']" + NAME_END,
        NAME_START + "['tokyo','osaka',{'address':'192.0.2.80'}]" + NAME_END,
        NAME_START + "[{'address':'2001:db8::1'}]" + NAME_END,
        NAME_START + "[{'alias':{'dnsName':'lb.example.net','zoneId':'Z0LB'}}]" + NAME_END,
        NAME_START + "[{'site':'tokyo','host':'::53'},'osaka']" + NAME_END,
        NAME_START + "[{'site':'tokyo','host':'::5054:ff:fe12:3456','subnet':65535}]" + NAME_END,
        "{'zone':'Z1','ttl':0,'publish':'all-healthy','members':['a'],'onDrift':'repair',"
            + "'onGone':'withdraw','registered':'2026-01-01T00:00:00.123Z'}",
        "{'zone':'Z1','ttl':2147483647,'publish':'first-healthy','members':['a'],'onDrift':'hold',"
            + "'registered':'2026-01-01T00:00:00Z','adoption':{'stamp':'2026-03-01T00:00:00Z',"
            + "'sets':['one','two'],'deleted':['A','AAAA'],'by':'alice'}}",
        "{'zone':'Z1','ttl':60,'publish':'first-healthy','members':['a'],"
            + "'registered':'2026-01-01T00:00:00Z','adoption':{'stamp':'2026-03-01T00:00:00Z',"
            + "'sets':[],'by':''}}"
      })
  void nameRow_readAndWrittenTheSame(String row) throws InvalidJson {
    assertEquals(json(row), name(row));
  }

  /** EUI-64, in the ways that people write a network card's address; a subnet of 0 says nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'mac':'52:54:00:12:34:56'",
        "'mac':'52-54-00-12-34-56'",
        "'mac':'52:54:00:12:34:56','subnet':0",
        "'host':'::5054:00ff:fe12:3456'"
      })
  void hostsByNetworkCard(String host) throws InvalidJson {
    assertEquals(
        json(NAME_START + "[{'site':'tokyo','host':'::5054:ff:fe12:3456'}]" + NAME_END),
        name(NAME_START + "[{'site':'tokyo'," + host + "}]" + NAME_END));
  }

  @Test
  void leastName_defaults() throws InvalidJson {
    Name name =
        RegistryDocuments.name(
                VPN, json("{'zone':'Z1','members':['a'],'registered':'2026-01-01T00:00:00Z'}"))
            .name()
            .orElseThrow();
    assertEquals(VPN, name.fqdn());
    assertEquals(60, name.ttl().seconds());
    assertEquals(Name.Policy.FIRST_HEALTHY, name.policy());
    assertEquals(Name.OnDrift.ALERT, name.onDrift());
    assertEquals(Name.OnGone.KEEP, name.onGone());
    assertEquals(true, name.probe().isEmpty() && name.adoption().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'tcp':443}",
        "{'tcp':1,'failures':1,'recoveries':1}",
        "{'tcp':65535,'failures':100,'recoveries':100}",
        "{'http':'/'}",
        "{'http':'/alive','port':443}",
        "{'https':'/alive'}",
        "{'https':'/alive','port':80,'failures':2}",
        "{'https':'/alive','recoveries':3}"
      })
  void probe_readAndWrittenTheSame(String probe) throws InvalidJson {
    String row = NAME_START + "['a'],'probe':" + probe + NAME_END;
    assertEquals(json(row), name(row));
  }

  /** What need not be written, since it is the default. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'tcp':443,'failures':3,'recoveries':2} | {'tcp':443}",
        "{'http':'/','port':80} | {'http':'/'}",
        "{'https':'/','port':443} | {'https':'/'}"
      })
  void probesDefaults_leftOut(String probe, String written) throws InvalidJson {
    String row = NAME_START + "['a'],'probe':%s" + NAME_END;
    assertEquals(json(row.formatted(written)), name(row.formatted(probe)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | probe must have one of tcp, http and https",
        "{'tcp':1,'http':'/'} | probe must have one of tcp, http and https",
        "{'http':'/','https':'/'} | probe must have one of tcp, http and https",
        "{'tcp':1,'http':'/','https':'/'} | probe must have one of tcp, http and https",
        "{'port':1} | probe must have one of tcp, http and https",
        "{'tcp':1,'port':1} | unknown field \"probe.port\"",
        "{'tcp':0} | probe.tcp must be a whole number from 1 to 65535",
        "{'tcp':65536} | probe.tcp must be a whole number from 1 to 65535",
        "{'http':'/','port':0} | probe.port must be a whole number from 1 to 65535",
        "{'http':'/','port':65536} | probe.port must be a whole number from 1 to 65535",
        "{'http':'alive'} | probe.http must be a path such as /alive, not \"alive\"",
        "{'https':'/a b'} | probe.https must be a path such as /alive, not \"/a b\"",
        "{'tcp':1,'failures':0} | probe.failures must be a whole number from 1 to 100",
        "{'tcp':1,'failures':101} | probe.failures must be a whole number from 1 to 100",
        "{'tcp':1,'recoveries':0} | probe.recoveries must be a whole number from 1 to 100",
        "{'tcp':1,'recoveries':101} | probe.recoveries must be a whole number from 1 to 100",
        "{'tcp':1,'x':1} | unknown field \"probe.x\""
      })
  void noProbe_refusedWithTheReason(String probe, String reason) {
    assertNameRefused(reason, NAME_START + "['a'],'probe':" + probe + NAME_END);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | members must have at least one member",
        "['a','b','a'] | members has a member twice",
        "[{'address':'192.0.2.1'},{'address':'192.0.2.1'}] | members has a member twice",
        "['a b'] | members has an item that is not a site's id: \"a b\"",
        "['2001:db8::1'] | members has the address 2001:db8::1 as if it were a site: write {"
            + " address: \"2001:db8::1\" }",
        "['a',{'site':'a','host':'::1'}] | members follows a site twice: give each of its hosts a"
            + " name of its own",
        "[{'site':'a','host':'::1'},{'site':'a','host':'::2'}] | members follows a site twice: give"
            + " each of its hosts a name of its own",
        "[{'site':'a'}] | members[].host is missing",
        "[{'site':'a','host':'::1','mac':'52:54:00:12:34:56'}] | members[].mac must be left out"
            + " where host is there",
        "[{'site':'a','host':'2001:db8::53'}] | members[].host must be an IPv6 address whose first"
            + " 64 bits are zero, such as ::53, not \"2001:db8::53\"",
        "[{'site':'a','host':'::1:0:0:0:0'}] | members[].host must be an IPv6 address whose first"
            + " 64 bits are zero, such as ::53, not \"::1:0:0:0:0\"",
        "[{'site':'a','host':'::'}] | members[].host must be an IPv6 address whose first 64 bits"
            + " are zero, such as ::53, not \"::\"",
        "[{'site':'a','host':'192.0.2.1'}] | members[].host must be an IPv6 address whose first 64"
            + " bits are zero, such as ::53, not \"192.0.2.1\"",
        "[{'site':'a','mac':'525400123456'}] | members[].mac must be a network card's address such"
            + " as 52:54:00:12:34:56, not \"525400123456\"",
        "[{'site':'a','host':'::1','subnet':65536}] | members[].subnet must be a whole number from"
            + " 0 to 65535",
        "[{'site':'a','host':'::1','address':'192.0.2.1'}] | unknown field \"members[].address\"",
        "[1] | members has an item that is neither a site nor { address: … }, { alias: … } or {"
            + " site: …, host: … }. A site's id that looks like a number, or like true or null,"
            + " must be in quotes: \"1234\"",
        "[{}] | members[].address is missing",
        "[{'address':'192.0.2'}] | members[].address must be an IPv4 or IPv6 address, not"
            + " \"192.0.2\"",
        "[{'address':'192.0.2.1','x':1}] | unknown field \"members[].x\"",
        "[{'alias':{}}] | members[].alias.dnsName is missing",
        "[{'alias':{'dnsName':'lb.example.net'}}] | members[].alias.zoneId is missing",
        "[{'alias':{'dnsName':'lb','zoneId':'Z1'}}] | members[].alias.dnsName must be a domain"
            + " name, not \"lb\"",
        "[{'alias':{'dnsName':'lb.example.net','zoneId':'z'}}] | members[].alias.zoneId must be the"
            + " target's hosted zone id, not \"z\"",
        "[{'alias':{'dnsName':'lb.example.net','zoneId':'Z1','x':1}}] | unknown field"
            + " \"members[].alias.x\"",
        "[{'alias':{'dnsName':'lb.example.net','zoneId':'Z1'},'address':'192.0.2.1'}] | unknown"
            + " field \"members[].address\""
      })
  void noMembers_refusedWithTheReason(String members, String reason) {
    assertNameRefused(reason, NAME_START + members + NAME_END);
  }

  @Test
  void members_hundredAtMost() throws InvalidJson {
    name(NAME_START + times(100, "'s%d'") + NAME_END);
    assertNameRefused(
        "members may have at most 100 items", NAME_START + times(101, "'s%d'") + NAME_END);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'ttl':60} | unknown field \"ttl\"",
        "{'zone':'Z1'} | members is missing",
        "{'zone':'Z1','members':['a']} | registered is missing",
        "{'zone':'','members':['a']} | zone must be a zone's name or id, not \"\"",
        "{'zone':'example.com','members':['a'],'registered':'2026-01-01T00:00:00Z'} | zone must be"
            + " a hosted zone's id",
        "{'zone':'Z1','members':['a'],'registered':'2026-01-01T00:00:00.0001Z'} | registered must"
            + " be a time, not \"2026-01-01T00:00:00.0001Z\"",
        "{'zone':'Z1','members':['a'],'registered':'x'} | registered must be a time, not \"x\"",
        "{'zone':'Z1','members':['a'],'ttl':-1} | ttl must be a whole number from 0 to 2147483647",
        "{'zone':'Z1','members':['a'],'ttl':2147483648} | ttl must be a whole number from 0 to"
            + " 2147483647",
        "{'zone':'Z1','members':['a'],'publish':'all'} | publish must be first-healthy or"
            + " all-healthy, not \"all\"",
        "{'zone':'Z1','members':['a'],'onDrift':'x'} | onDrift must be alert, repair or hold, not"
            + " \"x\"",
        "{'zone':'Z1','members':['a'],'onGone':'x'} | onGone must be keep or withdraw, not \"x\"",
        "{'zone':'Z1','publish':'all-healthy','members':['a',{'alias':{'dnsName':'lb.example.net',"
            + "'zoneId':'Z1'}}]} | publish must be first-healthy where a member is an alias",
        "{'former':[{}]} | former[].registered is missing",
        "{'former':[{'registered':'2026-01-01T00:00:00Z'}]} | former[].zone is missing",
        "{'former':[{'registered':'2026-01-01T00:00:00Z','zone':'Z1'}]} | former[].ended is"
            + " missing",
        "{'former':[{'registered':'2026-01-01T00:00:00Z','zone':'Z1',"
            + "'ended':'2026-01-01T00:00:00Z'}]} | former[].remains is missing",
        "{'former':[{'registered':'2026-01-01T00:00:00Z','zone':'Z1','ended':'2026-01-01T00:00:00Z','remains':'drop'}]}"
            + " | former[].remains must be keep or withdraw, not \"drop\"",
        "{'former':[{'registered':'2026-01-01T00:00:00Z','zone':'Z1','ended':'2026-01-01T00:00:00Z','remains':'keep','x':1}]}"
            + " | unknown field \"former[].x\""
      })
  void noNameRow_refusedWithTheReason(String row, String reason) {
    assertNameRefused(reason, row);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | adoption.stamp is missing",
        "{'stamp':'2026-03-01T00:00:00Z','deleted':['CNAME']} | adoption.deleted must be A or AAAA,"
            + " not \"CNAME\"",
        "{'stamp':'2026-03-01T00:00:00Z','deleted':['A','A','A']} | adoption.deleted may have at"
            + " most 2 items",
        "{'stamp':'2026-03-01T00:00:00Z','x':1} | unknown field \"adoption.x\""
      })
  void noAdoption_refusedWithTheReason(String adoption, String reason) {
    assertNameRefused(
        reason,
        "{'zone':'Z1','members':['a'],'registered':'2026-01-01T00:00:00Z','adoption':"
            + adoption
            + "}");
  }

  /** A zone's name is as long as a domain name may be, with some room. */
  @Test
  void zoneInTheFile_260CharactersAtMost() {
    String row = "{'zone':'%s','members':['a'],'registered':'2026-01-01T00:00:00Z'}";
    assertNameRefused("zone must be a hosted zone's id", row.formatted("z".repeat(260)));
    assertNameRefused(
        "zone must be a zone's name or id, not \"" + "z".repeat(60) + "…\"",
        row.formatted("z".repeat(261)));
  }
}
