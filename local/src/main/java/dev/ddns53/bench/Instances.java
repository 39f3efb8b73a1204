package dev.ddns53.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Instances of a function, as Lambda uses them: each deals with one request at a time. */
final class Instances implements RequestStreamHandler {

  private volatile BlockingQueue<RequestStreamHandler> free = new LinkedBlockingQueue<>();

  /** Requests that come from now on are answered by these. */
  void replace(List<RequestStreamHandler> others) {
    free = new LinkedBlockingQueue<>(others);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, @Nullable Context context)
      throws IOException {
    BlockingQueue<RequestStreamHandler> from = free;
    try {
      RequestStreamHandler one = from.take();
      try {
        one.handleRequest(event, answer, context);
      } finally {
        from.add(one);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("the measurement ends", stopped);
    }
  }
}
