package dev.ddns53.fake;

import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of a contract that also run on endpoints which are known to differ from AWS. */
@ExtendWith(SeenDifferences.class)
public interface OnAnyEndpoint {

  /** In what the endpoint is known to differ. */
  Set<Difference> differences();
}
