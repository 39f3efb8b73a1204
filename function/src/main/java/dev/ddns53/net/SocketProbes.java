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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Probes by sockets of this machine: so many at once, each ended when its time is over, whatever
 * the other side sends. Their order is another one in each run, and whom a run could not reach
 * comes first in the next one of this process.
 */
public final class SocketProbes implements Probes {

  /** For all zones together: less than the 1,024 files that a function may have open. */
  private static final int AT_ONCE = 500;

  private final Patience patience;
  private final Semaphore places;
  private final Set<Target> missed = ConcurrentHashMap.newKeySet();

  /**
   * How long to wait.
   *
   * @param each for one probe from its start; a half of it for the connection
   * @param all for all of them
   */
  public record Patience(Duration each, Duration all) {

    /** Six seconds for each, twenty for all. */
    public static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(6), Duration.ofSeconds(20));

    private int millis() {
      return Math.toIntExact(each.toMillis());
    }
  }

  public SocketProbes(Patience patience) {
    this(patience, AT_ONCE);
  }

  SocketProbes(Patience patience, int atOnce) {
    this.patience = patience;
    this.places = new Semaphore(atOnce, true);
  }

  @Override
  public Map<Target, Answer> probe(Collection<Target> targets) {
    List<Target> all = ordered(targets);
    Map<Target, Answer> answers = new HashMap<>();
    try (ScheduledExecutorService ends = Executors.newSingleThreadScheduledExecutor();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> tries =
          threads.invokeAll(
              all.stream().map(target -> placed(target, ends)).toList(),
              patience.all.toMillis(),
              TimeUnit.MILLISECONDS);
      for (int i = 0; i < all.size(); i++) {
        answers.put(all.get(i), answer(tries.get(i)));
      }
      ends.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    remember(answers);
    return answers;
  }

  /** Whom the last run missed first; the others in any order, so that nobody is always the last. */
  private List<Target> ordered(Collection<Target> targets) {
    List<Target> all = new ArrayList<>(targets);
    Collections.shuffle(all);
    all.sort(Comparator.comparing(target -> !missed.contains(target)));
    return all;
  }

  private void remember(Map<Target, Answer> answers) {
    answers.forEach(
        (target, answer) -> {
          if (answer.equals(Answer.NO_TIME)) {
            missed.add(target);
          } else {
            missed.remove(target);
          }
        });
  }

  private Callable<Answer> placed(Target target, ScheduledExecutorService ends) {
    return () -> {
      places.acquire();
      try {
        return probe(target, ends);
      } finally {
        places.release();
      }
    };
  }

  private static Answer answer(Future<Answer> tried) throws InterruptedException {
    try {
      return tried.get();
    } catch (CancellationException late) {
      return Answer.NO_TIME;
    } catch (ExecutionException e) {
      return new Answer.NotProbed(String.valueOf(e.getCause()));
    }
  }

  private Answer probe(Target target, ScheduledExecutorService ends) {
    InetSocketAddress address = address(target.address(), target.check());
    if (!isRouted(address)) {
      return new Answer.NotProbed(
          "this machine has no way to " + target.address().family() + " addresses such as this");
    }
    long start = System.nanoTime();
    try (Socket socket = new Socket()) {
      Future<?> end = ends.schedule(() -> end(socket), patience.millis(), TimeUnit.MILLISECONDS);
      try {
        socket.setSoTimeout(patience.millis());
        socket.connect(address, Math.max(1, patience.millis() / 2));
        return switch (target.check()) {
          case Check.Tcp tcp -> new Answer.Up();
          case Check.Http http -> HttpProbe.of(socket, host(target.name(), address), http);
        };
      } finally {
        end.cancel(false);
      }
    } catch (BindException ours) {
      return new Answer.NotProbed(reason(ours));
    } catch (SocketTimeoutException e) {
      return new Answer.Down(late(start));
    } catch (IOException e) {
      boolean ended = System.nanoTime() - start >= patience.each.toNanos();
      return new Answer.Down(ended ? late(start) : reason(e));
    }
  }

  /** Closes a socket under whoever reads or writes there. */
  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // it is as good as closed
    }
  }

  private String late(long start) {
    boolean whole = System.nanoTime() - start >= patience.each.toNanos() * 3 / 4;
    return whole
        ? "no answer within " + patience.millis() + " ms"
        : "no connection within " + patience.millis() / 2 + " ms";
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
