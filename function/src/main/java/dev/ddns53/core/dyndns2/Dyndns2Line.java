package dev.ddns53.core.dyndns2;

/**
 * What a router is told of one host.
 *
 * @param address as the router spelled it: pfSense compares it with what it sent
 */
public record Dyndns2Line(Dyndns2Code code, String address) {

  /** The line on the wire; {@code good} and {@code nochg} are followed by the address. */
  public String text() {
    return switch (code) {
      case GOOD, NOCHG -> code.text() + " " + address;
      case BADAUTH, NOTFQDN, NOHOST, NUMHOST, DNSERR, LATER -> code.text();
    };
  }
}
