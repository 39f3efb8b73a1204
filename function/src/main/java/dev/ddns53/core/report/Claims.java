package dev.ddns53.core.report;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.IpAddress;
import dev.ddns53.core.address.Ipv6Prefix;
import dev.ddns53.core.address.SpecialRange;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.problem.Problem;
import dev.ddns53.core.record.Reported;
import dev.ddns53.core.record.Reported.OfPrefix;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** From what a site claims to what it may report. */
final class Claims {

  private Claims() {}

  /** What may be reported, or why some of it may not. */
  sealed interface Resolved {

    record Allowed(Reported reported) implements Resolved {}

    record Refused(Problem problem) implements Resolved {}
  }

  static Resolved resolve(Update update, Allow allow, IpAddress source) {
    if (update.saysNothing()) {
      return problemWith(source, allow, source)
          .<Resolved>map(Resolved.Refused::new)
          .orElseGet(() -> allowed(Map.of(source.family(), Optional.of(source)), update));
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
    return update
        .prefix()
        .flatMap(OfPrefix::prefix)
        .flatMap(prefix -> problemWith(prefix, allow, source))
        .<Resolved>map(Resolved.Refused::new)
        .orElseGet(() -> allowed(addresses, update));
  }

  private static Resolved allowed(Map<Family, Optional<IpAddress>> addresses, Update update) {
    return new Resolved.Allowed(new Reported(addresses, update.prefix()));
  }

  /** A prefix is never taken from the caller: a site's line often has another one. */
  private static Optional<Problem> problemWith(Ipv6Prefix prefix, Allow allow, IpAddress source) {
    Optional<SpecialRange> forbidden = allow.forbidden(prefix.network());
    if (forbidden.isPresent()) {
      return Optional.of(Problem.addressRefused(prefix.range(), forbidden.get()));
    }
    if (!allow.range(prefix.range())) {
      return Optional.of(Problem.addressNotAllowed(prefix.range()));
    }
    if (allow.sameAsSource() && !prefix.range().contains(source)) {
      return Optional.of(Problem.prefixNotSource(prefix, source));
    }
    return Optional.empty();
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
