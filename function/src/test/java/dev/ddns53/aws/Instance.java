package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ddns53.Answer;
import dev.ddns53.Requests;
import dev.ddns53.Signer;
import dev.ddns53.Wiring;
import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.core.recheck.RecheckResult;
import dev.ddns53.handler.HttpHandler;
import dev.ddns53.handler.JsonLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** One instance of the function on a backend, as Lambda runs it: events in, answers and log out. */
final class Instance {

  private final Backend backend;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final HttpHandler handler;
  private final BatchPublisher batches;
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> signatures = new ConcurrentLinkedQueue<>();
  private volatile Instant now = World.START;

  Instance(Backend backend) {
    this.backend = backend;
    this.handler =
        new HttpHandler(
            Wiring.of(backend.wiring().config(), backend.wiring().clients()),
            new JsonLog(new PrintStream(lines, true, StandardCharsets.UTF_8)),
            () -> now);
    this.batches = backend.wiring().batches(time());
  }

  private Time time() {
    return new Time() {
      @Override
      public Instant now() {
        return now;
      }

      @Override
      public void pass(Duration duration) {
        Instance.this.pass(duration);
      }
    };
  }

  Instant now() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /** Publishes in a batch, as the stream makes it happen; the names that must come again. */
  Set<Fqdn> stream(String... names) {
    return batches.publish(Stream.of(names).map(World::fqdn).toList(), now.plusSeconds(60)).left();
  }

  /** The re-check of a zone, at the time of this instance. */
  RecheckResult recheck(ZoneId zone) {
    return backend.wiring().recheck(time()).run(Optional.of(zone));
  }

  /** A site's update of now. */
  Requests signed(String site, String body) {
    return signed(site, World.FIRST_KEY, body);
  }

  Requests signed(String site, KeyGeneration key, String body) {
    Signer signer = backend.signer(site, key);
    return signer.sign(Requests.update(body), now);
  }

  Answer send(Requests request) {
    Answer answer = Answer.of(handler, request.event());
    answers.add(answer.toString());
    String authorization = request.header("authorization");
    signatures.add(authorization.substring(authorization.lastIndexOf('=') + 1));
    return answer;
  }

  /** A second later, signs and sends an update. */
  Answer update(String site, String body) {
    pass(Duration.ofSeconds(1));
    return send(signed(site, body));
  }

  /** Demands that neither log nor answers hold a key, a signature or the master key. */
  void assertNoSecretTold() {
    List<String> secrets = new ArrayList<>(backend.secrets());
    signatures.stream().filter(text -> !text.isEmpty()).forEach(secrets::add);
    for (String secret : secrets) {
      assertFalse(log().contains(secret), "the log tells a secret");
      assertTrue(
          answers.stream().noneMatch(answer -> answer.contains(secret)),
          "an answer tells a secret");
    }
  }

  /** All that was logged, as text. */
  String log() {
    return lines.toString(StandardCharsets.UTF_8);
  }
}
