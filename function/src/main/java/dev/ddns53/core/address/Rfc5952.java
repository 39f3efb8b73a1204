package dev.ddns53.core.address;

/** The canonical text of an IPv6 address (RFC 5952, section 4). */
final class Rfc5952 {

  private static final int GROUPS = 8;

  private Rfc5952() {}

  static String text(byte[] octets) {
    Run zeros = longestZeroRun(octets);
    StringBuilder text = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      if (group == zeros.start) {
        text.append("::");
        group += zeros.length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(octets, group)));
      }
    }
    return text.toString();
  }

  private record Run(int start, int length) {}

  /** The leftmost longest run of at least two zero groups; one that starts at -1 when none is. */
  private static Run longestZeroRun(byte[] octets) {
    Run longest = new Run(-1, 1);
    int length = 0;
    for (int group = 0; group < GROUPS; group++) {
      length = group(octets, group) == 0 ? length + 1 : 0;
      if (length > longest.length) {
        longest = new Run(group - length + 1, length);
      }
    }
    return longest;
  }

  private static int group(byte[] octets, int index) {
    return ((octets[2 * index] & 0xff) << 8) | (octets[2 * index + 1] & 0xff);
  }
}
