package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.json.InvalidJson;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OwnershipTest {

  private static final Publication ONE = publication("192.0.2.1");
  private static final Publication TWO = publication("192.0.2.2");
  private static final Publication THREE = publication("192.0.2.3");

  private static Publication publication(String address) {
    return Publication.of(
        Family.IPV4, Ttl.DEFAULT, List.of(IpAddress.parse(address).orElseThrow()));
  }

  private static RecordState record(
      Content wanted, Content known, boolean noted, Content... candidates) {
    Map<Content, Instant> sent =
        Stream.of(candidates)
            .collect(java.util.stream.Collectors.toMap(each -> each, each -> Instant.EPOCH));
    Optional<String> note = noted ? Optional.of("somebody") : Optional.empty();
    return new RecordState(wanted, 2, 1, known, sent, note, new Stage.Due(), Optional.empty());
  }

  private static RecordSet set(String json) {
    try {
      return RecordSet.parse(json);
    } catch (InvalidJson e) {
      throw new AssertionError(e);
    }
  }

  private static final RecordSet CNAME =
      set("{\"Type\":\"CNAME\",\"TTL\":60,\"ResourceRecords\":[{\"Value\":\"a.example.net\"}]}");
  private static final RecordSet WEIGHTED =
      set(
          "{\"Type\":\"A\",\"SetIdentifier\":\"x\",\"Weight\":1,\"TTL\":60,"
              + "\"ResourceRecords\":[{\"Value\":\"192.0.2.1\"}]}");
  private static final RecordSet OTHER_TTL =
      set("{\"Type\":\"A\",\"TTL\":61,\"ResourceRecords\":[{\"Value\":\"192.0.2.1\"}]}");
  private static final RecordSet OTHER_TYPE =
      set("{\"Type\":\"AAAA\",\"TTL\":60,\"ResourceRecords\":[{\"Value\":\"2001:db8::1\"}]}");

  static Stream<Arguments> cases() {
    RecordState first = record(ONE, Content.NOTHING, false);
    RecordState noted = record(ONE, Content.NOTHING, true);
    RecordState change = record(TWO, ONE, false);
    RecordState again = record(ONE, TWO, false, THREE);
    RecordState withdrawn = record(Content.NOTHING, ONE, false);
    RecordState back = record(ONE, ONE, false, Content.NOTHING);
    return Stream.of(
        arguments("first, free", first, List.of(), "ours nothing"),
        arguments("first, other type", first, List.of(OTHER_TYPE), "ours nothing"),
        arguments("first, equal", first, List.of(RecordSet.of(ONE)), "foreign"),
        arguments("noted, equal", noted, List.of(RecordSet.of(ONE)), "ours 192.0.2.1"),
        arguments("noted, other TTL", noted, List.of(OTHER_TTL), "foreign"),
        arguments("noted, other", noted, List.of(RecordSet.of(TWO)), "foreign"),
        arguments("change, old stands", change, List.of(RecordSet.of(ONE)), "ours 192.0.2.1"),
        arguments("change, new stands", change, List.of(RecordSet.of(TWO)), "ours 192.0.2.2"),
        arguments("change, third stands", change, List.of(RecordSet.of(THREE)), "edited"),
        arguments("change, deleted", change, List.of(), "edited"),
        arguments("change, TTL edited", change, List.of(OTHER_TTL), "edited"),
        arguments("change, weighted", change, List.of(WEIGHTED), "edited"),
        arguments("change, CNAME", change, List.of(CNAME), "edited"),
        arguments("ours beside another", change, List.of(RecordSet.of(ONE), CNAME), "edited"),
        arguments("candidate stands", again, List.of(RecordSet.of(THREE)), "ours 192.0.2.3"),
        arguments("withdrawn, gone", withdrawn, List.of(), "ours nothing"),
        arguments("withdrawn, stands", withdrawn, List.of(RecordSet.of(ONE)), "ours 192.0.2.1"),
        arguments("withdrawn, others", withdrawn, List.of(RecordSet.of(TWO)), "others"),
        arguments("withdrawn, CNAME", withdrawn, List.of(CNAME), "others"),
        arguments("nothing is a candidate", back, List.of(), "ours nothing"),
        arguments("nothing is a candidate, others", back, List.of(RecordSet.of(TWO)), "foreign"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("cases")
  void whatStandsThere_decides(
      String what, RecordState record, List<RecordSet> listed, String judged) {
    String found =
        switch (Ownership.of(Family.IPV4, record, listed)) {
          case Ownership.Ours(Content.Nothing nothing) -> "ours nothing";
          case Ownership.Ours(Publication stands) -> "ours " + stands.target();
          case Ownership.Edited edited -> "edited";
          case Ownership.Others others -> "others";
          case Ownership.Foreign foreign -> "foreign";
        };
    assertEquals(judged, found, what);
  }
}
