package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.World;
import dev.ddns53.core.Limits;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.record.Report;
import dev.ddns53.emulator.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many sites report at once, out of order: the newest accepted report of each wins. */
class StormIT extends OnEmulator {

  private static final int SITES = 50;
  private static final int REPORTS = 20;
  private static final long SEED = 53;
  private static final int IN_FLIGHT = 12;
  private static final int TRIES = 5;
  private static final int LONGEST_DELAY_MILLIS = 3_000;
  private static final List<Fault.Kind> KINDS =
      List.of(
          Fault.Kind.THROTTLE,
          Fault.Kind.PRIOR_REQUEST,
          Fault.Kind.ERROR,
          Fault.Kind.COMMIT_THEN_DROP,
          Fault.Kind.SLOW);

  private final Random random = new Random(SEED);

  /** A site's report, signed at another time than it arrives. */
  private record Told(int site, Instant signed, Map<Family, IpAddress> addresses) {

    static Told of(int site, int report) {
      Map<Family, IpAddress> addresses = new TreeMap<>();
      boolean both = site % 2 == 1;
      if (!both || report % 3 != 0) {
        addresses.put(Family.IPV4, address("198.51." + (100 + site) + "." + (report + 1)));
      }
      if (both && report % 3 != 1) {
        addresses.put(Family.IPV6, address("2001:db8::" + site + ":" + (report + 1)));
      }
      return new Told(site, World.START.plusSeconds(7L * report - 70), addresses);
    }

    private static IpAddress address(String text) {
      return IpAddress.parse(text).orElseThrow();
    }

    Optional<IpAddress> address(Family family) {
      return Optional.ofNullable(addresses.get(family));
    }

    String id() {
      return id(site);
    }

    static String id(int site) {
      return "site-" + site;
    }

    /** Every third site feeds two names. */
    static List<String> names(int site) {
      String first = "a." + id(site) + ".example.com";
      return site % 3 == 0 ? List.of(first, "b." + id(site) + ".example.com") : List.of(first);
    }

    String body() {
      List<String> fields =
          addresses.entrySet().stream()
              .map(each -> "\"" + each.getKey().field() + "\":\"" + each.getValue() + "\"")
              .toList();
      return "{" + String.join(",", fields) + "}";
    }
  }

  /** A report and its answer. */
  private record Answered(Told told, Answer answer) {}

  /** As a client should: after a 503, which a slow machine provokes, the same request again. */
  private Answered send(Told told) {
    Requests signed =
        backend
            .signer(told.id(), World.FIRST_KEY)
            .sign(Requests.update(told.body()), told.signed());
    Answer answer = function.send(signed);
    for (int tries = 1; tries < TRIES && answer.status() == 503; tries++) {
      answer = function.send(signed);
    }
    return new Answered(told, answer);
  }

  private void register() {
    for (int site = 0; site < SITES; site++) {
      backend.site(Told.id(site), Told.names(site).toArray(String[]::new));
    }
  }

  private List<Told> shuffled() {
    List<Told> all = new ArrayList<>();
    for (int site = 0; site < SITES; site++) {
      for (int report = 0; report < REPORTS; report++) {
        all.add(Told.of(site, report));
      }
    }
    Collections.shuffle(all, random);
    return all;
  }

  /** Sends all at once, each after a delay of its own and what comes before it. */
  private List<Answered> storm(Runnable before) throws Exception {
    Semaphore free = new Semaphore(IN_FLIGHT);
    List<Callable<Answered>> sends = new ArrayList<>();
    for (Told told : shuffled()) {
      int delay = random.nextInt(LONGEST_DELAY_MILLIS);
      sends.add(
          () -> {
            Thread.sleep(delay);
            free.acquire();
            try {
              before.run();
              return send(told);
            } finally {
              free.release();
            }
          });
    }
    List<Answered> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answered> each : threads.invokeAll(sends)) {
        answers.add(each.get());
      }
    }
    return answers;
  }

  private static void assertTrueInThemselves(List<Answered> answers) {
    for (Answered each : answers) {
      Answer answer = each.answer();
      if (!answer.isAccepted()) {
        answer.assertProblem(409, "outdated");
        continue;
      }
      boolean pending = false;
      for (JsonNode record : answer.json().path("records")) {
        pending |= record.path("status").asText().equals("pending");
        assertTrue(isOfThisReportOrALater(record, each.told(), answers), answer.body());
      }
      assertEquals(pending ? 202 : 200, answer.status(), answer.body());
    }
  }

  private static boolean isOfThisReportOrALater(
      JsonNode record, Told told, List<Answered> answers) {
    return answers.stream()
        .map(Answered::told)
        .filter(other -> other.site() == told.site() && !other.signed().isBefore(told.signed()))
        .flatMap(other -> other.addresses().values().stream())
        .map(IpAddress::toString)
        .anyMatch(record.path("address").asText()::equals);
  }

  private static Optional<Told> newestAccepted(int site, Family family, List<Answered> answers) {
    return answers.stream()
        .filter(each -> each.answer().isAccepted())
        .map(Answered::told)
        .filter(told -> told.site() == site && told.address(family).isPresent())
        .max(Comparator.comparing(Told::signed));
  }

  private void assertNewestStored(List<Answered> answers) {
    for (int site = 0; site < SITES; site++) {
      for (Family family : Family.values()) {
        assertEquals(
            newestAccepted(site, family, answers).map(Told::signed),
            heard(Told.id(site)).newest(family).map(Report::at));
      }
    }
  }

  private void assertNewestPublished(List<Answered> answers) {
    for (int site = 0; site < SITES; site++) {
      for (Family family : Family.values()) {
        List<String> wanted =
            newestAccepted(site, family, answers).stream()
                .flatMap(told -> told.address(family).stream())
                .map(IpAddress::toString)
                .toList();
        for (String name : Told.names(site)) {
          assertEquals(wanted, values(name, family.recordType()), name);
        }
      }
    }
  }

  private static long count(List<Answered> answers, int status) {
    return answers.stream().filter(each -> each.answer().status() == status).count();
  }

  @Test
  @Timeout(300)
  void thousandReportsAtOnce_everyRecordEqualsTheNewestAccepted() throws Exception {
    register();
    List<Answered> answers = storm(() -> {});
    assertTrueInThemselves(answers);
    assertTrue(count(answers, 202) >= SITES, "too few were left to the batches");
    assertTrue(count(answers, 409) >= SITES, "too few came out of order");
    assertNewestStored(answers);
    streamUntilQuiet();
    assertNewestPublished(answers);
    assertNothingPending();
  }

  private static String[] names() {
    return IntStream.range(0, SITES)
        .boxed()
        .flatMap(site -> Told.names(site).stream())
        .toArray(String[]::new);
  }

  /** Twice: what got no answer the first time is looked at. */
  private void streamUntilQuiet() {
    function.stream(names());
    function.pass(Limits.TURN);
    assertEquals(Set.of(), function.stream(names()));
  }

  private void assertNothingPending() {
    for (String name : names()) {
      assertEquals(Set.of(), stored(name).due(), name);
    }
  }

  @Test
  @Timeout(300)
  void thousandReportsWhileRoute53Fails_allEqualOnceTheStreamIsThrough() throws Exception {
    register();
    Random faulty = new Random(SEED + 1);
    List<Answered> answers = storm(() -> sprinkle(faulty));
    recover();
    assertTrueInThemselves(answers);
    assertTrue(count(answers, 202) > 0, "no fault hit");
    assertNewestStored(answers);

    streamUntilQuiet();
    assertNewestPublished(answers);
    assertNothingPending();
    List<Answered> later = new ArrayList<>(answers);
    for (int site = 0; site < SITES; site++) {
      Answered last = send(again(site, answers));
      assertEquals(200, last.answer().status(), last.answer().body());
      later.add(last);
    }
    assertTrueInThemselves(later);
    assertNewestPublished(later);
  }

  /** Once in four requests one fault for whoever changes records next. */
  private void sprinkle(Random faulty) {
    synchronized (faulty) {
      if (faulty.nextInt(4) == 0) {
        Fault.Kind kind = KINDS.get(faulty.nextInt(KINDS.size()));
        backend
            .emulator()
            .faults()
            .add(new Fault("route53", "ChangeResourceRecordSets", kind, 1, Duration.ofMillis(300)));
      }
    }
  }

  /** The site's newest accepted addresses, signed once more. */
  private static Told again(int site, List<Answered> answers) {
    Map<Family, IpAddress> addresses = new TreeMap<>();
    for (Family family : Family.values()) {
      newestAccepted(site, family, answers)
          .flatMap(told -> told.address(family))
          .ifPresent(address -> addresses.put(family, address));
    }
    return new Told(site, World.START.plusSeconds(200), addresses);
  }
}
