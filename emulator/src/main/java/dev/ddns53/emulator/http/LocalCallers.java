package dev.ddns53.emulator.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets in programs of this machine, and no page that a browser shows. Whatever listens on loopback
 * can be called by any page: a host name that leads to 127.0.0.1 makes it the page's own origin,
 * and a simple POST is sent to any other.
 *
 * <pre>
 *  header          let in
 *  ──────────────  ─────────────────────────────────────
 *  Host            one, an address or name of loopback
 *  Origin          none
 *  Sec-Fetch-Site  none, or "none": typed into a browser
 * </pre>
 */
public final class LocalCallers extends Filter {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int FORBIDDEN = 403;

  @Override
  public String description() {
    return "programs of this machine, and no page that a browser shows";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<String> refusal =
        refusal(name -> exchange.getRequestHeaders().getOrDefault(name, List.of()));
    if (refusal.isEmpty()) {
      chain.doFilter(exchange);
      return;
    }
    try (exchange) {
      byte[] text = (refusal.get() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "text/plain");
      exchange.sendResponseHeaders(FORBIDDEN, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  /**
   * Why a request is not let in; empty when it is.
   *
   * @param headers the values of a header, as they came
   */
  public static Optional<String> refusal(Function<String, List<String>> headers) {
    List<String> hosts = headers.apply("Host");
    if (hosts.size() != 1 || !LOOPBACK.contains(host(hosts.getFirst()))) {
      return Optional.of(
          "This listens for programs on this machine: call it as 127.0.0.1 or localhost.");
    }
    boolean page =
        !headers.apply("Origin").isEmpty()
            || headers.apply("Sec-Fetch-Site").stream().anyMatch(site -> !site.equals("none"));
    return page ? Optional.of("No web page may call this.") : Optional.empty();
  }

  /** Without the port. */
  private static String host(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon > text.lastIndexOf(']') ? text.substring(0, colon) : text;
    return host.toLowerCase(Locale.ROOT);
  }
}
