package dev.ddns53.emulator.ssm;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Parameter Store takes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
 */
final class ParameterRules {

  static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+|(/[a-zA-Z0-9_.-]+)+");
  private static final Pattern RESERVED = Pattern.compile("/?(aws|ssm).*");
  private static final int LONGEST_NAME = 1_011;
  private static final int DEEPEST = 15;
  private static final int STANDARD_OCTETS = 4_096;
  private static final int ADVANCED_OCTETS = 8_192;

  private ParameterRules() {}

  static void checkName(String name) throws SsmError {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw SsmError.validation("a parameter's name has 1 to " + LONGEST_NAME + " characters");
    }
    if (name.chars().filter(c -> c == '/').count() > DEEPEST) {
      throw SsmError.of(
          "HierarchyLevelLimitExceededException",
          "A parameter hierarchy can have at most " + DEEPEST + " levels.");
    }
    if (!NAME.matcher(name).matches()) {
      throw SsmError.validation(
          "Parameter name: can't be prefixed with \"ssm\" or \"aws\" (case-insensitive), and must"
              + " be a fully qualified name of letters, digits and the symbols .-_ with / between"
              + " levels.");
    }
    if (RESERVED.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      throw SsmError.of(
          "AccessDeniedException", "No access to reserved parameter name: " + name + ".");
    }
  }

  /** The tier that a value needs. */
  static String checkValue(String value, Optional<String> tier) throws SsmError {
    int octets = value.getBytes(StandardCharsets.UTF_8).length;
    if (octets == 0) {
      throw SsmError.validation("a parameter's value is not empty");
    }
    boolean advanced = tier.filter("Advanced"::equals).isPresent();
    boolean intelligent = tier.filter("Intelligent-Tiering"::equals).isPresent();
    if (octets > ADVANCED_OCTETS || (octets > STANDARD_OCTETS && !advanced && !intelligent)) {
      throw SsmError.validation(
          "Standard tier parameters support a maximum parameter value of "
              + STANDARD_OCTETS
              + " characters, advanced ones of "
              + ADVANCED_OCTETS
              + ".");
    }
    return advanced || octets > STANDARD_OCTETS ? "Advanced" : "Standard";
  }
}
