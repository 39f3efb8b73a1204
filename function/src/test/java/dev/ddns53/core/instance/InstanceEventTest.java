package dev.ddns53.core.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ddns53.World;
import dev.ddns53.core.fleet.AwsRegion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether EC2's description is older than the event: the truth table. */
final class InstanceEventTest {

  private static final InstanceId ID = new InstanceId("i-0000000a");

  @ParameterizedTest
  @CsvSource({
    // event, newer than a description as: pending, running, stopping, stopped, shutting-down,
    // terminated, not at all
    "pending, no no no no no no yes",
    "running, yes no no no no no yes",
    "stopping, yes yes no no no no no",
    "stopped, yes yes no no no no no",
    "shutting-down, yes yes yes yes no no no",
    "terminated, yes yes yes yes no no no"
  })
  void event_newerThanItsDescription(String happened, String answers) {
    InstanceEvent event =
        new InstanceEvent(
            new AwsRegion("ap-northeast-1"),
            ID,
            InstanceState.parse(happened).orElseThrow(),
            Optional.empty());
    List<String> expected = List.of(answers.split(" ", -1));
    List<InstanceState> states = List.of(InstanceState.values());
    for (int i = 0; i < states.size(); i++) {
      InstanceState shown = states.get(i);
      assertEquals(
          expected.get(i).equals("yes"),
          event.isNewerThan(List.of(instance("i-0000000b", shown), instance(ID.value(), shown))),
          shown.slug());
    }
    assertEquals(
        expected.getLast().equals("yes"),
        event.isNewerThan(List.of(instance("i-0000000b", InstanceState.RUNNING))));
  }

  private static Instance instance(String id, InstanceState state) {
    return new Instance(new InstanceId(id), state, World.START, Map.of(), Map.of());
  }
}
