package dev.ddns53.bench;

import dev.ddns53.bench.lambda.CpuQuota;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a variant's process is started.
 *
 * @param folder where; the runtime client takes the function's jars from its {@code lib/}
 * @param environment beyond what all have
 * @param snapshot whether it is started beforehand and resumed, as SnapStart does
 */
record ColdLaunch(
    ColdVariant variant,
    List<String> command,
    Path folder,
    Map<String, String> environment,
    boolean snapshot) {

  ColdLaunch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** The same on one processor, by the command taskset. */
  ColdLaunch onOneProcessor() {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
    pinned.addAll(command);
    return by(pinned);
  }

  /** The same with a part of the processors. */
  ColdLaunch within(CpuQuota quota) {
    return by(quota.around(command));
  }

  private ColdLaunch by(List<String> other) {
    return new ColdLaunch(variant, other, folder, environment, snapshot);
  }
}
