package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.port.Records.ExistingRecord;
import dev.ddns53.core.port.Records.ExistingRecord.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OwnershipTest {

  private static Publication publication(String... addresses) {
    List<IpAddress> all =
        Stream.of(addresses).map(text -> IpAddress.parse(text).orElseThrow()).toList();
    return Publication.of(all.getFirst().family(), Ttl.DEFAULT, all);
  }

  private static ExistingRecord simple(String type, String... values) {
    return existing(type, Shape.SIMPLE, type + " " + List.of(values), values);
  }

  private static ExistingRecord special(String type, String... values) {
    Shape shape = values.length == 0 ? Shape.ALIAS : Shape.ROUTED;
    return existing(type, shape, "special " + type, values);
  }

  private static ExistingRecord existing(
      String type, Shape shape, String description, String... values) {
    return new ExistingRecord(
        type, shape, Optional.of(Ttl.DEFAULT), List.of(values), Optional.empty(), description);
  }

  private static final Publication IPV4 = publication("192.0.2.1", "192.0.2.2");
  private static final Publication IPV6 = publication("2001:db8::1");

  static Stream<Arguments> cases() {
    return Stream.of(
        free("nothing", IPV4),
        free("other address type", IPV4, simple("AAAA", "2001:db8::9")),
        free("other address type", IPV6, simple("A", "192.0.2.9")),
        free("alias of the other type", IPV4, special("AAAA")),
        free("text", IPV4, simple("TXT", "192.0.2.1")),
        free("the same", IPV4, simple("A", "192.0.2.1", "192.0.2.2")),
        free("the same in another order", IPV4, simple("A", "192.0.2.2", "192.0.2.1")),
        free("the same, otherwise spelled", IPV6, simple("AAAA", "2001:DB8:0:0:0:0:0:1")),
        taken("another address", IPV4, simple("A", "192.0.2.9")),
        taken("one less", IPV4, simple("A", "192.0.2.1")),
        taken("one more", IPV4, simple("A", "192.0.2.1", "192.0.2.2", "192.0.2.3")),
        taken("another IPv6 address", IPV6, simple("AAAA", "2001:db8::2")),
        taken("no values", IPV4, simple("A")),
        taken("alias", IPV4, special("A")),
        taken("weighted with the same addresses", IPV4, special("A", "192.0.2.1", "192.0.2.2")),
        taken("CNAME", IPV4, simple("CNAME", "other.example.com.")),
        taken("CNAME that looks like ours", IPV4, simple("CNAME", "192.0.2.1", "192.0.2.2")),
        taken("CNAME alias", IPV6, special("CNAME")),
        taken("ours beside a CNAME", IPV6, simple("AAAA", "2001:db8::1"), special("CNAME")));
  }

  private static Arguments free(String what, Publication ours, ExistingRecord... found) {
    return arguments(what, ours, List.of(found), true);
  }

  private static Arguments taken(String what, Publication ours, ExistingRecord... found) {
    return arguments(what, ours, List.of(found), false);
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("cases")
  void whatStandsThere_decides(
      String what, Publication ours, List<ExistingRecord> found, boolean free) {
    assertEquals(free, Ownership.foreign(ours, found).isEmpty(), what);
    List<ExistingRecord> turned = new ArrayList<>(found);
    Collections.reverse(turned);
    assertEquals(free, Ownership.foreign(ours, turned).isEmpty(), "in another order");
  }

  @Test
  void foreign_described() {
    Optional<String> found = Ownership.foreign(IPV4, List.of(simple("A", "192.0.2.9")));
    assertTrue(found.orElseThrow().contains("192.0.2.9"));
  }

  /** A value that is no address is not one of ours: it must not vanish in the comparison. */
  @Test
  void unreadableValueBesideOurs_isNotOurs() {
    ExistingRecord odd = simple("A", "192.0.2.1", "192.0.2.2", "192.0.2.003");
    assertTrue(Ownership.foreign(IPV4, List.of(odd)).isPresent());
  }
}
