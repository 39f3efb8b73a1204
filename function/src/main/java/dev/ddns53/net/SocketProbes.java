package dev.ddns53.net;

import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.fleet.Probe.Check;
import dev.ddns53.core.port.Probes;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Probes by sockets of this machine. */
public final class SocketProbes implements Probes {

  private static final int AT_ONCE = 128;

  private final Patience patience;

  /**
   * How long to wait.
   *
   * @param each for one connection, and again for one answer
   * @param all for all of them
   */
  public record Patience(Duration each, Duration all) {

    /** Three seconds for each, twenty for all. */
    public static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(3), Duration.ofSeconds(20));
  }

  public SocketProbes(Patience patience) {
    this.patience = patience;
  }

  @Override
  public Map<Target, Answer> probe(Collection<Target> targets) {
    List<Target> all = List.copyOf(targets);
    Semaphore places = new Semaphore(AT_ONCE);
    Map<Target, Answer> answers = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> tries =
          threads.invokeAll(
              all.stream()
                  .<Callable<Answer>>map(
                      target ->
                          () -> {
                            places.acquire();
                            try {
                              return probe(target);
                            } finally {
                              places.release();
                            }
                          })
                  .toList(),
              patience.all.toMillis(),
              TimeUnit.MILLISECONDS);
      for (int i = 0; i < all.size(); i++) {
        answers.put(all.get(i), answer(tries.get(i)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return answers;
  }

  private static Answer answer(Future<Answer> tried) throws InterruptedException {
    try {
      return tried.get();
    } catch (CancellationException late) {
      return new Answer.NotProbed("there was no time left");
    } catch (ExecutionException e) {
      return new Answer.NotProbed(String.valueOf(e.getCause()));
    }
  }

  private Answer probe(Target target) {
    InetSocketAddress address = address(target.address(), target.check());
    if (!isRouted(address)) {
      return new Answer.NotProbed(
          "this machine has no way to " + target.address().family() + " addresses such as this");
    }
    try (Socket socket = new Socket()) {
      int millis = Math.toIntExact(patience.each.toMillis());
      socket.setSoTimeout(millis);
      socket.connect(address, millis);
      return switch (target.check()) {
        case Check.Tcp tcp -> new Answer.Up();
        case Check.Http http -> HttpProbe.of(socket, host(target.name(), address), http);
      };
    } catch (SocketTimeoutException e) {
      return new Answer.Down("no answer within " + patience.each.toMillis() + " ms");
    } catch (BindException ours) {
      return new Answer.NotProbed(reason(ours));
    } catch (IOException e) {
      return new Answer.Down(reason(e));
    }
  }

  private static InetSocketAddress address(IpAddress address, Check check) {
    return new InetSocketAddress(address.inet(), check.port());
  }

  /** Whether this machine would know where to send a packet. Sends none. */
  private static boolean isRouted(InetSocketAddress address) {
    try (DatagramSocket packets = new DatagramSocket()) {
      packets.connect(address);
      return true;
    } catch (SocketException noRoute) {
      return false;
    }
  }

  /** A wildcard is no host's name. */
  private static String host(Fqdn name, InetSocketAddress address) {
    return name.value().startsWith("*") ? address.getAddress().getHostAddress() : name.value();
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
