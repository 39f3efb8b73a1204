package dev.ddns53.core.address;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A block of the IANA special-purpose address registries, or one that is as special: a line of
 * {@link SpecialPurposeTable}, which names sources and dates.
 *
 * @param kind why it is refused; empty for documentation that is accepted
 * @param reach whether IANA calls it globally reachable
 * @param name its name and reference
 */
record SpecialBlock(Cidr range, Optional<SpecialRange> kind, Reach reach, String name) {

  private static final String ACCEPTED = "accepted";

  /** The registry's verdict. */
  enum Reach {
    TRUE,
    FALSE,
    /** It gives none. */
    NONE
  }

  /** All there are, the narrowest first. */
  static final List<SpecialBlock> ALL = read();

  /** The narrowest block that holds the address. */
  static Optional<SpecialBlock> of(IpAddress address) {
    return ALL.stream().filter(block -> block.range.contains(address)).findFirst();
  }

  private static List<SpecialBlock> read() {
    return SpecialPurposeTable.TEXT
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(SpecialBlock::of)
        .sorted(Comparator.comparingInt((SpecialBlock block) -> block.range.prefix()).reversed())
        .toList();
  }

  private static SpecialBlock of(String line) {
    String[] parts = line.split(" *\\| *", -1);
    return new SpecialBlock(
        Cidr.parse(parts[0]).orElseThrow(),
        Optional.of(parts[1]).filter(kind -> !kind.equals(ACCEPTED)).map(SpecialBlock::kind),
        parts[2].equals("n/a") ? Reach.NONE : Reach.valueOf(parts[2].toUpperCase(Locale.ROOT)),
        parts[3]);
  }

  private static SpecialRange kind(String slug) {
    return SpecialRange.valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
