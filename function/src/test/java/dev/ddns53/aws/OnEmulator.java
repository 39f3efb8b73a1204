package dev.ddns53.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.emulator.http.Fault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The signed update path on the emulator, whose calls are counted and which fails on demand. */
abstract class OnEmulator {

  static final String READ = "dynamodb BatchGetItem";
  static final String TRANSACT = "dynamodb TransactWriteItems";
  static final String PUT = "dynamodb PutItem";
  static final String MASTER_KEY = "ssm GetParameter";
  static final String LIST = "route53 ListResourceRecordSets";
  static final String CHANGE = "route53 ChangeResourceRecordSets";

  Backend backend;
  Instance function;

  @BeforeEach
  void start() {
    Endpoint.chosen().needsOurEmulator();
    backend = Backend.fresh();
    function = new Instance(backend);
  }

  @AfterEach
  void end() {
    if (Endpoint.chosen().emulator().isPresent()) {
      backend.emulator().faults().clear();
      function.assertNoSecretTold();
      backend.close();
    }
  }

  /** Demands exactly these calls, counted by service and action. */
  void assertCalls(Map<String, Integer> expected, Runnable action) {
    assertEquals(new TreeMap<>(expected), calls(action));
  }

  /** The calls that an action makes. */
  Map<String, Integer> calls(Runnable action) {
    Map<String, Integer> before = backend.emulator().calls().snapshot();
    action.run();
    Map<String, Integer> calls = new TreeMap<>();
    backend
        .emulator()
        .calls()
        .snapshot()
        .forEach(
            (call, count) -> {
              int more = count - before.getOrDefault(call, 0);
              if (more > 0) {
                calls.put(call, more);
              }
            });
    return calls;
  }

  /** From now on calls fail, until {@link #recover}. */
  void fail(String call, Fault.Kind kind) {
    String[] parts = call.split(" ", 2);
    backend.emulator().faults().add(Fault.always(parts[0], parts[1], kind));
  }

  void failOnce(String call, Fault.Kind kind) {
    String[] parts = call.split(" ", 2);
    backend.emulator().faults().add(Fault.once(parts[0], parts[1], kind));
  }

  void recover() {
    backend.emulator().faults().clear();
  }

  NameState stored(String name) {
    return backend.wiring().state().names(List.of(World.fqdn(name))).getFirst().state();
  }

  SiteState heard(String site) {
    return backend.wiring().state().site(new SiteId(site)).state();
  }

  List<String> values(String name, String type) {
    return backend.values(World.fqdn(name), type);
  }
}
