package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.fleet.Name.OnDrift;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.Publication;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.fake.Planted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records are sent together. */
final class BatchesTest {

  private static PendingName name(int number, Family... families) {
    Fqdn fqdn = new Fqdn("n" + number + ".example.com");
    NameState row = NameState.unpublished(fqdn);
    Map<Family, List<dev.ddns53.core.record.RecordSet>> out = new java.util.EnumMap<>(Family.class);
    for (Family family : families) {
      String address = family == Family.IPV4 ? "192.0.2.1" : "2001:db8::1";
      row =
          row.with(
              family,
              RecordState.first(
                  Publication.of(
                      family, Ttl.DEFAULT, List.of(IpAddress.parse(address).orElseThrow())),
                  1));
      out.put(family, List.of());
    }
    return new PendingName(row, World.REGISTERED, OnDrift.ALERT, out).with(row, out);
  }

  private static PendingName registered(PendingName name) {
    return new PendingName(name.state(), name.state().registered(), name.onDrift(), name.out());
  }

  private static List<PendingName> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> registered(name(i, Family.IPV4))).toList();
  }

  /** A first publication that takes away a TXT-like set of so many characters. */
  private static PendingName replacing(int number, int elements, int characters) {
    PendingName plain = registered(name(number, Family.IPV4));
    String[] values =
        IntStream.range(0, elements)
            .mapToObj(i -> "x".repeat(i == 0 ? characters - elements + 1 : 1))
            .toArray(String[]::new);
    return new PendingName(
        plain.state(),
        plain.registration(),
        plain.onDrift(),
        Map.of(Family.IPV4, List.of(Planted.simple("A", values).set())));
  }

  private static List<Integer> sizes(List<List<PendingName>> batches) {
    return batches.stream().map(List::size).toList();
  }

  @ParameterizedTest
  @CsvSource({"0, []", "1, [1]", "1000, [1000]", "1001, '[1000, 1]'", "2500, '[1000, 1000, 500]'"})
  void names_aThousandElementsABatch(int count, String sizes) {
    List<List<PendingName>> batches = Batches.of(names(count));
    assertEquals(sizes, sizes(batches).toString());
    assertEquals(names(count), batches.stream().flatMap(List::stream).toList());
  }

  /** What goes and what comes counts alike: here one comes for each that goes. */
  @ParameterizedTest
  @CsvSource({"499, [2]", "500, '[1, 1]'"})
  void elementsThatGo_countToo(int going, String sizes) {
    List<PendingName> two = List.of(replacing(0, going, going), replacing(1, going, going));
    assertEquals(sizes, sizes(Batches.of(two)).toString());
  }

  /** 32,000 characters of values; the address that comes has nine. */
  @ParameterizedTest
  @CsvSource({"15991, [2]", "15992, '[1, 1]'", "40000, '[1, 1]'"})
  void characters_countToo(int characters, String sizes) {
    List<PendingName> two = List.of(replacing(0, 1, characters), replacing(1, 1, characters));
    assertEquals(sizes, sizes(Batches.of(two)).toString());
  }

  @Test
  void afterAFullBatch_countingBeginsAnew() {
    List<PendingName> five = IntStream.range(0, 5).mapToObj(i -> replacing(i, 1, 15_991)).toList();
    assertEquals("[2, 2, 1]", sizes(Batches.of(five)).toString());
  }

  @Test
  void atom_oneNameOfOneFamily() {
    assertTrue(Batches.isAtom(names(1)));
    assertFalse(Batches.isAtom(names(2)));
    assertFalse(Batches.isAtom(List.of(registered(name(0, Family.IPV4, Family.IPV6)))));
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 1", "3, 1, 2", "100, 50, 50"})
  void names_halved(int count, int first, int second) {
    List<PendingName> all = names(count);
    assertEquals(
        List.of(all.subList(0, first), all.subList(first, first + second)), Batches.halves(all));
  }

  @Test
  void oneNameOfBothFamilies_halvedByFamily() {
    List<List<PendingName>> halves =
        Batches.halves(List.of(registered(name(0, Family.IPV6, Family.IPV4))));
    assertEquals(
        List.of(Set.of(Family.IPV4), Set.of(Family.IPV6)),
        halves.stream().map(half -> half.getFirst().families()).toList());
    assertTrue(halves.stream().allMatch(Batches::isAtom));
  }

  /** Each run of so many neighbours is drawn from all over the batch, and none is lost. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 100, 101})
  void spread_sameNamesFromAllOver(int count) {
    List<PendingName> all = names(count);
    List<PendingName> spread = Batches.spread(all);
    assertEquals(count, spread.size());
    assertEquals(new HashSet<>(all), new HashSet<>(spread));
    List<PendingName> firstTen = new ArrayList<>(spread.subList(0, Math.min(10, count)));
    if (count >= 100) {
      assertEquals(IntStream.range(0, 10).mapToObj(i -> all.get(10 * i)).toList(), firstTen);
    }
  }
}
