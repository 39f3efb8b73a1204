package dev.ddns53.aws;

import org.junit.jupiter.api.Nested;

/** The adapters keep their contracts on somebody else's emulator, as far as it keeps AWS's own. */
abstract class OthersContracts {

  /** Where it answers; a test is skipped where it cannot be had. */
  abstract Endpoint others();

  @Nested
  class OfState extends DynamoStateIT {
    @Override
    Endpoint endpoint() {
      return others();
    }
  }

  @Nested
  class OfRegistry extends DynamoRegistryIT {
    @Override
    Endpoint endpoint() {
      return others();
    }
  }

  @Nested
  class OfMasterKeys extends SsmMasterKeysIT {
    @Override
    Endpoint endpoint() {
      return others();
    }
  }

  @Nested
  class OfRecords extends Route53RecordsIT {
    @Override
    Endpoint endpoint() {
      return others();
    }
  }

  @Nested
  class OfChanges extends ChangeContractIT {
    @Override
    Endpoint endpoint() {
      return others();
    }
  }
}
