package dev.ddns53.core.report;

import dev.ddns53.core.model.Allow;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Problem;
import dev.ddns53.core.model.SpecialRange;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** From what a site claims to the addresses that it may report. */
final class Claims {

  private Claims() {}

  /** Addresses that may be reported, or why one of them may not. */
  sealed interface Resolved {
    record Addresses(Map<Family, IpAddress> byFamily) implements Resolved {
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
          .orElseGet(() -> new Resolved.Addresses(Map.of(source.family(), source)));
    }
    Map<Family, IpAddress> addresses = new EnumMap<>(Family.class);
    for (Map.Entry<Family, Update.Claim> claim : update.claims().entrySet()) {
      boolean automatic = claim.getValue() instanceof Update.Claim.Automatic;
      IpAddress address =
          switch (claim.getValue()) {
            case Update.Claim.Automatic() -> source;
            case Update.Claim.Given(IpAddress given) -> given;
          };
      if (address.family() != claim.getKey()) {
        return new Resolved.Refused(Problem.wrongFamily(claim.getKey(), address, automatic));
      }
      Optional<Problem> problem = problemWith(address, allow, source);
      if (problem.isPresent()) {
        return new Resolved.Refused(problem.get());
      }
      addresses.put(claim.getKey(), address);
    }
    return new Resolved.Addresses(addresses);
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
