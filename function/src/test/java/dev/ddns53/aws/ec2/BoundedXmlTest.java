package dev.ddns53.aws.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.instance.Instance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of EC2 as they should be, and as nobody should trust them. */
final class BoundedXmlTest {

  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DescribeInstancesResponse"
          + " xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>";
  private static final String TAIL = "</DescribeInstancesResponse>";

  /** As the API's reference shows it, shortened. */
  private static final String ONE =
      """
      <reservationSet><item><reservationId>r-1234567890abcdef0</reservationId><groupSet/>
       <instancesSet><item><instanceId>i-1234567890abcdef0</instanceId>
        <instanceState><code>16</code><name>running</name></instanceState>
        <privateDnsName>ip-10-0-0-12.ec2.internal</privateDnsName>
        <stateReason><code>Server</code></stateReason>
        <launchTime>2026-11-23T20:20:46.000Z</launchTime>
        <privateIpAddress>10.0.0.12</privateIpAddress><ipAddress>192.0.2.44</ipAddress>
        <tagSet><item><key>Name</key><value>one &amp; only</value></item>
         <item><key>empty</key><value/></item></tagSet>
        <networkInterfaceSet><item><privateIpAddress>10.0.0.99</privateIpAddress>
         <ipv6AddressesSet><item><ipv6Address>2001:db8::1</ipv6Address></item>
          <item><ipv6Address>2001:db8::2</ipv6Address></item></ipv6AddressesSet></item>
        </networkInterfaceSet></item></instancesSet></item></reservationSet>\
      """;

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static Ec2Page page(String content) throws IOException, Ec2Fault {
    return Ec2Page.read(in(HEAD + content + TAIL));
  }

  private static Ec2Fault refused(InputStream answer) {
    return assertThrows(Ec2Fault.class, () -> Ec2Page.read(answer));
  }

  @Test
  void instance_readWhole() throws IOException, Ec2Fault {
    Ec2Page page = page(ONE + "<nextToken>abc</nextToken>");
    assertEquals(Optional.of("abc"), page.next());
    Instance instance = page.instances().getFirst();
    assertEquals("i-1234567890abcdef0", instance.id().value());
    assertEquals("running", instance.state().slug());
    assertEquals("2026-11-23T20:20:46Z", instance.launched().toString());
    assertEquals(Map.of("Name", "one & only", "empty", ""), instance.tags());
    assertEquals(
        Map.of(
            Address.PUBLIC, ip("192.0.2.44"),
            Address.PRIVATE, ip("10.0.0.12"),
            Address.IPV6, ip("2001:db8::1")),
        instance.addresses());
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "<nextToken/>, 0", "<reservationSet/>, 0"})
  void nothingDescribed_read(String content, int instances) throws IOException, Ec2Fault {
    assertEquals(instances, page(content).instances().size());
    assertEquals(Optional.empty(), page(content).next());
  }

  /** An answer of which a part is missing is no answer: what it left out is not absent. */
  @Test
  void answerThatBreaksOff_isNone() {
    String whole = HEAD + ONE + TAIL;
    for (int end = 0; end < whole.length(); end += 7) {
      assertTrue(refused(in(whole.substring(0, end))).isPassing(), "cut at " + end);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<instanceId>x</instanceId>",
        "<instanceState><name>sleeping</name></instanceState>",
        "<launchTime>yesterday</launchTime>"
      })
  void unreadableInstance_refused(String wrong) {
    String element = wrong.substring(1, wrong.indexOf('>'));
    String broken = ONE.replaceFirst("<" + element + ">.*?</" + element + ">", wrong);
    Ec2Fault fault = assertThrows(Ec2Fault.class, () -> page(broken));
    assertEquals("EC2 describes an instance unreadably", fault.getMessage());
  }

  /** Nothing of this is fetched, repeated, or believed. */
  @Test
  void documentTypes_refused(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "192.0.2.66");
    for (String type :
        List.of(
            "<!DOCTYPE a>",
            "<!DOCTYPE a [<!ENTITY x \"y\">]>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
            "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">",
            "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;\">]>")) {
      String answer =
          (HEAD + ONE + TAIL)
              .replaceFirst("\n", "\n" + java.util.regex.Matcher.quoteReplacement(type))
              .replaceFirst("192.0.2.44", "&x;");
      Ec2Fault fault = refused(in(answer));
      assertFalse(String.valueOf(fault.getMessage()).contains("192.0.2.66"), fault.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not found", "<html></html>", "{\"a\":1}", "<a><b></a>"})
  void somethingElse_refused(String answer) {
    refused(in(answer));
  }

  @Test
  void beyondTheBounds_refused() {
    String deep = "<a>".repeat(BoundedXml.MOST_DEEP);
    assertEquals(
        "EC2's answer has more than 32 elements within each other",
        refused(in(HEAD + deep)).getMessage());
    assertEquals(
        "EC2's answer has more than 4096 characters of one text",
        refused(in(HEAD + "<a>" + "x".repeat(BoundedXml.MOST_CHARS + 1) + "</a>")).getMessage());
    InputStream endless =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    in(HEAD), in("<item/>".repeat(BoundedXml.MOST_OCTETS / "<item/>".length())))));
    assertEquals(
        "EC2's answer has more than " + BoundedXml.MOST_OCTETS + " octets",
        refused(endless).getMessage());
  }

  /** As many instances as a page has. */
  @Test
  void thousandInstances_read() throws IOException, Ec2Fault {
    assertEquals(1_000, page(ONE.repeat(1_000)).instances().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503| <Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit"
            + " exceeded.</Message></Error></Errors></Response>| EC2 refuses: RequestLimitExceeded:"
            + " Request limit exceeded.",
        "403| <Response/>| EC2 refuses: status 403: no reason given",
        "502| Bad gateway| EC2 answers with status 502"
      })
  void refusal_told(int status, String body, String text) throws IOException {
    assertEquals(text, Ec2Error.text(status, in(body)));
  }
}
