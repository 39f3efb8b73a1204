package dev.ddns53.bench;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many: of nothing there is no figure. */
final class Count implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new TypeConversionException("it must be 1 or more, not " + text);
    }
    return Integer.valueOf(text);
  }
}
