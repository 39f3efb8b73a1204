package dev.ddns53.bench.lambda;

import java.io.IOException;
import java.io.Serial;

/** The measured process did not do what it should, in words for whoever measures. */
public final class RuntimeFault extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  public RuntimeFault(String message) {
    super(message);
  }
}
