package dev.ddns53.bench.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.management.ThreadMXBean;
import dev.ddns53.handler.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The function's handler, which leaves a line for each request: how many bytes all threads
 * allocated meanwhile. It runs in the measured process, and knows nothing but what is there.
 */
public final class MeteredHandler implements RequestStreamHandler {

  /** The variable that names the file of these lines. */
  public static final String FILE = "DDNS53_BENCH_ALLOCATED";

  private final HttpHandler handler = new HttpHandler();
  private final Path file = Path.of(System.getenv(FILE));
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  @Override
  public void handleRequest(InputStream event, OutputStream answer, @Nullable Context context)
      throws IOException {
    long before = threads.getTotalThreadAllocatedBytes();
    handler.handleRequest(event, answer, context);
    long allocated = threads.getTotalThreadAllocatedBytes() - before;
    Files.writeString(file, allocated + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
