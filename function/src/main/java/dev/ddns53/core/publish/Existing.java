package dev.ddns53.core.publish;

import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.port.Records.ExistingRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Record sets of Route 53 in our terms. */
public final class Existing {

  private Existing() {}

  /** Its addresses in ascending order, each once; empty when one of its values is none. */
  public static Optional<List<IpAddress>> addresses(ExistingRecord record) {
    List<Optional<IpAddress>> values = record.values().stream().map(IpAddress::parse).toList();
    return values.stream().allMatch(Optional::isPresent)
        ? Optional.of(values.stream().flatMap(Optional::stream).distinct().sorted().toList())
        : Optional.empty();
  }

  /** Record sets for a person; "nothing" when there are none. */
  public static String described(Stream<ExistingRecord> records) {
    List<String> all = records.map(ExistingRecord::description).toList();
    return all.isEmpty() ? "nothing" : String.join(", ", all);
  }
}
