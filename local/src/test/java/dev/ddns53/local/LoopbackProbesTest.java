package dev.ddns53.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Probe;
import dev.ddns53.core.port.Probes;
import dev.ddns53.core.port.Probes.Answer;
import dev.ddns53.core.port.Probes.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LoopbackProbesTest {

  private final List<Target> tried = new ArrayList<>();

  private Map<Target, Answer> up(Collection<Target> targets) {
    tried.addAll(targets);
    return targets.stream().collect(Collectors.toMap(each -> each, each -> new Answer.Up()));
  }

  private static Target target(String address) {
    return new Target(
        new Fqdn("vpn.example.com"),
        IpAddress.parse(address).orElseThrow(),
        new Probe.Check.Tcp(443));
  }

  @Test
  void addressesOfThisMachine_tried_allOthersNotProbed() {
    List<Target> here =
        Stream.of("127.0.0.1", "127.9.9.9", "::1").map(LoopbackProbesTest::target).toList();
    List<Target> outside =
        Stream.of(
                "198.51.100.50", "10.0.0.7", "169.254.169.254", "0.0.0.0", "2001:db8::1", "fe80::1")
            .map(LoopbackProbesTest::target)
            .toList();
    Probes probes = new LoopbackProbes(this::up);
    Map<Target, Answer> answers =
        probes.probe(Stream.concat(here.stream(), outside.stream()).toList());
    assertEquals(here, tried);
    here.forEach(each -> assertInstanceOf(Answer.Up.class, answers.get(each)));
    outside.forEach(each -> assertInstanceOf(Answer.NotProbed.class, answers.get(each)));
  }

  @Test
  void nothingIsHere_nothingTried() {
    new LoopbackProbes(this::up).probe(List.of(target("198.51.100.50")));
    assertEquals(List.of(), tried);
  }
}
