package dev.ddns53.core.recheck;

import static dev.ddns53.core.recheck.Runs.addresses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.model.AliasTarget;
import dev.ddns53.core.model.Attempts;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import dev.ddns53.core.port.Records.ExistingRecord;
import dev.ddns53.core.port.Records.ExistingRecord.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FindingTest {

  private static final Publication OURS = addresses("198.51.100.7", "198.51.100.8");
  private static final AliasTarget TARGET =
      new AliasTarget(World.fqdn("d1.cloudfront.net"), new ZoneId("Z2FDTNDATAQYW2"));
  private static final Publication ALIAS = new Publication.Alias(Family.IPV4, TARGET);

  private static ExistingRecord simple(String type, int ttl, String... values) {
    return new ExistingRecord(
        type,
        Shape.SIMPLE,
        Optional.of(new Ttl(ttl)),
        List.of(values),
        Optional.empty(),
        type + " " + Arrays.toString(values));
  }

  private static ExistingRecord alias(String type, Shape shape, Optional<AliasTarget> target) {
    return new ExistingRecord(type, shape, Optional.empty(), List.of(), target, "an alias");
  }

  static Stream<Arguments> table() {
    ExistingRecord same = simple("A", 60, "198.51.100.8", "198.51.100.7");
    ExistingRecord cname = simple("CNAME", 60, "www.example.net");
    ExistingRecord routed =
        new ExistingRecord(
            "A",
            Shape.ROUTED,
            Optional.of(Ttl.DEFAULT),
            List.of("198.51.100.7", "198.51.100.8"),
            Optional.empty(),
            "weighted");
    return Stream.of(
        Arguments.of(OURS, List.of(same), "InSync"),
        Arguments.of(OURS, List.of(same, simple("AAAA", 5, "2001:db8::1")), "InSync"),
        Arguments.of(OURS, List.of(), "Missing"),
        Arguments.of(OURS, List.of(simple("AAAA", 60, "2001:db8::1")), "Missing"),
        Arguments.of(OURS, List.of(simple("A", 61, "198.51.100.7", "198.51.100.8")), "Differs"),
        Arguments.of(OURS, List.of(simple("A", 60, "198.51.100.7")), "Differs"),
        Arguments.of(
            OURS,
            List.of(simple("A", 60, "198.51.100.7", "198.51.100.8", "198.51.100.9")),
            "Differs"),
        Arguments.of(OURS, List.of(simple("A", 60, "198.51.100.7", "198.51.100.9")), "Differs"),
        Arguments.of(OURS, List.of(routed), "Differs"),
        Arguments.of(OURS, List.of(routed, routed), "Differs"),
        Arguments.of(OURS, List.of(cname), "Differs"),
        Arguments.of(OURS, List.of(same, cname), "Differs"),
        Arguments.of(OURS, List.of(alias("A", Shape.ALIAS, Optional.of(TARGET))), "Differs"),
        Arguments.of(ALIAS, List.of(alias("A", Shape.ALIAS, Optional.of(TARGET))), "InSync"),
        Arguments.of(ALIAS, List.of(alias("A", Shape.ALIAS, Optional.empty())), "Differs"),
        Arguments.of(ALIAS, List.of(alias("A", Shape.ROUTED, Optional.empty())), "Differs"),
        Arguments.of(ALIAS, List.of(same), "Differs"),
        Arguments.of(ALIAS, List.of(), "Missing"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void published_foundAsTheTableSays(
      Publication publication, List<ExistingRecord> listed, String finding) {
    RecordState published = new RecordState(publication, 3, 3, Optional.empty());
    assertEquals(finding, Finding.of(published, Optional.of(listed)).getClass().getSimpleName());
  }

  @Test
  void unreadableOrPendingOrRefused_unknown() {
    RecordState published = new RecordState(OURS, 3, 3, Optional.empty());
    RecordState pending = new RecordState(OURS, 3, 2, Optional.empty());
    RecordState refused =
        new RecordState(
            OURS, 3, 2, Optional.empty(), Attempts.NONE, Optional.of("a CNAME is there"));
    for (Finding finding :
        List.of(
            Finding.of(published, Optional.empty()),
            Finding.of(pending, Optional.of(List.of())),
            Finding.of(refused, Optional.of(List.of())))) {
      assertEquals("Unknown", finding.getClass().getSimpleName());
      assertEquals(Optional.empty(), finding.deviation());
    }
  }
}
