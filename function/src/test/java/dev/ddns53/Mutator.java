package dev.ddns53;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Bends what a client controls of a request: by octets, by words, by parts of another request. */
final class Mutator {

  private static final List<String> HEADERS =
      List.of("authorization", "x-ddns-date", "host", "content-type", "user-agent");

  /** What means something to some parser. */
  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          ",",
          ";",
          "/",
          "=",
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ":",
          "\n",
          "\r\n",
          "\t",
          "\u0000",
          "\u00e9",
          "\ufeff",
          "\ud83d\ude00",
          "\ufffd",
          "%00",
          "%2f",
          "..",
          "//",
          "?",
          "#",
          "0",
          "-1",
          "1e9",
          "99999999999999999999",
          "null",
          "true",
          "auto",
          "{}",
          "[]",
          "[[[[[[[[[[",
          "\\ud800",
          "\\u0000",
          "names",
          "ipv4",
          "ipv6",
          "\"names\":[]",
          "\"ipv4\":\"auto\"",
          "\"ipv6\":\"auto\"",
          "127.0.0.1",
          "10.0.0.1",
          "100.64.0.1",
          "0.0.0.0",
          "::",
          "::1",
          "::ffff:127.0.0.1",
          "fe80::1%eth0",
          "vpn.osaka.example.com",
          "*.example.com",
          "example.com",
          "GET",
          "POST",
          "HEAD",
          "/v1/update",
          "/v1/status",
          "/ip",
          "/nic/update",
          "tokyo",
          "osaka",
          "AWS4-HMAC-SHA256",
          "DDNS4-HMAC-SHA256 ",
          "Credential=",
          "SignedHeaders=",
          "Signature=",
          "host;x-ddns-date",
          "ddns4_request",
          "aws4_request",
          "global/update",
          "20261123",
          "20261123T202046Z",
          "20261124T000000Z",
          ":443",
          ":8443",
          "ddns.example.com");

  /** Bodies of the one site that may report next to nothing. */
  private static final List<String> BODIES =
      List.of(
          "{}",
          "{\"ipv4\":\"198.51.100.9\"}",
          "{\"ipv6\":\"2001:db8::9\",\"ipv4\":\"auto\"}",
          "{\"names\":[\"vpn.sealed.example.com\"],\"ipv4\":\"198.51.100.9\"}",
          "{\"names\":[\"vpn.tokyo.example.com\",\"*.example.com\"]}");

  private final Random random;
  private String last = "";

  Mutator(Random random) {
    this.random = random;
  }

  /** The last mutant, for the report of a failure. */
  String lastAsText() {
    return last;
  }

  static Requests forSealed() {
    return Requests.update("{}");
  }

  /** One to four changes, one upon the other. */
  Requests bend(Requests original, Requests other) {
    Requests mutant =
        original.header("authorization").isEmpty() ? original.body(utf8(pick(BODIES))) : original;
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      mutant = change(mutant, other);
    }
    mutant = mutant.base64(mutant.base64() || mutant.body().text().isEmpty());
    last = mutant + " with body " + HexFormat.of().formatHex(mutant.body().octets());
    return mutant;
  }

  private Requests change(Requests request, Requests other) {
    return switch (random.nextInt(12)) {
      case 0 -> request.method(text(request.method()));
      case 1 -> request.path(text(request.path()));
      case 2 -> request.query(text(request.query()));
      case 3, 4, 5 -> request.body(octets(request.body().octets()));
      case 6, 7 -> header(request, pick(HEADERS), this::text);
      case 8 -> header(request, pick(HEADERS), value -> value + "," + value);
      case 9 -> request.without(pick(HEADERS));
      case 10 -> splice(request, other);
      default -> harmless(request);
    };
  }

  /** A changed host changes the gateway's name too: both come from where the client calls. */
  private Requests header(Requests request, String name, UnaryOperator<String> change) {
    String value = change.apply(request.header(name));
    Requests changed = request.header(name, value);
    return name.equals("host") ? changed.domain(value) : changed;
  }

  /** A part of another good request. */
  private Requests splice(Requests request, Requests other) {
    return switch (random.nextInt(4)) {
      case 0 -> request.body(other.body().octets());
      case 1 -> header(request, "authorization", value -> other.header("authorization"));
      case 2 -> request.method(other.method()).path(other.path());
      default -> header(request, "host", value -> other.header("host"));
    };
  }

  /** Nothing that is signed, mostly. */
  private Requests harmless(Requests request) {
    return switch (random.nextInt(4)) {
      case 0 -> request.base64(!request.base64());
      case 1 -> request.header("x-forwarded-for", text("203.0.113.5"));
      case 2 -> request.header("accept", text("*/*"));
      default -> request.header("cookie", text("a=b"));
    };
  }

  private String text(String text) {
    List<Integer> points = new ArrayList<>(text.codePoints().boxed().toList());
    int at = random.nextInt(points.size() + 1);
    switch (random.nextInt(6)) {
      case 0 -> points.addAll(at, pick(WORDS).codePoints().boxed().toList());
      case 1 -> points.subList(at, Math.min(points.size(), at + 1 + random.nextInt(8))).clear();
      case 2 -> points.addAll(at, List.copyOf(points.subList(0, at)));
      case 3 -> {
        if (at < points.size()) {
          points.set(at, points.get(at) ^ (1 << random.nextInt(7)));
        }
      }
      case 4 -> {
        if (at < points.size()) {
          points.set(at, swappedCase(points.get(at)));
        }
      }
      default -> {
        points.clear();
        points.addAll(pick(WORDS).codePoints().boxed().toList());
      }
    }
    int[] all = points.stream().mapToInt(Integer::intValue).toArray();
    return new String(all, 0, all.length);
  }

  private static int swappedCase(int point) {
    return Character.isLowerCase(point)
        ? Character.toUpperCase(point)
        : Character.toLowerCase(point);
  }

  private byte[] octets(byte[] octets) {
    int at = random.nextInt(octets.length + 1);
    return switch (random.nextInt(7)) {
      case 0 -> joined(Arrays.copyOf(octets, at), utf8(pick(WORDS)), from(octets, at));
      case 1 -> joined(Arrays.copyOf(octets, at), from(octets, at + 1 + random.nextInt(8)));
      case 2 -> joined(octets, octets);
      case 3 -> joined(Arrays.copyOf(octets, at), noise(), from(octets, at));
      case 4 -> utf8(repeated());
      case 5 -> utf8(text(new String(octets, StandardCharsets.UTF_8)));
      default -> {
        byte[] flipped = octets.clone();
        if (at < flipped.length) {
          flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield flipped;
      }
    };
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(4)];
    random.nextBytes(noise);
    return noise;
  }

  private String repeated() {
    return pick(WORDS).repeat(1 + random.nextInt(300));
  }

  private static byte[] from(byte[] octets, int start) {
    return start >= octets.length ? new byte[0] : Arrays.copyOfRange(octets, start, octets.length);
  }

  private static byte[] joined(byte[]... parts) {
    byte[] all = new byte[IntStream.range(0, parts.length).map(i -> parts[i].length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
