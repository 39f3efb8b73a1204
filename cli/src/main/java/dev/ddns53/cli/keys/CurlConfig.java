package dev.ddns53.cli.keys;

import dev.ddns53.core.fleet.SiteId;
import java.net.URI;

/**
 * The file that makes {@code curl -K FILE} a whole client for one site.
 *
 * <p>A curl that does not know an option of a file only warns of it. One older than 7.75 would
 * therefore send {@code user}, and with it the key, as Basic. {@code digest} keeps it from that:
 * such a curl waits for a challenge that never comes. A newer one drops {@code digest} in favour of
 * the signature. {@code fail} is what makes either fail loudly; {@code fail-with-body} is too new,
 * and no curl takes both.
 */
public final class CurlConfig {

  private CurlConfig() {}

  /**
   * The file's text, which holds the key.
   *
   * @param api the service's base address
   */
  public static String text(URI api, SiteId site, String key) {
    Spread spread = new Spread(site);
    return """
    # Site %s of ddns53: "curl -K THIS_FILE" reports. Whoever reads this file can move the site's names.
    # Line for cron: %s
    # Needs curl 7.75 or newer. An older one cannot sign, and fails: use ddns53-client.
    url = "%s/v1/update"
    aws-sigv4 = "ddns:ddns:global:update"
    # So that a curl that cannot sign does not send the key itself.
    digest
    user = "%s:%s"
    header = "Content-Type: application/json"
    # {} reports the address that you call from. For another write it here: curl joins a second -d to this.
    data = "{}"
    silent
    show-error
    fail
    write-out = "%%{onerror}%%{stderr}ddns53: not reported. For the reason: curl -K FILE --no-fail. A curl older than 7.75 is too old: use ddns53-client.\\n"
    max-time = 60
    # After 408, 429, 5xx or no answer it calls again, at a time of its own.
    retry = 3
    retry-delay = %d
    retry-max-time = 120
    """
        .formatted(site, spread.cron("THIS_FILE"), base(api), site, key, spread.retryDelay());
  }

  /** Without the slash at its end. */
  static String base(URI api) {
    String text = api.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
