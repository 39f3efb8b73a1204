package dev.ddns53.core.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote something else. */
public final class Similar {

  private static final int LONGEST = 64;
  private static final int MOST_EDITS = 2;

  private Similar() {}

  /**
   * The candidate that the fewest edits away: at most two, and fewer than a half of its characters.
   */
  public static Optional<String> to(String text, Collection<String> candidates) {
    return candidates.stream()
        .filter(each -> !each.equals(text) && each.length() <= LONGEST && text.length() <= LONGEST)
        .filter(each -> edits(text, each) <= Math.min(MOST_EDITS, (each.length() - 1) / 2))
        .min(
            Comparator.comparingInt((String each) -> edits(text, each))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Characters to insert, delete, replace, or exchange with their neighbour; case is no edit. */
  private static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int edits(int[][] known, String a, String b, int i, int j) {
    int replaced = known[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(known[i - 1][j], known[i][j - 1]) + 1);
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(least, known[i - 2][j - 2] + 1) : least;
  }
}
