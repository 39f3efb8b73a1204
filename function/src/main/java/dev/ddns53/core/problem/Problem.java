package dev.ddns53.core.problem;

import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.address.SpecialRange;
import dev.ddns53.core.fleet.HostPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a request was not carried out, and what its sender should do next: the content of an RFC 9457
 * problem. All the service's wording is here.
 *
 * @param detail for a person; never holds a secret
 * @param serverTime our time, where the sender's clock is the problem
 * @param retryAfter how long to wait before the same request has a chance, where that is known
 */
public record Problem(
    Code code, String detail, Optional<Instant> serverTime, Optional<Duration> retryAfter) {

  /** The stable names of problems, with their HTTP status. */
  public enum Code {
    NOT_FOUND("not-found", 404),
    QUERY_NOT_ALLOWED("query-not-allowed", 400),
    BODY_TOO_LARGE("body-too-large", 413),
    BODY_INVALID("body-invalid", 400),
    SIGNATURE_MISSING("signature-missing", 401),
    SIGNATURE_MALFORMED("signature-malformed", 401),
    SIGNATURE_WRONG("signature-wrong", 401),
    /** Of a router, which is told {@code badauth}: no JSON answer has it. */
    TOKEN_WRONG("token-wrong", 401),
    CLOCK_SKEW("clock-skew", 401),
    SOURCE_NOT_ALLOWED("source-not-allowed", 403),
    NAME_NOT_YOURS("name-not-yours", 403),
    WRONG_FAMILY("wrong-family", 422),
    ADDRESS_REFUSED("address-refused", 422),
    OUTDATED("outdated", 409),
    SAME_SECOND("same-second", 409),
    NOT_OURS("not-ours", 409),
    DRIFT("drift", 409),
    RECORD_DENIED("record-denied", 409),
    RECORD_REJECTED("record-rejected", 409),
    TOO_MANY_CHANGES("too-many-changes", 429),
    BUSY("busy", 503),
    UNAVAILABLE("unavailable", 503),
    UNCONFIRMED("unconfirmed", 503),
    INTERNAL("internal", 500);

    private final String slug;
    private final int status;

    Code(String slug, int status) {
      this.slug = slug;
      this.status = status;
    }

    /** The {@code code} on the wire. */
    public String slug() {
      return slug;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }
  }

  private static Problem of(Code code, String detail) {
    return new Problem(code, detail, Optional.empty(), Optional.empty());
  }

  public static Problem notFound() {
    return of(
        Code.NOT_FOUND,
        "There is nothing here. Send POST /v1/update to report an address, GET /v1/status to see"
            + " what is known of your site, GET /ip to see your address.");
  }

  public static Problem queryNotAllowed() {
    return of(
        Code.QUERY_NOT_ALLOWED,
        "This request takes no query string: curl versions sign them differently. Put everything"
            + " into the JSON body.");
  }

  public static Problem bodyTooLarge() {
    return of(
        Code.BODY_TOO_LARGE,
        "The body may have at most "
            + Limits.BODY_OCTETS
            + " octets. Send {} or {\"ipv4\":\"198.51.100.7\"}.");
  }

  public static Problem bodyInvalid(String fault) {
    return of(
        Code.BODY_INVALID,
        "The body is not a valid update: "
            + fault
            + ". Send {} to publish the address that you call from, or fields ipv4, ipv6,"
            + " ipv6Prefix, names.");
  }

  public static Problem signatureMissing() {
    return of(
        Code.SIGNATURE_MISSING,
        "The request is not signed. Use curl 7.75 or newer with --aws-sigv4"
            + " ddns:ddns:global:update --user 'SITE:KEY'.");
  }

  public static Problem signatureMalformed(String fault) {
    return of(
        Code.SIGNATURE_MALFORMED,
        "The signature cannot be read: "
            + fault
            + ". Sign with curl's --aws-sigv4 ddns:ddns:global:update --user 'SITE:KEY'.");
  }

  /** The same for an unknown site and for a wrong key, so that nobody learns which sites exist. */
  public static Problem signatureWrong() {
    return of(
        Code.SIGNATURE_WRONG,
        "The signature does not match. Check the site's name and key, that the key was not revoked,"
            + " and that nothing between you and the service changes the host, path or body.");
  }

  /** A router sent no user and password. */
  public static Problem tokenMissing() {
    return of(
        Code.TOKEN_WRONG,
        "The router sent no user and password. Enter both as ddns53 site key SITE --router shows"
            + " them.");
  }

  /** The same for an unknown site, one that may have no router, and a wrong token. */
  public static Problem tokenWrong() {
    return of(
        Code.TOKEN_WRONG,
        "The router's token does not match. Enter user and password as ddns53 site key SITE"
            + " --router shows them; the site must have router: true in the fleet's file.");
  }

  public static Problem clockSkew(Instant signed, Instant now) {
    return new Problem(
        Code.CLOCK_SKEW,
        "The request was signed at "
            + signed
            + " by your clock; ours says "
            + now
            + ". Set your clock (NTP): it may differ by at most "
            + Limits.CLOCK_SKEW.toSeconds()
            + " seconds.",
        Optional.of(now),
        Optional.empty());
  }

  public static Problem sourceNotAllowed(IpAddress source) {
    return of(
        Code.SOURCE_NOT_ALLOWED,
        "This site may not call from "
            + source
            + ". Call from one of its allowed networks, or have its operator add this one to"
            + " allow.sources.");
  }

  public static Problem nameNotYours(Fqdn name) {
    return of(
        Code.NAME_NOT_YOURS,
        "This site does not feed "
            + name
            + ". Leave it out of names, or have an operator add the site to the name's members.");
  }

  public static Problem wrongFamily(Family family, IpAddress address, boolean automatic) {
    String detail =
        automatic
            ? "You asked to publish the "
                + family
                + " address that you call from, but you call from "
                + address
                + ". Call over "
                + family
                + " (curl "
                + (family == Family.IPV4 ? "-4" : "-6")
                + ") or name the address."
            : address + " is not an " + family + " address. Put it into the other field.";
    return of(Code.WRONG_FAMILY, detail);
  }

  public static Problem addressRefused(Object address, SpecialRange special) {
    return of(
        Code.ADDRESS_REFUSED, address + " is " + special.explanation() + ". Nothing was changed.");
  }

  public static Problem addressNotAllowed(Object address) {
    return of(
        Code.ADDRESS_REFUSED,
        address
            + " is not among the addresses that this site may report. Have its operator add it to"
            + " allow.addresses. Nothing was changed.");
  }

  public static Problem prefixNotSource(Ipv6Prefix prefix, IpAddress source) {
    return of(
        Code.ADDRESS_REFUSED,
        "This site may report only what it calls from, and "
            + source
            + " is not in "
            + prefix
            + ". Call by IPv6 from inside that prefix. Nothing was changed.");
  }

  /** A host's subnet is not in the prefix. */
  public static Problem subnetMissing(Fqdn name, HostPart host, Ipv6Prefix prefix) {
    return of(
        Code.ADDRESS_REFUSED,
        name
            + " follows "
            + host
            + ", and the prefix "
            + prefix
            + " has "
            + (prefix.subnets() == 1 ? "no other subnet" : prefix.subnets() + " subnets")
            + ". Report the whole prefix that the provider delegates, or have the operator change"
            + " subnet. Nothing was changed.");
  }

  public static Problem addressNotSource(IpAddress address, IpAddress source) {
    return of(
        Code.ADDRESS_REFUSED,
        "This site may report only the address that it calls from, which is "
            + source
            + ", not "
            + address
            + ". Send {} from the place itself. Nothing was changed.");
  }

  /**
   * An older report than one that was accepted.
   *
   * @param newest when that was signed, which a fast clock may have put into the future
   */
  public static Problem outdated(Instant signed, Instant newest, Instant now) {
    String what =
        "This request was signed at "
            + signed
            + ", but a newer one of "
            + newest
            + " was already accepted. ";
    return newest.isAfter(now)
        ? from(
            Code.OUTDATED,
            what + "That is ahead of our clock, so the clock that signed it ran fast.",
            newest,
            now)
        : of(
            Code.OUTDATED,
            what
                + "Sign a new request; if this keeps happening, two machines report for the same"
                + " site or one clock runs ahead.");
  }

  /**
   * Another request of the second in which one was accepted.
   *
   * @param newest that second
   */
  public static Problem sameSecond(Instant newest, Instant now) {
    return from(
        Code.SAME_SECOND,
        "Another request of the same second, or the same request from another address, was already"
            + " accepted. Sign each of them anew, in seconds of their own.",
        newest,
        now);
  }

  /** A refusal that ends with the second after the newest report. */
  private static Problem from(Code code, String detail, Instant newest, Instant now) {
    Instant works = newest.plusSeconds(1);
    if (!works.isAfter(now)) {
      return of(code, detail);
    }
    long seconds = Duration.between(now, works).plusMillis(999).toSeconds();
    return new Problem(
        code,
        detail
            + " A request that is signed at "
            + works
            + " or later works: by our clock in "
            + seconds
            + (seconds == 1 ? " second." : " seconds."),
        Optional.of(now),
        Optional.of(Duration.ofSeconds(seconds)));
  }

  /**
   * Record sets that were never ours stand at a name.
   *
   * @param name the first of the refused ones
   * @param found what is there
   * @param others at which the same holds
   */
  public static Problem notOurs(Fqdn name, String found, Collection<Fqdn> others) {
    return of(
        Code.NOT_OURS,
        "Your report is stored, but "
            + name
            + " already holds "
            + found
            + ", which ddns53 did not publish, so it was left as it is. If ddns53 shall take it"
            + " over, an operator runs: ddns53 name adopt "
            + name
            + "."
            + sameFor(others));
  }

  /** Somebody edited record sets of ours that may not be replaced; likewise. */
  public static Problem drift(Fqdn name, String found, Collection<Fqdn> others) {
    return of(
        Code.DRIFT,
        "Your report is stored, but somebody changed the record of "
            + name
            + " by hand: it holds "
            + found
            + ". It stays until an operator runs: ddns53 name repair "
            + name
            + "."
            + sameFor(others));
  }

  private static String sameFor(Collection<Fqdn> others) {
    return others.isEmpty()
        ? ""
        : " The same holds for "
            + others.stream().map(Fqdn::value).collect(Collectors.joining(", "))
            + ".";
  }

  public static Problem recordDenied(Fqdn name, String reason) {
    return of(
        Code.RECORD_DENIED,
        "Your report is stored, but the service has no permission to write the record of "
            + name
            + ": "
            + reason
            + ". An operator has to add the name to the stack's setting names; after that a"
            + " re-check publishes it.");
  }

  /**
   * A site changes its address too often, or one of its names has too many contents under way.
   *
   * @param wait until it may make its next change
   */
  public static Problem tooManyChanges(Duration wait) {
    long seconds = Math.max(1, wait.toSeconds());
    return new Problem(
        Code.TOO_MANY_CHANGES,
        "This site has changed its address too often: "
            + Limits.SITE_CHANGES
            + " times at once, then once in "
            + Limits.SITE_CHANGE_EVERY.toSeconds()
            + " seconds. Nothing was changed; report again in "
            + seconds
            + " seconds.",
        Optional.empty(),
        Optional.of(Duration.ofSeconds(seconds)));
  }

  public static Problem recordRejected(Fqdn name, String reason) {
    return of(
        Code.RECORD_REJECTED,
        "Your report is stored, but Route 53 refuses the record of "
            + name
            + ": "
            + reason
            + ". An operator has to remove what is in its way; after that a re-check tries it"
            + " again, and so does a change of your address.");
  }

  public static Problem busy() {
    return of(
        Code.BUSY,
        "Other requests for the same names kept coming in between. Nothing was changed by this one;"
            + " send it again.");
  }

  public static Problem unavailable() {
    return of(
        Code.UNAVAILABLE,
        "The service cannot reach what it needs right now. Nothing was changed; send the request"
            + " again in a minute.");
  }

  public static Problem unconfirmed() {
    return of(
        Code.UNCONFIRMED,
        "The service could not confirm whether the report was stored. Send it again: that does no"
            + " harm if it was.");
  }

  public static Problem internal() {
    return of(
        Code.INTERNAL,
        "The service made a mistake, which its log explains. Sending the request again does no"
            + " harm.");
  }
}
