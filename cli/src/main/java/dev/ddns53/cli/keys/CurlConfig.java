package dev.ddns53.cli.keys;

import dev.ddns53.core.fleet.SiteId;
import java.net.URI;

/** The file that makes {@code curl -K FILE} a whole client for one site. */
public final class CurlConfig {

  /** How curl shall fail when the service refuses. */
  public enum OnRefusal {
    /** With the service's explanation: curl 7.76 or newer. */
    EXPLAIN("fail-with-body"),
    /** Without it: curl 7.75. */
    SILENT("fail");

    private final String option;

    OnRefusal(String option) {
      this.option = option;
    }
  }

  private CurlConfig() {}

  /**
   * The file's text, which holds the key.
   *
   * @param api the service's base address
   */
  public static String text(URI api, SiteId site, String key, OnRefusal onRefusal) {
    Spread spread = new Spread(site);
    return """
    # Site %s of ddns53: "curl -K THIS_FILE" reports. Whoever reads this file can move the site's names.
    # Line for cron: %s
    # Needs curl 7.76 or newer; for 7.75 write "fail" in place of "fail-with-body".
    url = "%s/v1/update"
    aws-sigv4 = "ddns:ddns:global:update"
    user = "%s:%s"
    header = "Content-Type: application/json"
    # {} reports the address that you call from. For another write it here: curl joins a second -d to this.
    data = "{}"
    silent
    show-error
    %s
    max-time = 60
    # After 408, 429, 5xx or no answer it calls again, at a time of its own. With "fail-with-body" only curl 7.85 or newer does.
    retry = 3
    retry-delay = %d
    retry-max-time = 120
    """
        .formatted(
            site,
            spread.cron("THIS_FILE"),
            base(api),
            site,
            key,
            onRefusal.option,
            spread.retryDelay());
  }

  private static String base(URI api) {
    String text = api.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
