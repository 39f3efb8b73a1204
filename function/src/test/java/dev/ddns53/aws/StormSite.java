package dev.ddns53.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The site that feeds a storm's name: what it reports, and what must be published of that. */
final class StormSite {

  private static final int TRIES = 3;

  /** A report is stored if it is accepted, and also if something stands in its way. */
  private static final Set<String> STORED = Set.of("", "not-ours", "drift");

  private final Instance function;
  private final SiteId id;
  private final int number;
  private final boolean both;
  private final Map<Family, RecordSet> wanted = new EnumMap<>(Family.class);
  private Map<Family, IpAddress> newest = Map.of();
  private int reports;
  private volatile String ipv4 = "198.51.100.1";

  /**
   * A site.
   *
   * @param number tells its addresses from those of others, up to 40
   * @param both whether it has an IPv6 address, too
   */
  StormSite(Instance function, SiteId id, int number, boolean both) {
    this.function = function;
    this.id = id;
    this.number = number;
    this.both = both;
  }

  /** The IPv4 address that it reports now or next. */
  String ipv4() {
    return ipv4;
  }

  /** By family, the record set that the stored reports want. */
  Map<Family, RecordSet> wanted() {
    return Map.copyOf(wanted);
  }

  /** Reports other addresses than ever. */
  Answer reportsOthers() {
    reports++;
    ipv4 = "198.51." + (100 + 2 * number + reports / 250) + "." + (1 + reports % 250);
    Map<Family, IpAddress> next = new EnumMap<>(Family.class);
    next.put(Family.IPV4, IpAddress.parse(ipv4).orElseThrow());
    if (both) {
      next.put(Family.IPV6, IpAddress.parse("2001:db8:" + number + "::" + reports).orElseThrow());
    }
    newest = next;
    return reports();
  }

  /** Reports the same as before, after a 503 in the same octets. */
  Answer reports() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    newest.forEach((family, address) -> body.put(family.field(), address.toString()));
    function.pass(Duration.ofSeconds(1));
    Requests request = function.signed(id.value(), body.toString());
    Answer answer = function.send(request);
    for (int tries = 1; tries < TRIES && answer.status() == 503; tries++) {
      answer = function.send(request);
    }
    if (isStored(answer)) {
      newest.forEach(
          (family, address) ->
              wanted.put(
                  family, RecordSet.of(Publication.of(family, Ttl.DEFAULT, List.of(address)))));
    }
    return answer;
  }

  boolean isStored(Answer answer) {
    return STORED.contains(answer.code());
  }
}
