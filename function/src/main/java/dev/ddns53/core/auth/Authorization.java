package dev.ddns53.core.auth;

import dev.ddns53.core.Limits;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request's signature as its headers state it, not yet verified. The form is that of AWS
 * Signature Version 4 with {@code DDNS} for {@code AWS}, as curl's {@code --aws-sigv4
 * ddns:ddns:global:update} writes it.
 */
sealed interface Authorization {

  /** The scheme of the header. */
  String SCHEME = "DDNS4-HMAC-SHA256";

  /** The header that holds the signing time. */
  String DATE_HEADER = "x-ddns-date";

  /**
   * A well-formed signature.
   *
   * @param date the signing time as it was written and signed
   * @param signed the same time
   * @param signedHeaders lower-case names in the client's order
   * @param signature 64 lower-case hexadecimal digits
   */
  record Stated(
      SiteId site, String date, Instant signed, List<String> signedHeaders, String signature)
      implements Authorization {
    public Stated {
      signedHeaders = List.copyOf(signedHeaders);
    }

    /** The day of the signing time: {@code yyyyMMdd}. */
    String day() {
      return date.substring(0, DAY_CHARS);
    }
  }

  /** No signature, or none that can be read. */
  record Unreadable(Problem problem) implements Authorization {}

  int DAY_CHARS = 8;

  int HEADER_NAME_CHARS = 64;

  Pattern HEADER =
      Pattern.compile(
          SCHEME
              + " Credential=([^,/ ]+)/([^,/ ]+)/([^, ]+), ?"
              + "SignedHeaders=([a-z0-9;-]+), ?"
              + "Signature=([0-9a-f]{64})");

  DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

  static Authorization of(Request request) {
    Optional<String> header = request.header("authorization");
    if (header.isEmpty()) {
      return new Unreadable(Problem.signatureMissing());
    }
    if (header.get().length() > Limits.AUTHORIZATION_CHARS) {
      return unreadable("the Authorization header is too long");
    }
    Matcher matcher = HEADER.matcher(header.get());
    if (!matcher.matches()) {
      return unreadable(faultOf(header.get()));
    }
    String scope = matcher.group(3);
    if (!scope.equals(Signature.SCOPE)) {
      return unreadable("its scope is not that of --aws-sigv4 ddns:ddns:global:update");
    }
    List<String> signedHeaders = List.of(matcher.group(4).split(";", -1));
    Optional<String> fault = faultOf(signedHeaders, request);
    if (fault.isPresent()) {
      return unreadable(fault.get());
    }
    return stated(
        matcher.group(1),
        matcher.group(2),
        request.header(DATE_HEADER).orElse(""),
        signedHeaders,
        matcher.group(5));
  }

  private static Authorization stated(
      String credential, String day, String date, List<String> signedHeaders, String signature) {
    Optional<SiteId> site = SiteId.parse(credential);
    if (site.isEmpty()) {
      return unreadable("a site's name has 1 to 64 letters, digits, dots, dashes or underscores");
    }
    Optional<Instant> signed = time(date);
    if (signed.isEmpty()) {
      return unreadable("X-Ddns-Date must be one time such as 20261123T202046Z");
    }
    if (!date.startsWith(day) || day.length() != DAY_CHARS) {
      return unreadable("the credential's day is not that of X-Ddns-Date");
    }
    return new Stated(site.get(), date, signed.get(), signedHeaders, signature);
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static String faultOf(String header) {
    if (header.startsWith("AWS4-")) {
      return "it is one for AWS";
    }
    if (!header.startsWith(SCHEME + " ")) {
      return "the scheme is not " + SCHEME;
    }
    return "the Authorization header is not as curl writes it";
  }

  private static Optional<String> faultOf(List<String> signedHeaders, Request request) {
    if (signedHeaders.stream().anyMatch(n -> n.isEmpty() || n.length() > HEADER_NAME_CHARS)) {
      return Optional.of("it names a header that cannot be");
    }
    if (signedHeaders.stream().distinct().count() < signedHeaders.size()) {
      return Optional.of("it names a header twice");
    }
    if (!signedHeaders.contains("host") || !signedHeaders.contains(DATE_HEADER)) {
      return Optional.of("it must cover host and " + DATE_HEADER);
    }
    return Stream.of("host", DATE_HEADER)
        .filter(name -> request.header(name).isEmpty())
        .findFirst()
        .map(name -> "it covers the header " + name + ", which did not arrive");
  }

  private static Unreadable unreadable(String fault) {
    return new Unreadable(Problem.signatureMalformed(fault));
  }
}
