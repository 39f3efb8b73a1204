package dev.ddns53.cli.fleet;

import com.ibm.icu.text.IDNA;
import dev.ddns53.core.address.Fqdn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Domain names as people write them: labels of other scripts become A-labels by UTS #46,
 * non-transitional, as browsers and registries do it. So {@code straße} stays itself.
 */
public final class DomainNames {

  private static final int LONGEST = 1_000;

  /** What our own syntax judges, more kindly or more strictly. */
  private static final Set<IDNA.Error> OTHERS =
      EnumSet.of(
          IDNA.Error.EMPTY_LABEL,
          IDNA.Error.LABEL_TOO_LONG,
          IDNA.Error.DOMAIN_NAME_TOO_LONG,
          IDNA.Error.HYPHEN_3_4);

  private DomainNames() {}

  /** The name in A-labels; empty when it is none. */
  public static Optional<Fqdn> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    boolean plain =
        text.chars().allMatch(c -> c < 0x80)
            && Arrays.stream(text.split("\\.", -1)).noneMatch(DomainNames::isALabel);
    return plain ? Fqdn.parse(text) : ascii(text).flatMap(Fqdn::parse);
  }

  private static boolean isALabel(String label) {
    return label.regionMatches(true, 0, "xn--", 0, 4);
  }

  private static Optional<String> ascii(String text) {
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = Tables.IDNA_TABLES.nameToASCII(text, new StringBuilder(), info);
    return Optional.of(ascii.toString()).filter(each -> OTHERS.containsAll(info.getErrors()));
  }

  /** Loaded by whoever needs them: most names are plain. */
  private static final class Tables {
    private static final IDNA IDNA_TABLES =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ);
  }
}
