package dev.ddns53.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A client that is built when it is first asked for, once. */
final class Lazy<T extends SdkAutoCloseable> implements AutoCloseable {

  private final Supplier<T> builder;
  private @Nullable T built;

  Lazy(Supplier<T> builder) {
    this.builder = builder;
  }

  synchronized T get() {
    T client = built;
    if (client == null) {
      client = builder.get();
      built = client;
    }
    return client;
  }

  /** Closes it, if it was built. */
  @Override
  public synchronized void close() {
    T client = built;
    if (client != null) {
      client.close();
    }
  }
}
