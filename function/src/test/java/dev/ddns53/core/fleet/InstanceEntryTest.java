package dev.ddns53.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The field {@code instance} of a site, as files and registry rows have it. */
final class InstanceEntryTest {

  private static SiteEntry entry(String instance) throws InvalidJson {
    Fields fields = StrictJson.object("{\"instance\":" + instance + "}");
    SiteEntry entry = SiteEntry.take(fields);
    fields.end();
    return entry;
  }

  /** What is read is written so again: a file that did not change is no news. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tag\":{\"ddns53:site\":\"web-1\"}}",
        "{\"tag\":{\"Name\":\"\"}}",
        "{\"autoScalingGroup\":\"web\"}",
        "{\"autoScalingGroup\":\"web\",\"address\":\"private\",\"which\":\"all\"}",
        "{\"tag\":{\"a\":\"b\"},\"region\":\"ap-northeast-1\",\"address\":\"ipv6\"}"
      })
  void selector_readAndWritten(String instance) throws InvalidJson {
    assertEquals("{\"instance\":" + instance + "}", entry(instance).toJson().toString());
  }

  /** What is the default is left out. */
  @Test
  void defaults_leftOut() throws InvalidJson {
    assertEquals(
        "{\"instance\":{\"tag\":{\"a\":\"b\"}}}",
        entry("{\"tag\":{\"a\":\"b\"},\"address\":\"public\",\"which\":\"newest\"}")
            .toJson()
            .toString());
    assertEquals("{}", SiteEntry.DEFAULT.toJson().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}| instance must have one of tag, such as { \"ddns53:site\": web-1 }, and"
            + " autoScalingGroup",
        "{\"tag\":{\"a\":\"b\"},\"autoScalingGroup\":\"g\"}| instance must have one of tag, such as"
            + " { \"ddns53:site\": web-1 }, and autoScalingGroup",
        "{\"tag\":{}}| instance.tag must have one key and its value, such as { \"ddns53:site\":"
            + " web-1 }",
        "{\"tag\":{\"a\":\"b\",\"c\":\"d\"}}| instance.tag must have one key and its value, such"
            + " as { \"ddns53:site\": web-1 }",
        "{\"tag\":{\"\":\"b\"}}| instance.tag must have a key of 1 to 128 characters",
        "{\"tag\":{\"a\":5}}| instance.tag.a must be a text in quotes",
        "{\"tag\":\"a\"}| instance.tag must be a JSON object",
        "{\"autoScalingGroup\":\"\"}| instance.autoScalingGroup must be a group's name of 1 to 255"
            + " characters, not \"\"",
        "{\"tag\":{\"a\":\"b\"},\"address\":\"elastic\"}| instance.address must be public, private"
            + " or ipv6, not \"elastic\"",
        "{\"tag\":{\"a\":\"b\"},\"which\":\"oldest\"}| instance.which must be newest or all, not"
            + " \"oldest\"",
        "{\"tag\":{\"a\":\"b\"},\"region\":\"tokyo\"}| instance.region must be a region of AWS such"
            + " as ap-northeast-1, not \"tokyo\"",
        "{\"tag\":{\"a\":\"b\"},\"groups\":1}| unknown field \"instance.groups\"",
        "[]| instance must be a JSON object"
      })
  void wrongSelector_refused(String instance, String message) {
    InvalidJson fault = assertThrows(InvalidJson.class, () -> entry(instance));
    assertEquals(message, fault.getMessage());
  }

  /** Nobody calls for instances, so nothing that is about calling fits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"router\":true| router", "\"allow\":{\"private\":true}| allow"})
  void selectorThatMayCall_refused(String other, String field) {
    InvalidJson fault =
        assertThrows(
            InvalidJson.class,
            () ->
                SiteEntry.take(
                    StrictJson.object("{" + other + ",\"instance\":{\"tag\":{\"a\":\"b\"}}}")));
    assertEquals(
        field
            + " must be left out where instance is there: AWS tells of such a site, and nobody"
            + " calls",
        fault.getMessage());
  }

  /** Addresses of inner networks only where they are asked for. */
  @ParameterizedTest
  @CsvSource({
    "public, 10.0.0.1, PRIVATE",
    "private, 10.0.0.1, none",
    "private, 100.64.0.1, none",
    "private, 169.254.0.1, LINK_LOCAL",
    "public, 198.51.100.7, none",
    "ipv6, fd00::1, UNIQUE_LOCAL",
    "ipv6, 2001:db8::1, none"
  })
  void innerAddress_forbiddenUnlessAskedFor(String address, String ip, String why)
      throws InvalidJson {
    SiteEntry entry = entry("{\"tag\":{\"a\":\"b\"},\"address\":\"" + address + "\"}");
    Site site = new Site(new SiteId("web"), entry, List.of(), List.of(), List.of());
    assertEquals(
        why, site.forbidden(IpAddress.parse(ip).orElseThrow()).map(Enum::name).orElse("none"));
  }

  @Test
  void group_isTheTagThatAutoScalingSets() throws InvalidJson {
    InstanceSelector selector = entry("{\"autoScalingGroup\":\"web\"}").instance().orElseThrow();
    assertEquals(true, selector.matches(Map.of("aws:autoscaling:groupName", "web")));
    assertEquals(false, selector.matches(Map.of("aws:autoscaling:groupName", "web-2")));
    assertEquals(false, selector.matches(Map.of("Name", "web")));
    assertEquals("instances of the Auto Scaling group web", selector.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ap-northeast-1, true", "us-gov-west-1, true", "eu-isoe-west-1, true", "tokyo, false",
    "AP-NORTHEAST-1, false", "ap-northeast-1a, false", "ec2.evil.example/, false", "'', false"
  })
  void region_asAwsCallsThem(String text, boolean region) {
    assertEquals(region, AwsRegion.parse(text).isPresent());
  }
}
