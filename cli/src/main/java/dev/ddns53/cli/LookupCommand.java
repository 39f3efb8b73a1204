package dev.ddns53.cli;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.instance.InstanceFile;
import dev.ddns53.terminal.CliException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "lookup",
    description = {
      "Asks DNS for the addresses of a name.",
      "With --local the instance's own server, else the resolver of this machine, which may"
          + " remember an older answer for as long as the record's TTL."
    },
    footer = {"", "Example:", "  ddns53 --local .ddns53 lookup vpn.tokyo.example.com"})
final class LookupCommand implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Operator operator;

  @Parameters(paramLabel = "NAME", description = "The full domain name.")
  private String text = "";

  LookupCommand(Operator operator) {
    this.operator = operator;
  }

  @Override
  public void run() {
    Fqdn name = NameCommands.fqdn(text);
    Resolver resolver = resolver();
    resolver.setTimeout(PATIENCE);
    boolean found = false;
    for (Family family : Family.values()) {
      List<String> addresses = addresses(resolver, name, Type.value(family.recordType()));
      operator.print(addresses);
      found |= !addresses.isEmpty();
    }
    if (!found) {
      operator.remark(name + " has no address in DNS.");
    }
  }

  private Resolver resolver() {
    Optional<InstanceFile> local = operator.local().map(InstanceFile::read);
    try {
      if (local.isEmpty()) {
        return new ExtendedResolver();
      }
      int port = local.get().dns();
      if (port == 0) {
        throw new CliException("This instance has no DNS server: it works on another endpoint.");
      }
      SimpleResolver resolver = new SimpleResolver("127.0.0.1");
      resolver.setPort(port);
      return resolver;
    } catch (UnknownHostException e) {
      throw new CliException("This machine has no resolver: " + e.getMessage(), e);
    }
  }

  private static List<String> addresses(Resolver resolver, Fqdn name, int type) {
    try {
      Message answer = resolver.send(Message.newQuery(question(name, type)));
      if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
        throw new CliException("DNS answers " + Rcode.string(answer.getRcode()) + ".");
      }
      return answer.getSection(Section.ANSWER).stream()
          .filter(found -> found.getType() == type)
          .map(Record::rdataToString)
          .toList();
    } catch (IOException e) {
      throw new CliException("DNS does not answer: " + e.getMessage(), e);
    }
  }

  private static Record question(Fqdn name, int type) throws TextParseException {
    return Record.newRecord(Name.fromString(name + "."), type, DClass.IN);
  }
}
