package dev.ddns53.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ddns53.bench.lambda.ContainerCredentials;
import dev.ddns53.bench.lambda.MeasuredProcess;
import dev.ddns53.bench.lambda.Relay;
import dev.ddns53.bench.lambda.RuntimeApi;
import dev.ddns53.bench.lambda.RuntimeFault;
import dev.ddns53.emulator.http.Calls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One process from its start to its end, with a site of its own:
 *
 * <pre>
 *  request 1         the site reports a new address: 200, updated
 *  requests 2 to 20  the same report again: 200, unchanged
 *  warm requests     likewise
 *  the last          a second new address, after a quiet second: 200, updated
 * </pre>
 */
final class ColdRun implements AutoCloseable {

  /** Requests of the curve: the first, and 19 that change nothing. */
  static final int CURVE = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PATIENCE_AT_THE_END = Duration.ofMinutes(2);

  /** A request sends itself only in a zone that has been quiet for a second. */
  private static final Duration QUIET = Duration.ofMillis(1_100);

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ColdWorld world;
  private final BenchSite site;
  private final RuntimeApi api;
  private final Relay aws;
  private final Relay dynamodb;
  private final ContainerCredentials credentials;
  private final MeasuredProcess process;

  /**
   * What was measured.
   *
   * @param first until the answer of the first update, from the spawn or the resumption
   * @param cpu processor time until then
   * @param curve times of the requests 2 to 20
   * @param warmCpu processor time of all warm requests together
   * @param second time of the second change
   * @param cut connections that were open when the snapshot was resumed
   */
  record Result(
      Duration first,
      Duration cpu,
      long peakKibibytes,
      List<Duration> curve,
      List<Duration> warm,
      Duration warmCpu,
      Duration second,
      long peakKibibytesAtEnd,
      ColdCalls calls,
      int cut) {}

  private ColdRun(ColdWorld world, ColdLaunch launch, ColdCourse course, Path output)
      throws IOException {
    this.world = world;
    this.site = world.nextSite();
    api = RuntimeApi.start();
    aws = world.aws();
    dynamodb = world.dynamodb(course.counted());
    credentials = ContainerCredentials.start();
    Map<String, String> environment = environment(launch);
    process = MeasuredProcess.start(launch.command(), launch.folder(), environment, output);
    process.tell(api);
  }

  /** Runs a process, and sees that it did what it says. */
  static Result of(ColdWorld world, ColdLaunch launch, ColdCourse course)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("ddns53-cold", ".log");
    try (ColdRun run = new ColdRun(world, launch, course, output)) {
      Result result = run.measure(launch.snapshot(), course);
      if (course.end() == ColdCourse.End.BY_ITSELF && !run.process.end(PATIENCE_AT_THE_END)) {
        throw new RuntimeFault("the training does not end; it printed: " + run.process.printed());
      }
      return result;
    } catch (RuntimeFault fault) {
      throw new RuntimeFault(launch.variant().word() + ": " + fault.getMessage());
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private Map<String, String> environment(ColdLaunch launch) {
    Map<String, String> all = new HashMap<>();
    all.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    all.put("LANG", "en_US.UTF-8");
    all.put("TZ", ":UTC");
    all.put("AWS_REGION", "us-east-1");
    all.put("AWS_DEFAULT_REGION", "us-east-1");
    all.put("AWS_LAMBDA_FUNCTION_NAME", "bench");
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(ColdPackage.MEMORY_MB));
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench");
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", "bench");
    all.put("AWS_LAMBDA_RUNTIME_API", api.authority());
    all.put("LAMBDA_TASK_ROOT", launch.folder().toString());
    all.put("_HANDLER", ColdPackage.HANDLER);
    all.put("AWS_ENDPOINT_URL_ROUTE_53", aws.uri().toString());
    all.put("AWS_ENDPOINT_URL_SSM", aws.uri().toString());
    all.put("AWS_ENDPOINT_URL_DYNAMODB", dynamodb.uri().toString());
    all.put("DDNS53_REGISTRY_TABLE", Bench.CONFIG.registryTable());
    all.put("DDNS53_STATE_TABLE", Bench.CONFIG.stateTable());
    all.put("DDNS53_MASTER_KEY_PARAMETER", Bench.CONFIG.masterKeyParameter());
    if (launch.snapshot()) {
      all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
      all.putAll(credentials.environment());
    } else {
      all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
      all.put("AWS_ACCESS_KEY_ID", "local");
      all.put("AWS_SECRET_ACCESS_KEY", "local");
      all.put("AWS_SESSION_TOKEN", "local");
    }
    all.putAll(world.environment());
    all.putAll(launch.environment());
    return all;
  }

  private Result measure(boolean snapshot, ColdCourse course)
      throws IOException, InterruptedException {
    Duration before = Duration.ZERO;
    int cut = 0;
    long from = process.spawned();
    if (snapshot) {
      api.awaitSnapshot(PATIENCE);
      cut = aws.cut() + dynamodb.cut();
      before = process.cpu();
    }
    byte[] event = world.event(site, 1);
    Calls calls = world.emulator().calls();
    calls.reset();
    if (snapshot) {
      from = api.resume();
    }
    RuntimeApi.Answer answer = send(event, "updated");
    First first =
        new First(
            Duration.ofNanos(answer.at() - from),
            process.cpu().minus(before),
            process.peakKibibytes().orElse(0),
            ColdCalls.take(calls),
            cut);
    require(world.isPublished(site, 1), "Route 53 does not hold what was answered as updated");
    return course.end() == ColdCourse.End.AFTER_THE_FIRST
        ? first.alone()
        : goOn(first, course, calls);
  }

  private record First(
      Duration time, Duration cpu, long peakKibibytes, Map<String, Integer> calls, int cut) {

    Result alone() {
      return new Result(
          time,
          cpu,
          peakKibibytes,
          List.of(),
          List.of(),
          Duration.ZERO,
          Duration.ZERO,
          peakKibibytes,
          ColdCalls.NONE,
          cut);
    }
  }

  private Result goOn(First first, ColdCourse course, Calls calls)
      throws IOException, InterruptedException {
    List<Duration> curve = unchanged(CURVE - 2);
    calls.reset();
    curve.addAll(unchanged(1));
    Map<String, Integer> ofUnchanged = ColdCalls.take(calls);
    Duration before = process.cpu();
    List<Duration> warmed = unchanged(course.warm());
    Duration warmCpu = process.cpu().minus(before);
    Thread.sleep(QUIET);
    calls.reset();
    Duration second = took(send(world.event(site, 2), "updated"));
    Map<String, Integer> ofSecond = ColdCalls.take(calls);
    require(world.isPublished(site, 2), "Route 53 does not hold the second change");
    return new Result(
        first.time,
        first.cpu,
        first.peakKibibytes,
        curve,
        warmed,
        warmCpu,
        second,
        process.peakKibibytes().orElse(0),
        new ColdCalls(first.calls, ofUnchanged, ofSecond),
        first.cut);
  }

  private List<Duration> unchanged(int count) throws IOException, InterruptedException {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(took(send(world.event(site, 1), "unchanged")));
    }
    return times;
  }

  private static Duration took(RuntimeApi.Answer answer) {
    return Duration.ofNanos(answer.at() - answer.handed());
  }

  private RuntimeApi.Answer send(byte[] event, String outcome)
      throws IOException, InterruptedException {
    RuntimeApi.Answer answer = api.invoke(event, PATIENCE);
    JsonNode root = MAPPER.readTree(answer.body());
    String body = root.path("body").asText();
    List<String> outcomes = MAPPER.readTree(body).path("records").findValuesAsText("status");
    boolean good = root.path("statusCode").asInt() == 200 && outcomes.equals(List.of(outcome));
    require(good, "answered otherwise than " + outcome + ": " + answer.body());
    return answer;
  }

  private void require(boolean holds, String otherwise) throws RuntimeFault {
    if (!holds) {
      throw new RuntimeFault(otherwise + "; it printed: " + process.printed());
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
    api.close();
    aws.close();
    dynamodb.close();
    credentials.close();
  }
}
