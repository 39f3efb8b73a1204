package dev.ddns53;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are signed well and mean nothing. */
final class BodyTest {

  private static final String INVALID = "body-invalid";

  private final World world = new World().site("tokyo", "vpn.tokyo.example.com");

  private Answer send(byte[] body, boolean base64) {
    Requests request = Requests.update("").body(body).base64(base64);
    return world.send(world.signer("tokyo", World.FIRST_KEY).sign(request, world.now()));
  }

  private Answer assertRefused(int status, String code, Answer answer) {
    answer.assertProblem(status, code);
    assertTrue(world.calls().wroteNothing());
    assertEquals(0, world.records.reads());
    assertEquals(0, world.state.nameReads());
    return answer;
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        // no JSON
        arguments("", "must be a JSON object"),
        arguments(" ", "must be a JSON object"),
        arguments("nothing", "well-formed"),
        arguments("{", "well-formed"),
        arguments("}", "well-formed"),
        arguments("{]", "well-formed"),
        arguments("{\"ipv4\"}", "well-formed"),
        arguments("{\"ipv4\":}", "well-formed"),
        arguments("{\"ipv4\":\"auto\",}", "well-formed"),
        arguments("{\"ipv4\":\"auto}", "well-formed"),
        arguments("{ipv4:\"auto\"}", "well-formed"),
        arguments("{'ipv4':'auto'}", "well-formed"),
        arguments("{\"ipv4\":\"au\nto\"}", "well-formed"),
        arguments("{\"ipv4\":\"\\x61uto\"}", "well-formed"),
        arguments("{\"ipv4\":\"\\u00zz\"}", "well-formed"),
        arguments("{/* why */}", "well-formed"),
        arguments("{} # why", "well-formed"),
        arguments("ipv4=198.51.100.7", "well-formed"),
        arguments("\ufeff{}", "well-formed"),
        arguments("\u0000{}", "well-formed"),
        arguments("{}\u0000", "well-formed"),
        arguments("NaN", "well-formed"),
        // text behind
        arguments("{}{}", "well-formed"),
        arguments("{} x", "well-formed"),
        arguments("{},", "well-formed"),
        arguments("{}]", "well-formed"),
        // no object
        arguments("null", "must be a JSON object"),
        arguments("true", "must be a JSON object"),
        arguments("1", "must be a JSON object"),
        arguments("\"{}\"", "must be a JSON object"),
        arguments("[]", "must be a JSON object"),
        arguments("[{}]", "must be a JSON object"),
        // other fields
        arguments("{\"\":\"\"}", "unknown field \"\""),
        arguments("{\"ip\":\"198.51.100.7\"}", "unknown field \"ip\""),
        arguments("{\"IPv4\":\"198.51.100.7\"}", "unknown field \"IPv4\""),
        arguments("{\"ipv4 \":\"198.51.100.7\"}", "unknown field"),
        arguments("{\"__proto__\":{}}", "unknown field"),
        arguments("{\"ipv4\":\"auto\",\"ttl\":60}", "unknown field \"ttl\""),
        arguments("{\"site\":\"osaka\"}", "unknown field \"site\""),
        arguments("{\"zone\":\"Z0EXAMPLE\"}", "unknown field \"zone\""),
        // repeated fields
        arguments("{\"ipv4\":\"auto\",\"ipv4\":\"auto\"}", "uplicate"),
        arguments("{\"ipv4\":\"auto\",\"\\u0069pv4\":\"198.51.100.8\"}", "uplicate"),
        arguments("{\"names\":[],\"names\":[]}", "uplicate"),
        arguments("{\"x\":{\"y\":1,\"y\":2}}", "uplicate"),
        // other types
        arguments("{\"ipv4\":true}", "ipv4 must be a text"),
        arguments("{\"ipv4\":3325256711}", "ipv4 must be a text"),
        arguments("{\"ipv4\":198.51}", "ipv4 must be a text"),
        arguments("{\"ipv4\":1e999999999}", "ipv4 must be a text"),
        arguments("{\"ipv4\":[]}", "ipv4 must be a text"),
        arguments("{\"ipv4\":[\"198.51.100.7\"]}", "ipv4 must be a text"),
        arguments("{\"ipv4\":{}}", "ipv4 must be a text"),
        arguments("{\"ipv6\":false}", "ipv6 must be a text"),
        arguments("{\"names\":null}", "names must be a list"),
        arguments("{\"names\":\"vpn.tokyo.example.com\"}", "names must be a list"),
        arguments("{\"names\":{}}", "names must be a list"),
        arguments("{\"names\":0}", "names must be a list"),
        arguments("{\"names\":[null]}", "names must be a text"),
        arguments("{\"names\":[1]}", "names must be a text"),
        arguments("{\"names\":[[\"vpn.tokyo.example.com\"]]}", "names must be a text"),
        arguments("{\"names\":[]}", "at least one"),
        // deep, long
        arguments("[".repeat(9) + "]".repeat(9), "well-formed"),
        arguments("[".repeat(2_000) + "]".repeat(2_000), "well-formed"),
        arguments("{\"a\":".repeat(9) + "1" + "}".repeat(9), "well-formed"),
        arguments("[".repeat(4_096), "well-formed"),
        arguments("1".repeat(4_096), "well-formed"),
        arguments("{\"ipv4\":" + "9".repeat(3_000) + "}", "well-formed"),
        arguments("{\"" + "x".repeat(4_000) + "\":1}", "unknown field"),
        arguments("{\"ipv4\":\"" + "1".repeat(4_000) + "\"}", "ipv4 must be an address"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void signedNonsense_refusedAndExplained(String body, String fault) {
    for (boolean base64 : new boolean[] {false, true}) {
      byte[] octets = body.getBytes(StandardCharsets.UTF_8);
      Answer answer = assertRefused(400, INVALID, send(octets, base64));
      String detail = answer.json().path("detail").asText();
      assertTrue(detail.contains(fault), detail);
      assertTrue(detail.length() < 500, "a message is no echo: " + detail.length());
    }
  }

  /** What JSON can spell and UTF-8 cannot. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ipv4\":\"\\ud800\"}",
        "{\"ipv4\":\"\\udc00\\ud800\"}",
        "{\"names\":[\"\\ud83d\"]}",
        "{\"\\ud800\":1}",
        "{\"\\ud800\":1,\"\\ud800\":2}",
        "{\"ipv4\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\ud83d\ude00\"}"
      })
  void halfACharacter_refusedInWholeOnes(String body) {
    Answer answer = send(body.getBytes(StandardCharsets.UTF_8), true);
    assertRefused(400, INVALID, answer);
    assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(answer.body()), answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "ff",
        "fffe7b007d00",
        "7b7dc3",
        "7b7dc328",
        "7be0807d",
        "7bc0807d",
        "7b22697076 3422 3a22 eda080 22 7d",
        "7b22697076 3422 3a22 f4908080 22 7d"
      })
  void noUtf8_refused(String hex) {
    byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
    Answer answer = assertRefused(400, INVALID, send(body, true));
    assertTrue(answer.body().contains("not UTF-8"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE"})
  void otherEncoding_refused(String charset) {
    byte[] body = "{}".getBytes(java.nio.charset.Charset.forName(charset));
    assertRefused(400, INVALID, send(body, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {4_097, 1 << 20})
  void tooLarge_refused(int octets) {
    assertRefused(413, "body-too-large", send(padded(octets), false));
    assertRefused(413, "body-too-large", send(padded(octets), true));
    assertEquals(0, world.state.siteReads());
    assertEquals(0, world.masters.calls());
  }

  @Test
  void tooLargeAndUnsigned_refusedBeforeAnythingIsRead() {
    Requests unsigned = Requests.update("").body(padded(5 << 20));
    world.send(unsigned).assertProblem(413, "body-too-large");
    world.send(unsigned.base64(true)).assertProblem(413, "body-too-large");
    world.send(Requests.status().body(padded(4_097))).assertProblem(413, "body-too-large");
    assertEquals(0, world.state.siteReads());
  }

  @Test
  void asLargeAsItMayBe_accepted() {
    assertTrue(send(padded(4_096), false).isAccepted());
  }

  private static byte[] padded(int octets) {
    return ("{" + " ".repeat(octets - 2) + "}").getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {} ",
        "\r\n\t{\r\n}\t",
        "{\"ipv4\":\"auto\"}",
        "{\"ipv4\":\"\\u0061uto\"}",
        "{\"\\u0069pv4\":\"198.51.100.7\"}",
        "{\"names\":[\"vpn.tokyo.example.com\"],\"ipv4\":\"198.51.100.7\"}"
      })
  void otherwiseSpelled_accepted(String body) {
    assertTrue(send(body.getBytes(StandardCharsets.UTF_8), false).isAccepted());
    assertTrue(send(body.getBytes(StandardCharsets.UTF_8), true).isAccepted());
    assertFalse(world.calls().wroteNothing());
  }

  /** An event whose flag does not fit its body, or that has none. */
  private Answer sendEvent(Requests signed, String body, boolean flag) throws IOException {
    ObjectNode event = (ObjectNode) JsonMapper.builder().build().readTree(signed.event());
    event.put("body", body).put("isBase64Encoded", flag);
    return world.send(event.toString().getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "e30", "e30=x", "e3 0=", "e3-_", "====", "\u00e9"})
  void saidToBeBase64AndIsNot_takenAsItStands(String body) throws IOException {
    Requests signed = world.signed("tokyo", body);
    Answer answer = sendEvent(signed, body, true);
    if (body.equals("{}")) {
      assertTrue(answer.isAccepted(), answer.body());
    } else {
      // "e30" is base64 without its padding, so the octets are those of {}: not what was signed
      assertRefused(
          body.equals("e30") ? 401 : 400, body.equals("e30") ? "signature-wrong" : INVALID, answer);
    }
  }

  @Test
  void base64NotSaidToBe_isNotDecoded() throws IOException {
    Requests signed = world.signed("tokyo", "{}");
    String encoded = Base64.getEncoder().encodeToString(new byte[] {'{', '}'});
    assertRefused(401, "signature-wrong", sendEvent(signed, encoded, false));
  }
}
