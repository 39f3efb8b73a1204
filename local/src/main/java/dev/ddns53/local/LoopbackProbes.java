package dev.ddns53.local;

import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.port.Probes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Probes that stay on this machine: whatever a site reports, nobody else is connected to. */
public final class LoopbackProbes implements Probes {

  private static final Answer OUTSIDE =
      new Answer.NotProbed("it is not on this machine; ddns53 local --probe-outside tries it");

  private final Probes probes;

  public LoopbackProbes(Probes probes) {
    this.probes = probes;
  }

  @Override
  public Map<Target, Answer> probe(Collection<Target> targets) {
    List<Target> here = targets.stream().filter(target -> isHere(target.address())).toList();
    Map<Target, Answer> answers = new HashMap<>(here.isEmpty() ? Map.of() : probes.probe(here));
    targets.forEach(target -> answers.putIfAbsent(target, OUTSIDE));
    return answers;
  }

  private static boolean isHere(IpAddress address) {
    try {
      return InetAddress.getByAddress(address.octets()).isLoopbackAddress();
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException(wrongLength);
    }
  }
}
