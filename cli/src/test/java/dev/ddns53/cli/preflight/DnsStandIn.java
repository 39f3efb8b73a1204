package dev.ddns53.cli.preflight;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** A resolver on loopback, over UDP. */
final class DnsStandIn implements AutoCloseable {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final DatagramSocket socket;
  private volatile List<String> servers = List.of();
  private volatile int rcode = Rcode.NOERROR;

  DnsStandIn() throws IOException {
    socket = new DatagramSocket(0, LOOPBACK);
    Thread.ofVirtual().start(this::serve);
  }

  /** Answers any question for name servers so from now on. */
  void answer(String... names) {
    servers = List.of(names);
    rcode = Rcode.NOERROR;
  }

  void nothing() {
    servers = List.of();
    rcode = Rcode.NXDOMAIN;
  }

  void fails() {
    servers = List.of();
    rcode = Rcode.SERVFAIL;
  }

  SimpleResolver resolver() {
    SimpleResolver resolver = new SimpleResolver(LOOPBACK);
    resolver.setPort(socket.getLocalPort());
    return resolver;
  }

  private void serve() {
    byte[] buffer = new byte[4_096];
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      socket.close();
    }
  }

  private byte[] answer(byte[] octets) throws IOException {
    Message question = new Message(octets);
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(rcode);
    answer.addRecord(question.getQuestion(), Section.QUESTION);
    for (String server : servers) {
      answer.addRecord(
          new NSRecord(question.getQuestion().getName(), DClass.IN, 60, Name.fromString(server)),
          Section.ANSWER);
    }
    return answer.toWire();
  }

  @Override
  public void close() {
    socket.close();
  }
}
