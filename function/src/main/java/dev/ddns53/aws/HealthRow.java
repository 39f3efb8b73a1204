package dev.ddns53.aws;

import static dev.ddns53.aws.Attributes.map;
import static dev.ddns53.aws.Keys.number;
import static dev.ddns53.aws.Keys.text;

import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.HostPart;
import dev.ddns53.core.fleet.Member;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Health;
import dev.ddns53.core.record.Health.Silence;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The health of a name's members, within its row.
 *
 * <pre>
 *  silent   { &lt;site&gt;: whether it was heard since }
 *  ipv4     { &lt;member&gt;: { address, down, streak } }
 *  ipv6     likewise
 * </pre>
 *
 * A member is {@code site/<id>}, {@code host/<site>/<subnet>/<interface id, hexadecimal>}, {@code
 * address/<address>} or {@code alias/<zone>/<name>}.
 */
final class HealthRow {

  private static final String SILENT = "silent";
  private static final String SITE = "site";
  private static final String HOST = "host";
  private static final String ADDRESS = "address";
  private static final String ALIAS = "alias";
  private static final String DOWN = "down";
  private static final String STREAK = "streak";

  private HealthRow() {}

  static AttributeValue of(Health health) {
    Map<String, AttributeValue> row = new HashMap<>();
    Map<String, AttributeValue> silent = new HashMap<>();
    health
        .silent()
        .forEach(
            (site, silence) ->
                silent.put(site.value(), AttributeValue.fromBool(silence == Silence.HEARD_SINCE)));
    row.put(SILENT, map(silent));
    health
        .probed()
        .forEach(
            (family, members) -> {
              Map<String, AttributeValue> all = new HashMap<>();
              members.forEach((member, probed) -> all.put(key(member), probed(probed)));
              row.put(family.field(), map(all));
            });
    return map(row);
  }

  private static AttributeValue probed(Health.Probed probed) {
    return map(
        Map.of(
            ADDRESS, text(probed.address().toString()),
            DOWN, AttributeValue.fromBool(probed.down()),
            STREAK, number(probed.streak())));
  }

  private static String key(Member member) {
    return switch (member) {
      case Member.OfSite(SiteId site) -> SITE + "/" + site;
      case Member.OfHost(SiteId site, HostPart(long id, int subnet)) ->
          HOST + "/" + site + "/" + subnet + "/" + Long.toHexString(id);
      case Member.Fixed(IpAddress address) -> ADDRESS + "/" + address;
      case Member.OfAlias(AliasTarget(Fqdn name, ZoneId zone)) -> ALIAS + "/" + zone + "/" + name;
    };
  }

  static Health read(Map<String, AttributeValue> row) {
    Map<SiteId, Silence> silent = new HashMap<>();
    Attributes.required(row, SILENT)
        .m()
        .forEach(
            (site, heard) ->
                silent.put(new SiteId(site), heard.bool() ? Silence.HEARD_SINCE : Silence.STALE));
    Map<Family, Map<Member, Health.Probed>> probed = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      Attributes.mapAt(row, family.field())
          .ifPresent(members -> probed.put(family, readProbed(members)));
    }
    return new Health(silent, probed);
  }

  private static Map<Member, Health.Probed> readProbed(Map<String, AttributeValue> members) {
    Map<Member, Health.Probed> probed = new HashMap<>();
    members.forEach(
        (key, found) ->
            probed.put(
                member(key),
                new Health.Probed(
                    Attributes.addressAt(found.m(), ADDRESS),
                    Attributes.required(found.m(), DOWN).bool(),
                    Math.toIntExact(Attributes.longAt(found.m(), STREAK)))));
    return probed;
  }

  private static Member member(String key) {
    String[] parts = key.split("/", -1);
    return switch (parts[0]) {
      case SITE -> new Member.OfSite(new SiteId(parts[1]));
      case HOST ->
          new Member.OfHost(
              new SiteId(parts[1]),
              new HostPart(Long.parseUnsignedLong(parts[3], 16), Integer.parseInt(parts[2])));
      case ADDRESS -> new Member.Fixed(IpAddress.parse(parts[1]).orElseThrow());
      case ALIAS -> new Member.OfAlias(new AliasTarget(new Fqdn(parts[2]), new ZoneId(parts[1])));
      default -> throw new IllegalArgumentException("the row has an unknown member " + key);
    };
  }
}
