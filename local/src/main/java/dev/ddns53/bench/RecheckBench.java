package dev.ddns53.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.SystemTime;
import dev.ddns53.Wiring;
import dev.ddns53.aws.TableSchema;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.emulator.Emulator;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.handler.RecheckHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The scheduled re-check of one zone in which nothing is wrong, twice, each as a new function. */
final class RecheckBench {

  private static final Duration PUBLISHED_AGO = Duration.ofHours(1);
  private static final int RUNS = 2;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RecheckBench() {}

  static RecheckFigures run(int names, PrintStream err) throws IOException {
    try (Emulator emulator = Emulator.inMemory(Settings.UNLIMITED)) {
      ZoneId zone = publish(names, emulator, err);
      emulator.route53().configure(Settings.REAL);
      List<RecheckFigures.Run> runs = new ArrayList<>();
      for (int run = 1; run <= RUNS; run++) {
        err.println("re-check, run " + run);
        runs.add(measure(zone, emulator));
      }
      return new RecheckFigures(names, runs, Runtime.getRuntime().maxMemory());
    }
  }

  private static ZoneId publish(int names, Emulator emulator, PrintStream err) {
    Wiring wiring =
        Wiring.of(Bench.CONFIG, new Wiring.Endpoints(emulator.aws(), emulator.uncountedDynamodb()));
    try {
      TableSchema.createWithoutStream(
          wiring.clients().dynamodb(), Bench.CONFIG.registryTable(), Bench.CONFIG.stateTable());
      BenchFleet fleet =
          BenchFleet.create(wiring, 1, InstantSource.system().instant().minus(PUBLISHED_AGO));
      err.println("registering " + names + " sites and publishing their names");
      fleet.add(IntStream.range(0, names).mapToObj(i -> BenchSite.plain(i, 0)).toList());
      return fleet.zone(0);
    } finally {
      wiring.clients().close();
    }
  }

  private static RecheckFigures.Run measure(ZoneId zone, Emulator emulator) throws IOException {
    byte[] event =
        MAPPER
            .createObjectNode()
            .put("zoneId", zone.value())
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    emulator.calls().reset();
    try (HeapPeak heap = HeapPeak.start()) {
      long start = System.nanoTime();
      Wiring wiring =
          Wiring.of(Bench.CONFIG, new Wiring.Endpoints(emulator.aws(), emulator.dynamodb()));
      try (PrintStream log =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
        new RecheckHandler(wiring, log, new SystemTime(InstantSource.system()))
            .handleRequest(new ByteArrayInputStream(event), answer, null);
      } finally {
        wiring.clients().close();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long growth = heap.growth();
      JsonNode found = MAPPER.readTree(answer.toByteArray());
      return new RecheckFigures.Run(
          seconds,
          growth,
          emulator.calls().snapshot(),
          found.path("names").path("in-sync").asInt(),
          found.path("troubles").size());
    }
  }
}
