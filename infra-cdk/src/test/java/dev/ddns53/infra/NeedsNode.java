package dev.ddns53.infra;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that make templates: the CDK runs on Node, so without it they are skipped, and say so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {

  /** Looks for {@code node} on the PATH. */
  final class Condition implements ExecutionCondition {

    private static final String MISSING =
        "Node is not on the PATH: the tests that make CloudFormation templates are skipped";
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (isThere()) {
        return ConditionEvaluationResult.enabled("Node is on the PATH");
      }
      if (!SAID.getAndSet(true)) {
        System.err.println(MISSING);
      }
      return ConditionEvaluationResult.disabled(MISSING);
    }

    private static boolean isThere() {
      String path = System.getenv().getOrDefault("PATH", "");
      return Arrays.stream(path.split(File.pathSeparator))
          .flatMap(
              folder ->
                  Arrays.stream(new String[] {"node", "node.exe"})
                      .map(name -> Path.of(folder, name)))
          .anyMatch(Files::isExecutable);
    }
  }
}
