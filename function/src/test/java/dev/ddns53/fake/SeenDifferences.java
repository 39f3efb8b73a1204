package dev.ddns53.fake;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Judges the tests that are declared to fail on an endpoint.
 *
 * <pre>
 *  the endpoint has the difference   the test   so it
 *  ───────────────────────────────   ────────   ──────────────────────────────────────
 *  no                                any        is judged as any other
 *  yes                               fails      is skipped: the difference was seen
 *  yes                               passes     fails: the endpoint was mended
 * </pre>
 */
final class SeenDifferences implements InvocationInterceptor {

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    judge(test, method, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    judge(test, method, context);
  }

  private static void judge(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    Optional<Difference> difference = difference(method.getExecutable(), context);
    if (difference.isEmpty()) {
      test.proceed();
      return;
    }
    String text = difference.get().text();
    try {
      test.proceed();
    } catch (AssertionError | SdkException seen) {
      throw new TestAbortedException("seen: this endpoint " + text, seen);
    }
    throw new AssertionFailedError(
        "It is declared that this endpoint %s, but it no longer does: take %s off its differences."
            .formatted(text, difference.get()));
  }

  private static Optional<Difference> difference(Method test, ExtensionContext context) {
    return Optional.ofNullable(test.getAnnotation(FailsWhere.class))
        .map(FailsWhere::value)
        .filter(((OnAnyEndpoint) context.getRequiredTestInstance()).differences()::contains);
  }
}
