package dev.ddns53.emulator.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * From a query to its authoritative answer (RFC 1034, 4.3.2; wildcards by RFC 4592). Of several
 * record sets of one name and type, all are answered: routing policies are not looked at.
 */
final class Answerer {

  private static final int LONGEST_CHAIN = 8;
  private static final int UDP_OCTETS = 1_232;

  private final ZoneSource zones;

  Answerer(ZoneSource zones) {
    this.zones = zones;
  }

  /**
   * The answer's octets.
   *
   * @param octets as they came in
   * @param udp whether the answer must fit the client's UDP size
   * @return empty when there is nothing to answer: a response, or less than a header
   */
  Optional<byte[]> answer(byte[] octets, boolean udp) {
    Message query;
    try {
      query = new Message(octets);
    } catch (IOException | RuntimeException malformed) {
      return malformed(octets);
    }
    if (query.getHeader().getFlag(Flags.QR)) {
      return Optional.empty();
    }
    OPTRecord opt = query.getOPT();
    int size = opt == null ? 512 : Math.clamp(opt.getPayloadSize(), 512, UDP_OCTETS);
    return Optional.of(respond(query).toWire(udp ? size : Message.MAXLENGTH));
  }

  private static Optional<byte[]> malformed(byte[] octets) {
    if (octets.length < Header.LENGTH || (octets[2] & 0x80) != 0) {
      return Optional.empty();
    }
    Message response = new Message(((octets[0] & 0xff) << 8) | (octets[1] & 0xff));
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setRcode(Rcode.FORMERR);
    return Optional.of(response.toWire());
  }

  private Message respond(Message query) {
    Message response = new Message(query.getHeader().getID());
    Header header = response.getHeader();
    header.setFlag(Flags.QR);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    header.setOpcode(query.getHeader().getOpcode());
    if (query.getOPT() != null) {
      response.addRecord(new OPTRecord(UDP_OCTETS, 0, 0), Section.ADDITIONAL);
    }
    if (query.getHeader().getOpcode() != Opcode.QUERY) {
      header.setRcode(Rcode.NOTIMP);
      return response;
    }
    Record question = query.getQuestion();
    if (question == null || query.getSection(Section.QUESTION).size() != 1) {
      header.setRcode(Rcode.FORMERR);
      return response;
    }
    response.addRecord(question, Section.QUESTION);
    if (question.getDClass() != DClass.IN && question.getDClass() != DClass.ANY) {
      header.setRcode(Rcode.REFUSED);
      return response;
    }
    resolve(question, response);
    return response;
  }

  private void resolve(Record question, Message response) {
    Name name = question.getName();
    for (int hop = 0; hop < LONGEST_CHAIN; hop++) {
      String text = normalised(name);
      Optional<ZoneSource.Zone> zone = zones.zoneFor(text);
      if (zone.isEmpty()) {
        if (hop == 0) {
          response.getHeader().setRcode(Rcode.REFUSED);
        }
        return;
      }
      Optional<String> cut = Delegations.cut(zone.get(), text);
      if (cut.isPresent()) {
        if (hop == 0) {
          refer(zone.get(), cut.get(), response);
        }
        return;
      }
      response.getHeader().setFlag(Flags.AA);
      Optional<List<ZoneSource.RrSet>> sets = sets(zone.get(), text);
      if (sets.isEmpty()) {
        response.getHeader().setRcode(Rcode.NXDOMAIN);
        negative(zone.get(), response);
        return;
      }
      List<Record> matching = records(name, question.getType(), sets.get(), hop);
      matching.forEach(record -> response.addRecord(record, Section.ANSWER));
      if (!matching.isEmpty()) {
        return;
      }
      List<Record> cname = records(name, Type.CNAME, sets.get(), hop);
      if (cname.isEmpty()) {
        negative(zone.get(), response);
        return;
      }
      response.addRecord(cname.getFirst(), Section.ANSWER);
      name = ((org.xbill.DNS.CNAMERecord) cname.getFirst()).getTarget();
    }
  }

  /** Says which servers to ask instead, without authority (RFC 1034, 4.3.2, step 3b). */
  private void refer(ZoneSource.Zone zone, String cut, Message response) {
    records(name(cut), Type.NS, zone.at(cut), 0)
        .forEach(server -> response.addRecord(server, Section.AUTHORITY));
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text);
    } catch (TextParseException e) {
      throw new IllegalStateException(text, e);
    }
  }

  /** The record sets at a name, or those of the wildcard that covers it; empty for NXDOMAIN. */
  private static Optional<List<ZoneSource.RrSet>> sets(ZoneSource.Zone zone, String name) {
    if (zone.exists(name)) {
      return Optional.of(zone.at(name));
    }
    String encloser = name;
    while (!encloser.equals(zone.apex()) && !zone.exists(encloser)) {
      encloser = encloser.substring(encloser.indexOf('.') + 1);
    }
    List<ZoneSource.RrSet> wildcard = zone.at("\\052." + encloser);
    return wildcard.isEmpty() ? Optional.empty() : Optional.of(wildcard);
  }

  private List<Record> records(Name owner, int type, List<ZoneSource.RrSet> sets, int hop) {
    List<Record> records = new ArrayList<>();
    for (ZoneSource.RrSet set : sets) {
      int setType = Type.value(set.type());
      if (type != setType && type != Type.ANY) {
        continue;
      }
      if (set.aliasTarget().isPresent()) {
        records.addAll(alias(owner, set, hop));
      } else {
        set.values()
            .forEach(value -> record(owner, setType, set.ttl(), value).ifPresent(records::add));
      }
    }
    return records;
  }

  /** The target's records of the same type, under the owner's name. */
  private List<Record> alias(Name owner, ZoneSource.RrSet set, int hop) {
    String target = set.aliasTarget().orElseThrow();
    if (hop >= LONGEST_CHAIN) {
      return List.of();
    }
    return zones
        .zoneFor(target)
        .flatMap(
            zone ->
                sets(zone, target)
                    .map(sets -> records(owner, Type.value(set.type()), sets, hop + 1)))
        .orElse(List.of());
  }

  private static Optional<Record> record(Name owner, int type, long ttl, String value) {
    try {
      return Optional.of(Record.fromString(owner, type, DClass.IN, ttl, value, Name.root));
    } catch (IOException notOfThisType) {
      return Optional.empty();
    }
  }

  private void negative(ZoneSource.Zone zone, Message response) {
    records(name(zone.apex()), Type.SOA, zone.at(zone.apex()), 0).stream()
        .map(SOARecord.class::cast)
        .map(
            soa ->
                new SOARecord(
                    soa.getName(),
                    soa.getDClass(),
                    Math.min(soa.getTTL(), soa.getMinimum()),
                    soa.getHost(),
                    soa.getAdmin(),
                    soa.getSerial(),
                    soa.getRefresh(),
                    soa.getRetry(),
                    soa.getExpire(),
                    soa.getMinimum()))
        .forEach(soa -> response.addRecord(soa, Section.AUTHORITY));
  }

  /** As Route 53 spells it. */
  private static String normalised(Name name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.labels() - 1; i++) {
      byte[] label = name.getLabel(i);
      for (int at = 1; at <= label[0]; at++) {
        int octet = label[at] & 0xff;
        char lower = (char) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
        boolean plain =
            (lower >= 'a' && lower <= 'z')
                || (lower >= '0' && lower <= '9')
                || lower == '-'
                || lower == '_';
        text.append(plain ? String.valueOf(lower) : String.format(Locale.ROOT, "\\%03o", octet));
      }
      text.append('.');
    }
    return text.isEmpty() ? "." : text.toString();
  }
}
