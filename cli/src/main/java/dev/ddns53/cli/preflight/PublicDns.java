package dev.ddns53.cli.preflight;

import dev.ddns53.core.address.Fqdn;
import java.io.IOException;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Asks a resolver, as anybody in the world would. */
public record PublicDns(Resolver resolver) implements ZoneChecks.Delegation {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  public PublicDns {
    resolver.setTimeout(PATIENCE);
  }

  @Override
  public NavigableSet<String> of(Fqdn apex) throws IOException {
    Name name = Name.fromString(apex + ".");
    Message answer = resolver.send(Message.newQuery(Record.newRecord(name, Type.NS, DClass.IN)));
    if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
      throw new IOException("it answers " + Rcode.string(answer.getRcode()));
    }
    NavigableSet<String> servers = new TreeSet<>();
    answer.getSection(Section.ANSWER).stream()
        .filter(record -> record.getType() == Type.NS && record.getName().equals(name))
        .forEach(record -> servers.add(ZoneChecks.canonical(record.rdataToString())));
    return servers;
  }
}
