package dev.ddns53.core.report;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.SpecialRange;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.problem.Problem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** From what a site claims to the addresses that it may report. */
final class Claims {

  private Claims() {}

  /** Addresses that may be reported, or why one of them may not. */
  sealed interface Resolved {

    /** By family; empty where the site says that it has none. */
    record Addresses(Map<Family, Optional<IpAddress>> byFamily) implements Resolved {
      public Addresses {
        byFamily = Map.copyOf(byFamily);
      }
    }

    record Refused(Problem problem) implements Resolved {}
  }

  static Resolved resolve(Update update, Allow allow, IpAddress source) {
    if (update.claims().isEmpty()) {
      return problemWith(source, allow, source)
          .<Resolved>map(Resolved.Refused::new)
          .orElseGet(() -> new Resolved.Addresses(Map.of(source.family(), Optional.of(source))));
    }
    Map<Family, Optional<IpAddress>> addresses = new EnumMap<>(Family.class);
    for (Map.Entry<Family, Update.Claim> claim : update.claims().entrySet()) {
      Optional<IpAddress> address =
          switch (claim.getValue()) {
            case Update.Claim.Automatic() -> Optional.of(source);
            case Update.Claim.Given(IpAddress given) -> Optional.of(given);
            case Update.Claim.None() -> Optional.empty();
          };
      boolean automatic = claim.getValue() instanceof Update.Claim.Automatic;
      Optional<Problem> problem =
          address.flatMap(some -> problemWith(claim.getKey(), some, automatic, allow, source));
      if (problem.isPresent()) {
        return new Resolved.Refused(problem.get());
      }
      addresses.put(claim.getKey(), address);
    }
    return new Resolved.Addresses(addresses);
  }

  private static Optional<Problem> problemWith(
      Family family, IpAddress address, boolean automatic, Allow allow, IpAddress source) {
    return address.family() == family
        ? problemWith(address, allow, source)
        : Optional.of(Problem.wrongFamily(family, address, automatic));
  }

  private static Optional<Problem> problemWith(IpAddress address, Allow allow, IpAddress source) {
    Optional<SpecialRange> forbidden = allow.forbidden(address);
    if (forbidden.isPresent()) {
      return Optional.of(Problem.addressRefused(address, forbidden.get()));
    }
    if (!allow.address(address)) {
      return Optional.of(Problem.addressNotAllowed(address));
    }
    if (allow.sameAsSource() && !address.equals(source)) {
      return Optional.of(Problem.addressNotSource(address, source));
    }
    return Optional.empty();
  }
}
