package dev.ddns53.core.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.InstanceSelector.Address;
import dev.ddns53.core.fleet.InstanceSelector.By;
import dev.ddns53.core.fleet.InstanceSelector.Tag;
import dev.ddns53.core.fleet.InstanceSelector.Which;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.SiteState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the described instances a site is: the truth table. */
final class SelectionTest {

  private static final Tag WEB = new Tag("ddns53:site", "web-1");

  private static InstanceSelector selector(Address address, Which which) {
    return new InstanceSelector(new By.ByTag(WEB), Optional.empty(), address, which);
  }

  private static Optional<IpAddress> ip(String text) {
    return IpAddress.parse(text);
  }

  /** Written as {@code number:state:minute of its launch:tag's value:its addresses}. */
  private static Instance instance(String text) {
    String[] parts = text.split(":", 5);
    Map<Address, IpAddress> addresses = new EnumMap<>(Address.class);
    for (String each : parts[4].split("/", -1)) {
      String[] address = each.split("=", 2);
      if (address.length == 2) {
        addresses.put(Address.valueOf(address[0]), ip(address[1]).orElseThrow());
      }
    }
    return new Instance(
        new InstanceId("i-0000000" + parts[0]),
        InstanceState.parse(parts[1]).orElseThrow(),
        World.START.plusSeconds(60L * Integer.parseInt(parts[2])),
        addresses,
        parts[3].isEmpty() ? Map.of() : Map.of(WEB.key(), parts[3]));
  }

  private static List<Instance> instances(String texts) {
    return Stream.of(texts.split(" ", -1))
        .filter(text -> !text.isEmpty())
        .map(SelectionTest::instance)
        .toList();
  }

  private static String ids(Selection selection) {
    return selection.selected().stream()
        .map(each -> each.id().value().substring("i-0000000".length()))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    // described, newest, all
    "'', '', ''",
    "1:running:1:web-1:PUBLIC=192.0.2.1, 1, 1",
    "1:running:1:web-1:PRIVATE=10.0.0.1, '', ''",
    "1:running:1:web-1:, '', ''",
    "1:running:1:web-2:PUBLIC=192.0.2.1, '', ''",
    "1:running:1::PUBLIC=192.0.2.1, '', ''",
    "1:pending:1:web-1:PUBLIC=192.0.2.1, '', ''",
    "1:stopping:1:web-1:PUBLIC=192.0.2.1, '', ''",
    "1:stopped:1:web-1:PUBLIC=192.0.2.1, '', ''",
    "1:shutting-down:1:web-1:PUBLIC=192.0.2.1, '', ''",
    "1:terminated:1:web-1:PUBLIC=192.0.2.1, '', ''",
    "1:running:1:web-1:PUBLIC=192.0.2.1 2:running:2:web-1:PUBLIC=192.0.2.2, 2, 2 1",
    "2:running:2:web-1:PUBLIC=192.0.2.2 1:running:1:web-1:PUBLIC=192.0.2.1, 2, 2 1",
    "1:running:1:web-1:PUBLIC=192.0.2.1 2:running:1:web-1:PUBLIC=192.0.2.2, 2, 2 1",
    "2:running:1:web-1:PUBLIC=192.0.2.2 1:running:1:web-1:PUBLIC=192.0.2.1, 2, 2 1",
    "1:running:1:web-1:PUBLIC=192.0.2.1 2:pending:2:web-1:, 1, 1",
    "1:running:1:web-1:PUBLIC=192.0.2.1 2:shutting-down:2:web-1:PUBLIC=192.0.2.2, 1, 1",
    "1:running:1:web-1:PUBLIC=192.0.2.1 2:running:2:web-2:PUBLIC=192.0.2.2, 1, 1"
  })
  void instances_selected(String described, String newest, String all) {
    List<Instance> instances = instances(described);
    assertEquals(newest, ids(Selection.of(selector(Address.PUBLIC, Which.NEWEST), instances)));
    assertEquals(all, ids(Selection.of(selector(Address.PUBLIC, Which.ALL), instances)));
  }

  @ParameterizedTest
  @CsvSource({"PUBLIC, 192.0.2.1", "PRIVATE, 10.0.0.1", "IPV6, 2001:db8::1"})
  void address_theOneThatWasAskedFor(Address address, String chosen) {
    List<Instance> described =
        List.of(
            new Instance(
                new InstanceId("i-00000001"),
                InstanceState.RUNNING,
                World.START,
                Map.of(
                    Address.PUBLIC, ip("192.0.2.1").orElseThrow(),
                    Address.PRIVATE, ip("10.0.0.1").orElseThrow(),
                    Address.IPV6, ip("2001:db8::1").orElseThrow()),
                Map.of(WEB.key(), WEB.value())));
    assertEquals(
        List.of(ip(chosen).orElseThrow()),
        Selection.of(selector(address, Which.NEWEST), described).addresses());
  }

  /** A family that is not the one asked for is none: nobody can publish it as that. */
  @Test
  void addressOfTheOtherFamily_none() {
    Instance wrong =
        new Instance(
            new InstanceId("i-00000001"),
            InstanceState.RUNNING,
            World.START,
            Map.of(Address.PUBLIC, ip("2001:db8::1").orElseThrow()),
            Map.of());
    assertEquals(Optional.empty(), wrong.address(Address.PUBLIC));
  }

  @Test
  void moreThanThereIsRoomFor_newestStay() {
    List<Instance> many = new ArrayList<>();
    for (int i = 0; i < 103; i++) {
      many.add(
          new Instance(
              new InstanceId("i-%08x".formatted(i)),
              InstanceState.RUNNING,
              World.START.plusSeconds(i),
              Map.of(Address.PUBLIC, ip("192.0.2." + i).orElseThrow()),
              Map.of(WEB.key(), WEB.value())));
    }
    Selection selection = Selection.of(selector(Address.PUBLIC, Which.ALL), many);
    assertEquals(100, selection.selected().size());
    assertEquals(new InstanceId("i-00000066"), selection.selected().getFirst().id());
    assertEquals(3, selection.left());
    assertEquals(0, Selection.of(selector(Address.PUBLIC, Which.NEWEST), many).left());
  }

  private static SiteState state(String four, String six) {
    SiteState state = SiteState.unheard(new SiteId("web-1"));
    Map<Family, Report> newest = new EnumMap<>(Family.class);
    if (!four.equals("-")) {
      newest.put(Family.IPV4, Report.of(ip(four), World.START, Report.BY_DESCRIPTION));
    }
    if (!six.equals("-")) {
      newest.put(Family.IPV6, Report.of(ip(six), World.START, Report.BY_DESCRIPTION));
    }
    return new SiteState(
        state.id(),
        1,
        newest,
        state.seen(),
        state.stale(),
        state.refused(),
        state.budget(),
        state.moves());
  }

  /** "-" was never reported; "none" was reported as none. */
  @ParameterizedTest
  @CsvSource({
    "1:running:1:web-1:PUBLIC=192.0.2.1, -, -, IPv4=192.0.2.1",
    "1:running:1:web-1:PUBLIC=192.0.2.1, 192.0.2.9, -, IPv4=192.0.2.1",
    "1:running:1:web-1:PUBLIC=192.0.2.1, -, 2001:db8::9, IPv4=192.0.2.1 IPv6=none",
    "'', -, -, nothing",
    "'', none, -, nothing",
    "'', none, none, nothing",
    "'', 192.0.2.9, -, IPv4=none",
    "'', -, 2001:db8::9, IPv6=none",
    "1:terminated:1:web-1: 2:pending:2:web-1:, 192.0.2.9, -, nothing",
    "1:terminated:1:web-1: 2:pending:2:web-2:, 192.0.2.9, -, IPv4=none",
    "1:running:1:web-1:PUBLIC=192.0.2.1 2:pending:2:web-1:, 192.0.2.9, -, IPv4=192.0.2.1"
  })
  void report_ofWhatIsNews(String described, String four, String six, String reported) {
    Optional<Reported> said =
        Selection.of(selector(Address.PUBLIC, Which.NEWEST), instances(described))
            .reported(state(four, six));
    assertEquals(
        reported,
        said.map(
                some ->
                    some.addresses().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(
                            each ->
                                each.getKey()
                                    + "="
                                    + each.getValue().map(IpAddress::toString).orElse("none"))
                        .collect(Collectors.joining(" ")))
            .orElse("nothing"));
  }

  /** Of all instances, each address once, in one order: what is the same must not look new. */
  @Test
  void addressesOfAll_sortedWithoutRepeats() {
    List<Instance> described =
        instances(
            "1:running:1:web-1:PUBLIC=192.0.2.9 2:running:2:web-1:PUBLIC=192.0.2.1"
                + " 3:running:3:web-1:PUBLIC=192.0.2.5 4:running:4:web-1:PUBLIC=192.0.2.5");
    Reported reported =
        Selection.of(selector(Address.PUBLIC, Which.ALL), described)
            .reported(state("-", "-"))
            .orElseThrow();
    assertEquals(Map.of(Family.IPV4, ip("192.0.2.1")), reported.addresses());
    assertEquals(
        List.of(ip("192.0.2.5").orElseThrow(), ip("192.0.2.9").orElseThrow()),
        reported.more(Family.IPV4));
  }
}
