package dev.ddns53.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameEntry;
import dev.ddns53.core.fleet.SiteEntry;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FleetReaderTest {

  private static final String GOOD =
      """
      # our sites
      sites:
        tokyo:
          staleAfter: 15m
          allow:
            sources: [203.0.113.0/24, "2001:db8::/32"]
            addresses: [203.0.113.7]
            private: true
            sameAsSource: true
        osaka:
        web-1: {}
      names:
        VPN.tokyo.example.com.:
          zone: example.com
          ttl: 30
          members: [tokyo]
        hq.example.com:
          zone: Z0123456789ABC
          publish: all-healthy
          members: [tokyo, osaka, { address: 192.0.2.80 }]
      """;

  private static String messageOf(String text) {
    CliException e =
        assertThrows(CliException.class, () -> FleetReader.parse("fleet.yaml", text), text);
    return String.valueOf(e.getMessage());
  }

  @Test
  void goodFile_read() {
    FleetFile file = FleetReader.parse("fleet.yaml", GOOD);
    assertEquals("[osaka, tokyo, web-1]", file.sites().keySet().toString());
    SiteEntry tokyo = Optional.ofNullable(file.sites().get(new SiteId("tokyo"))).orElseThrow();
    assertEquals(Duration.ofMinutes(15), tokyo.staleAfter());
    assertEquals(
        "[203.0.113.0/24, 2001:db8::/32] [203.0.113.7/32] true true",
        String.join(
            " ",
            tokyo.allow().sources().toString(),
            tokyo.allow().addresses().toString(),
            Boolean.toString(tokyo.allow().internal()),
            Boolean.toString(tokyo.allow().sameAsSource())));
    assertEquals(SiteEntry.DEFAULT, file.sites().get(new SiteId("osaka")));
    assertEquals(SiteEntry.DEFAULT, file.sites().get(new SiteId("web-1")));

    Fqdn vpn = new Fqdn("vpn.tokyo.example.com");
    Fqdn hq = new Fqdn("hq.example.com");
    assertEquals(List.of(hq, vpn), List.copyOf(file.names().keySet()));
    NameEntry first = Optional.ofNullable(file.names().get(vpn)).orElseThrow();
    assertEquals(new Ttl(30), first.ttl());
    assertEquals(Name.Policy.FIRST_HEALTHY, first.policy());
    NameEntry second = Optional.ofNullable(file.names().get(hq)).orElseThrow();
    assertEquals(Ttl.DEFAULT, second.ttl());
    assertEquals(Name.Policy.ALL_HEALTHY, second.policy());
    assertEquals(3, second.members().size());
    assertEquals(
        Map.of(new SiteId("tokyo"), List.of(hq, vpn), new SiteId("osaka"), List.of(hq)),
        file.fed());
    assertEquals("[Z0123456789ABC, example.com]", file.zones().toString());
  }

  /** Each wrong thing: what the message says of it. A good value follows in each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| line 1, column 1: the file is empty",
        "[]| line 1, column 1: it must have fields of its own",
        "sites: {}| names is missing",
        "names: {}| sites is missing",
        "{sites: [], names: {}}| line 1, column 9: sites must have fields of its own",
        "{sites: {}, names: 5}| line 1, column 20: names must have fields of its own",
        "{sites: {}, names: {}, keys: {}}| unknown field \"keys\"",
        "{sites: {}, names: {}| line",
        "{sites: {a b: {}}, names: {}}| \"sites.a b\" must have 1 to 64",
        "{sites: {a: []}, names: {}}| line 1, column 13: sites.a must have fields",
        "{sites: {a: 15m}, names: {}}| sites.a must have fields",
        "{sites: {a: {key: x}}, names: {}}| unknown field \"sites.a.key\"",
        "{sites: {a: {staleAfter: 15}}, names: {}}| line 1, column 26: sites.a.staleAfter"
            + " must be a duration such as 15m, 1h or 2d, not 15",
        "{sites: {a: {staleAfter: soon}}, names: {}}| sites.a.staleAfter must be a duration such as"
            + " 15m",
        "{sites: {a: {allow: []}}, names: {}}| sites.a.allow must have fields",
        "{sites: {a: {allow: {source: []}}}, names: {}}| unknown field \"sites.a.allow.source\"",
        "{sites: {a: {allow: {sources: 10.0.0.0/8}}}, names: {}}| sites.a.allow.sources must be a"
            + " list",
        "{sites: {a: {allow: {sources: [10.0.0.1/8]}}}, names: {}}| sites.a.allow.sources has"
            + " \"10.0.0.1/8\": bits are set beyond the prefix: write 10.0.0.0/8",
        "{sites: {a: {allow: {addresses: ['::ffff:203.0.113.0/120']}}}, names: {}}|"
            + " sites.a.allow.addresses has \"::ffff:203.0.113.0/120\": it is IPv4 written as IPv6:"
            + " write 203.0.113.0/24",
        "{sites: {a: {allow: {addresses: ['::ffff:203.0.113.0/24']}}}, names: {}}|"
            + " write 203.0.113.0/24 if you mean that",
        "{sites: {a: {allow: {sources: ['fe80::1%eth0']}}}, names: {}}| a zone id such as %eth0",
        "{sites: {a: {allow: {private: 'yes'}}}, names: {}}| sites.a.allow.private must be true or"
            + " false",
        "{sites: {w: {instance: }}, names: {}}| sites.w.instance must have fields of its own",
        "{sites: {w: {instance: {}}}, names: {}}| line 1, column 14: sites.w.instance must have one"
            + " of tag, such as { \"ddns53:site\": web-1 }, and autoScalingGroup",
        "{sites: {w: {instance: {tag: {a: 5}}}}, names: {}}| sites.w.instance.tag.a must be a value"
            + " of at most 256 characters (numbers in quotes), not 5",
        "{sites: {w: {instance: {tag: {a: b}, wich: all}}}, names: {}}| did you mean which?",
        "{sites: {w: {router: true, instance: {tag: {a: b}}}}, names: {}}| sites.w.router must be"
            + " left out where instance is there",
        "{sites: {w: {allow: {}, instance: {tag: {a: b}}}}, names: {}}| sites.w.allow must be left"
            + " out where instance is there",
        "{sites: {w: {instance: {tag: {a: b}}}}, names: {a.b: {zone: a.b, members: [{site: w, host:"
            + " '::1'}]}}}| names.a.b.members has a host at a site that is EC2 instances",
        "{sites: {w: {instance: {tag: {a: b}, which: all}}}, names: {a.b: {zone: a.b, members: [w],"
            + " probe: {tcp: 443}}}}| names.a.b.members lists a site of several instances",
        "{sites: {}, names: {com: {zone: com, members: [a]}}}| \"names.com\" must be a full domain"
            + " name such as vpn.example.com",
        "{sites: {}, names: {a.b: }}| names.a.b.zone is missing",
        "{sites: {}, names: {a.b: {zone: a.b}}}| names.a.b.members is missing",
        "{sites: {}, names: {a.b: {zone: a.b, members: [1234]}}}| must be in quotes: \"1234\"",
        "{sites: {}, names: {a.b: {zone: a.b, members: [true]}}}| must be in quotes",
        "{sites: {}, names: {a.b: {zone: '', members: [x]}}}| names.a.b.zone must be a zone's name"
            + " or id",
        "{sites: {x: {}}, names: {a.b: {zone: c.b, members: [x]}}}| names.a.b.zone must be a zone"
            + " that holds the name, not c.b",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, ttl: -1, members: [x]}}}| names.a.b.ttl must be"
            + " a whole number from 0 to 2147483647",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, ttl: 60s, members: [x]}}}| names.a.b.ttl must be"
            + " a whole number",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, publish: some, members: [x]}}}|"
            + " names.a.b.publish must be first-healthy or all-healthy, not \"some\"",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: x}}}| names.a.b.members must be a list",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: []}}}| names.a.b.members must have at"
            + " least one member",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [x, x]}}}| names.a.b.members has a"
            + " member twice",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [x y]}}}| names.a.b.members has an item"
            + " that is not a site's id",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [{address: x}]}}}|"
            + " names.a.b.members[].address must be an IPv4 or IPv6 address, not \"x\"",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [{site: x}]}}}|"
            + " names.a.b.members[].host is missing",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [{site: x, host: '::1', subnet:"
            + " 65536}]}}}| names.a.b.members[].subnet must be a whole number from 0 to 65535",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [{site: x, host: '::1', subnet:"
            + " 0x10000}]}}}| names.a.b.members[].subnet must be a whole number from 0 to 65535",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [{address: 192.0.2.1, x: 1}]}}}|"
            + " unknown field \"names.a.b.members[].x\"",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [x], adopted: true}}}| unknown field"
            + " \"names.a.b.adopted\"",
        "{sites: {x: {}}, names: {a.b: {zone: a.b, members: [x]}, A.b: {zone: a.b, members: [x]}}}|"
            + " \"names.A.b\" is there twice"
      })
  void wrongThing_namedWithAGoodValue(String text, String fault) {
    String message = messageOf(text);
    assertTrue(message.startsWith("fleet.yaml: "), message);
    assertTrue(message.contains(fault), message);
    assertTrue(message.contains(" looks like this:"), message);
  }

  private static SiteEntry site(FleetFile file, String id) {
    return Optional.ofNullable(file.sites().get(new SiteId(id))).orElseThrow();
  }

  @Test
  void instances_read() {
    FleetFile file =
        FleetReader.parse(
            "fleet.yaml",
            """
            sites:
              web-1: { instance: { tag: { "ddns53:site": web-1 } } }
              web:
                staleAfter: 10m
                instance: { autoScalingGroup: web, address: private, which: all }
            names:
              web.example.com: { zone: example.com, members: [web], publish: all-healthy }
              web-1.example.com: { zone: example.com, members: [web-1], probe: { tcp: 443 } }
            """);
    assertEquals(
        Optional.of("instances tagged ddns53:site=web-1"),
        site(file, "web-1").instance().map(Object::toString));
    assertEquals(
        "{\"staleAfter\":\"10m\",\"instance\":{\"autoScalingGroup\":\"web\",\"address\":\"private\",\"which\":\"all\"}}",
        site(file, "web").toJson().toString());
  }

  @Test
  void memberThatIsNoSite_toldHowToAddIt() {
    assertEquals(
        "fleet.yaml: line 1, column 64: names.a.b.members lists kyoto, which is not among the"
            + " sites. Add \"kyoto: {}\" under sites, or take it out of members.",
        messageOf("{sites: {tokyo: {}}, names: {a.b: {zone: a.b, members: [tokyo, kyoto]}}}")
            .lines()
            .findFirst()
            .orElse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tokio| Did you mean tokyo?",
        "Tokyo| Did you mean tokyo?",
        "tokyoo| Did you mean tokyo?",
        "toyko| Did you mean tokyo?",
        "osaka-1| Did you mean osaka?",
        "192.0.2.80| write { address: 192.0.2.80 }",
        "'2001:db8::80'| write { address: \"2001:db8::80\" }"
      })
  void memberThatWasMeantOtherwise_toldWhatItMayBe(String member, String advice) {
    String message =
        messageOf(
            "sites: {tokyo: , osaka: }\nnames:\n  a.b:\n    zone: a.b\n    members: [\""
                + member
                + "\"]\n");
    assertTrue(message.startsWith("fleet.yaml: line 5, column 15: names.a.b.members "), message);
    assertTrue(message.contains(advice), message);
  }

  /** The field that was meant, where one is alike. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{sites: {a: {staleafter: 15m}}, names: {}}| did you mean staleAfter?",
        "{sites: {a: {allow: {source: []}}}, names: {}}| did you mean sources?",
        "{sites: {}, names: {}, name: {}}| did you mean names?",
        "{sites: {x: }, names: {a.b: {zone: a.b, members: [x], tll: 5}}}| did you mean ttl?",
        "{sites: {x: }, names: {a.b: {zone: a.b, members: [x], ondrift: hold}}}| did you mean"
            + " onDrift?"
      })
  void fieldThatWasMeantOtherwise_toldWhatItMayBe(String text, String advice) {
    String message = messageOf(text);
    assertTrue(message.contains(advice), message);
  }

  @Test
  void manyFaults_allAtOnceInTheirOrder() {
    String text =
        """
        sites:
          tokyo:
            staleAfter: 15
            allow:
              sources: [203.0.113.7/24, 203.0.113.0/24, "fe80::1%eth0"]
              private: yes
          osaka: { staleAfter: soon, colour: red }
        names:
          vpn.tokyo.example.com:
            zone: example.org
            ttl: 060
            members: [tokio, 192.0.2.80]
          hq.example.com:
            ttl: -1
            publish: any
            probe: { tcp: 0, failures: 1_000 }
        """;
    List<String> places =
        messageOf(text)
            .lines()
            .filter(line -> line.startsWith("fleet.yaml: "))
            .map(line -> line.replaceAll("fleet.yaml: line ([0-9]+), column ([0-9]+): .*", "$1:$2"))
            .toList();
    assertEquals(
        List.of(
            "3:17", "5:17", "5:49", "6:16", "7:24", "7:38", "10:11", "11:10", "12:15", "12:22",
            "13:3", "13:3", "14:10", "15:14", "16:19", "16:32"),
        places);
  }

  @Test
  void manyMoreFaults_counted() {
    String text =
        IntStream.range(0, 50)
            .mapToObj(i -> "  s" + i + ": { staleAfter: soon }\n")
            .collect(Collectors.joining("", "sites:\n", "names: {}\n"));
    String message = messageOf(text);
    assertEquals(20, message.lines().filter(line -> line.startsWith("fleet.yaml: ")).count());
    assertTrue(message.contains("and 30 more faults."), message);
  }

  @Test
  void ttlInOctal_refusedWithBothReadings() {
    String message =
        messageOf("sites:\n  x:\nnames:\n  a.b:\n    zone: a.b\n    ttl: 060\n    members: [x]\n");
    assertTrue(
        message.startsWith(
            "fleet.yaml: line 6, column 10: 060 is 48 to YAML 1.1 and 60 to YAML 1.2: write 60 or"
                + " 48"),
        message);
  }

  private static String feeding(int names) {
    return IntStream.range(0, names)
        .mapToObj(i -> "n" + i + ".b: {zone: b.b, members: [x]}".replace("b.b", "Z0"))
        .collect(Collectors.joining(", ", "{sites: {x: {}}, names: {", "}}"));
  }

  @Test
  void siteFeeds49NamesAtMost() {
    assertEquals(49, FleetReader.parse("fleet.yaml", feeding(49)).names().size());
    String message = messageOf(feeding(50));
    assertTrue(
        message.contains("sites.x feeds 50 names") && message.contains("at most 49"), message);
  }

  @Test
  void files_readOrExplained(@TempDir Path folder) throws IOException {
    Path good = Files.writeString(folder.resolve("good.yaml"), GOOD);
    assertEquals(2, FleetReader.read(good).names().size());

    Path missing = folder.resolve("missing.yaml");
    CliException none = assertThrows(CliException.class, () -> FleetReader.read(missing));
    assertEquals("There is no file " + missing + ".", none.getMessage());

    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    CliException noText = assertThrows(CliException.class, () -> FleetReader.read(binary));
    assertEquals(binary + " is not UTF-8 text.", noText.getMessage());

    CliException noFile = assertThrows(CliException.class, () -> FleetReader.read(folder));
    assertTrue(String.valueOf(noFile.getMessage()).contains("cannot be read"));
  }
}
