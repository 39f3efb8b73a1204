package dev.ddns53.cli;

import dev.ddns53.cli.keys.KeyRing;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.fleet.Allow;
import dev.ddns53.core.fleet.InstanceSelector;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.port.State.NameRows;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.terminal.Neutral;
import dev.ddns53.terminal.TextTable;
import dev.ddns53.terminal.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is known of one site, for a person. */
final class SiteText {

  private SiteText() {}

  static List<String> lines(Site site, SiteState state, List<NameRows> names, Instant now) {
    TextTable facts = new TextTable("site", site.id().value());
    facts.add("stale after", Times.text(site.staleAfter()));
    facts.add("keys issued", site.keys().isEmpty() ? "none" : new KeyRing(site).issued());
    if (site.router()) {
      facts.add("router", "may call by dyndns2, with the token of these keys");
    }
    site.instance().ifPresent(selector -> addInstances(facts, selector));
    addAllow(facts, site.allow());
    state
        .seen()
        .ifPresentOrElse(
            seen -> {
              facts.add("last seen", seen.at() + ", " + Times.ago(seen.at(), now));
              facts.add("from", seen.source() + " " + Neutral.text(seen.client()));
            },
            () -> facts.add("last seen", "never"));
    for (Family family : Family.values()) {
      state
          .newest(family)
          .ifPresent(
              report -> facts.add(family.toString(), said(report) + how(report) + report.at()));
    }
    List<String> lines = new ArrayList<>(facts.lines());
    if (!names.isEmpty()) {
      lines.add("");
      lines.addAll(RecordText.table(names).lines());
    }
    return lines;
  }

  private static void addInstances(TextTable facts, InstanceSelector selector) {
    facts.add("follows", selector.toString());
    facts.add(
        "publishes",
        switch (selector.address()) {
              case PUBLIC -> "the public IPv4 address";
              case PRIVATE -> "the private IPv4 address";
              case IPV6 -> "the IPv6 address";
            }
            + switch (selector.which()) {
              case NEWEST -> " of the newest that runs";
              case ALL -> " of each that runs";
            });
  }

  private static String how(Report report) {
    return report.isSigned()
        ? ", signed "
        : report.isDescribed() ? ", as EC2 said " : ", its router called ";
  }

  /** The addresses, the prefix, or both. */
  private static String said(Report report) {
    Optional<String> prefix = report.prefix().map(some -> "prefix " + some);
    return report
        .addresses()
        .map(addresses -> addresses + prefix.map(text -> ", " + text).orElse(""))
        .or(() -> prefix)
        .orElse("none");
  }

  private static void addAllow(TextTable facts, Allow allow) {
    if (!allow.sources().isEmpty()) {
      facts.add("may call from", join(allow.sources()));
    }
    if (!allow.addresses().isEmpty()) {
      facts.add("may report", join(allow.addresses()));
    }
    if (allow.internal()) {
      facts.add("may report", "addresses of inner networks");
    }
    if (allow.sameAsSource()) {
      facts.add("may report", "only the address that it calls from");
    }
  }

  private static String join(List<?> values) {
    return String.join(", ", values.stream().map(Object::toString).toList());
  }
}
