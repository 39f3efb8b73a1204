package dev.ddns53.core.report;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.auth.Body;
import dev.ddns53.core.json.Fields;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.json.StrictJson;
import dev.ddns53.core.record.Reported.OfPrefix;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request asks for.
 *
 * @param claims by family; none, and no prefix, means "the address that I call from"
 * @param prefix what it says of the site's IPv6 prefix, if it says anything
 * @param names only these names; none means all of the site's
 */
public record Update(
    Map<Family, Claim> claims, Optional<OfPrefix> prefix, Optional<Set<Fqdn>> names) {

  private static final String AUTO = "auto";
  private static final String PREFIX = "ipv6Prefix";
  private static final String PREFIX_FORM =
      "an IPv6 prefix of "
          + Ipv6Prefix.SHORTEST
          + " to "
          + Ipv6Prefix.LONGEST
          + " bits such as 2001:db8:1:2::/64, no bit set beyond them, or null";

  /** What a site says its address is. */
  public sealed interface Claim {
    /** This one. */
    record Given(IpAddress address) implements Claim {}

    /** The one that it calls from. */
    record Automatic() implements Claim {}

    /** It has none, or none any more. */
    record None() implements Claim {}
  }

  public Update {
    claims = Map.copyOf(claims);
    names = names.map(Set::copyOf);
  }

  /** An update of addresses and a prefix that were named, none of them as "none". */
  public static Update of(
      Map<Family, IpAddress> addresses, Optional<Ipv6Prefix> prefix, Optional<Set<Fqdn>> names) {
    Map<Family, Claim> claims = new EnumMap<>(Family.class);
    addresses.forEach((family, address) -> claims.put(family, new Claim.Given(address)));
    return new Update(claims, prefix.map(Optional::of).map(OfPrefix::new), names);
  }

  /** Whether it says nothing of where the site is, but that it calls. */
  public boolean saysNothing() {
    return claims.isEmpty() && prefix.isEmpty();
  }

  static Update parse(Body body) throws InvalidJson {
    String text = body.text().orElseThrow(() -> new InvalidJson("it is not UTF-8"));
    Fields fields = StrictJson.object(text);
    Map<Family, Claim> claims = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      if (fields.isNull(family.field())) {
        claims.put(family, new Claim.None());
      } else {
        fields
            .text(family.field(), "an address, \"auto\" or null", Update::claim)
            .ifPresent(claim -> claims.put(family, claim));
      }
    }
    Optional<OfPrefix> prefix =
        fields.isNull(PREFIX)
            ? Optional.of(new OfPrefix(Optional.empty()))
            : fields
                .text(PREFIX, PREFIX_FORM, Ipv6Prefix::parse)
                .map(some -> new OfPrefix(Optional.of(some)));
    Optional<List<Fqdn>> names =
        fields.list("names", Limits.NAMES_PER_SITE, (item, at) -> name(fields, item, at));
    fields.end();
    if (names.filter(List::isEmpty).isPresent()) {
      throw new InvalidJson("names must have at least one name, or be left out");
    }
    return new Update(claims, prefix, names.map(Set::copyOf));
  }

  private static Fqdn name(Fields fields, JsonNode item, JsonPointer at) throws InvalidJson {
    Optional<Fqdn> meant = Fqdn.ofUnicode(item.asText());
    if (item.isTextual() && meant.isPresent()) {
      throw new InvalidJson(
          fields.at("names") + " takes names in ASCII: write \"" + meant.get() + "\"", at);
    }
    return fields.parsed(item, "names", at, "a domain name in ASCII", Fqdn::parse);
  }

  private static Optional<Claim> claim(String text) {
    return text.equals(AUTO)
        ? Optional.of(new Claim.Automatic())
        : IpAddress.parse(text).map(Claim.Given::new);
  }
}
