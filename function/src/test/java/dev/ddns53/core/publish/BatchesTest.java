package dev.ddns53.core.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.World;
import dev.ddns53.core.model.ChangeId;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Name;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Publication;
import dev.ddns53.core.model.RecordState;
import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.fake.FakeRecords;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchesTest {

  private static Item item(int number, int v4, int v6) {
    Fqdn fqdn = new Fqdn("n" + number + ".example.com");
    Map<Family, RecordState> records = new EnumMap<>(Family.class);
    put(records, Family.IPV4, IntStream.range(0, v4).mapToObj(i -> "192.0." + i + ".111"));
    put(
        records,
        Family.IPV6,
        IntStream.range(0, v6)
            .mapToObj(i -> "2001:db8:aaaa:bbbb:cccc:dddd:eeee:%x".formatted(i + 4096)));
    NameState state = new NameState(fqdn, 1, Map.of(), records);
    Name name = new Name(fqdn, World.ZONE, Ttl.DEFAULT, Name.Policy.ALL_HEALTHY, List.of(), false);
    return new Item(name, state, records.keySet(), World.START);
  }

  private static void put(
      Map<Family, RecordState> records, Family family, Stream<String> addresses) {
    List<IpAddress> all = addresses.map(text -> IpAddress.parse(text).orElseThrow()).toList();
    if (!all.isEmpty()) {
      Publication publication = Publication.of(family, Ttl.DEFAULT, all);
      records.put(family, new RecordState(publication, 1, 0, Optional.<ChangeId>empty()));
    }
  }

  @Test
  void count_byWhicheverLimitIsMetFirst() {
    assertEquals(0, Batches.count(List.of()));
    assertEquals(0.5, Batches.count(items(250, 1, 0)), 1e-9);
    assertEquals(1, Batches.count(items(250, 2, 0)), 1e-9);
    assertEquals(2 * 38 * 400 / 32_000.0, Batches.count(items(400, 0, 1)), 1e-9);
  }

  private static List<Item> items(int count, int v4, int v6) {
    return IntStream.range(0, count).mapToObj(i -> item(i, v4, v6)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0,   1, 0, 0",
    "1,   1, 0, 1",
    "500, 1, 0, 1",
    "501, 1, 0, 2",
    "250, 1, 1, 1",
    "251, 1, 1, 2",
    // 38 characters, twice: 421 fit 32,000
    "421, 0, 1, 1",
    "422, 0, 1, 2",
    "5, 100, 0, 1",
    "6, 100, 0, 2",
  })
  void items_inAsFewBatchesAsTheLimitsLetThem(int count, int v4, int v6, int batches) {
    List<Item> items = IntStream.range(0, count).mapToObj(i -> item(i, v4, v6)).toList();
    assertEquals(batches, Batches.of(items).size());
  }

  @Test
  void anything_takenByRoute53AndNothingLeftOut() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        items.add(item(i, 1 + random.nextInt(20), random.nextInt(20)));
      }
      FakeRecords route53 = new FakeRecords();
      route53.zone(World.ZONE, new Fqdn("example.com"));
      List<List<Item>> batches = Batches.of(items);
      assertEquals(items, batches.stream().flatMap(List::stream).toList());
      for (List<Item> batch : batches) {
        assertTrue(
            route53.upsert(
                    World.ZONE, batch.stream().flatMap(item -> item.sets().stream()).toList())
                instanceof Outcome.Applied);
      }
    }
  }

  @Test
  void halves_downToASingleRecordSet() {
    List<Item> batch = List.of(item(0, 1, 1), item(1, 1, 0), item(2, 1, 0));
    List<List<Item>> halves = Batches.halves(batch);
    assertEquals(List.of(1, 2), halves.stream().map(List::size).toList());
    List<List<Item>> families = Batches.halves(halves.getFirst());
    assertEquals(2, families.size());
    assertTrue(families.stream().allMatch(Batches::isAtom));
  }
}
