package dev.ddns53.cli;

import dev.ddns53.Config;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The name of a stack in AWS, of which several may be in an account and region. Its parameters in
 * SSM begin with it: those that hold no secret under {@code /stack/}, and the master key.
 */
public record StackName(String value) {

  /** What a stack is called that nobody called otherwise. */
  static final StackName DEFAULT = new StackName(Config.STACK);

  private static final String OTHERS = "-[a-z0-9-]+";

  /** A name as an operator writes it. */
  static final class Converter implements ITypeConverter<StackName> {
    @Override
    public StackName convert(String text) {
      if (!text.matches(Config.STACK + "(" + OTHERS + ")?")) {
        throw new TypeConversionException(
            "a stack's name is %s, or begins with %s- and goes on in lower case, such as %s-staging; not \"%s\""
                .formatted(Config.STACK, Config.STACK, Config.STACK, text));
      }
      return new StackName(text);
    }
  }

  /** Where the stack says what its parts are called. */
  String parameters() {
    return "/" + value + "/stack/";
  }

  /** Where the master key is, in AWS and locally. */
  String masterKey() {
    return "/" + value + "/master-key";
  }
}
