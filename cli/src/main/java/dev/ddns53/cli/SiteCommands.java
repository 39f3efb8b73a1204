package dev.ddns53.cli;

import dev.ddns53.cli.keys.CurlConfig;
import dev.ddns53.cli.keys.KeyIssue;
import dev.ddns53.cli.keys.KeyRing;
import dev.ddns53.cli.keys.RouterSettings;
import dev.ddns53.cli.keys.Spread;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.auth.SiteKeys.Purpose;
import dev.ddns53.core.fleet.KeyGeneration;
import dev.ddns53.core.fleet.Site;
import dev.ddns53.core.fleet.SiteId;
import dev.ddns53.core.port.Registry.Change.OfSite;
import dev.ddns53.core.port.Registry.Fleet;
import dev.ddns53.core.record.SiteState;
import dev.ddns53.terminal.CliException;
import dev.ddns53.terminal.TextTable;
import dev.ddns53.terminal.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "site",
    description = "Sites and their keys.",
    synopsisSubcommandLabel = "(list | show | key | revoke)")
final class SiteCommands {

  private final Operator operator;

  SiteCommands(Operator operator) {
    this.operator = operator;
  }

  @Command(name = "list", description = "Lists all sites.")
  void list() {
    try (Stack stack = operator.open()) {
      TextTable table = new TextTable("SITE", "STALE AFTER", "NAMES", "KEYS ISSUED");
      stack.registry().read().sites().stream()
          .sorted(Comparator.comparing(Site::id))
          .forEach(
              site ->
                  table.add(
                      site.id().value(),
                      Times.text(site.staleAfter()),
                      Integer.toString(site.names().size()),
                      site.keys().isEmpty() ? "none" : new KeyRing(site).issued()));
      operator.print(table.lines());
    }
  }

  @Command(
      name = "show",
      description = "Shows all that is known of a site.",
      footer = {"", "Example:", "  ddns53 site show tokyo"})
  void show(@Parameters(paramLabel = "SITE", description = "The site's name.") String name) {
    try (Stack stack = operator.open()) {
      Site site = Operator.site(stack.registry().read(), name);
      SiteState state = stack.state().site(site.id()).state();
      operator.print(
          SiteText.lines(
              site,
              state,
              RecordText.current(stack.state().names(site.names()), operator.now()),
              operator.now()));
    }
  }

  @Command(
      name = "key",
      description = {
        "Issues a key and prints a curl configuration that holds it.",
        "With it, \"curl -K FILE\" is a whole client. The key is shown this once.",
        "With --router: what to enter into a router that speaks dyndns2."
      },
      footer = {
        "",
        "Examples:",
        "  ddns53 site key tokyo --out tokyo.curl            the first key, into a private file",
        "  ddns53 site key tokyo --rotate --out tokyo.curl   a second key; the first goes on"
            + " working",
        "  ddns53 site revoke tokyo --older                  once the second is in use",
        "  ddns53 site key tokyo --router --out tokyo.txt    user and token for its router"
      })
  void key(
      @Parameters(paramLabel = "SITE", description = "The site's name.") String name,
      @Option(names = "--rotate", description = "Issue a second key beside the first.")
          boolean rotate,
      @Option(
              names = "--router",
              description = "Print user and token for a router, of the newest key.")
          boolean router,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "Write to this file (mode 0600) instead of printing.")
          @Nullable Path out) {
    try (Stack stack = operator.open()) {
      Site before = Operator.site(stack.registry().read(), name);
      if (before.instance().isPresent()) {
        throw new CliException(
            "%s follows %s. AWS tells of them, so it needs no key and has none."
                .formatted(before.id(), before.instance().get()));
      }
      if (router && !before.router()) {
        throw new CliException(
            "%s may have no router. Write router: true into its entry of the fleet's file, and run ddns53 apply."
                .formatted(before.id()));
      }
      if (!before.keys().isEmpty() && !rotate && !router) {
        throw new CliException(
            "%s has a key already, issued %s. For a second one beside it: ddns53 site key %s --rotate"
                .formatted(before.id(), new KeyRing(before).issued(), before.id()));
      }
      boolean issued = before.keys().isEmpty() || rotate;
      Site after = issued ? issued(stack, before) : before;
      hand(stack, before, after, router, Optional.ofNullable(out));
    }
  }

  private Site issued(Stack stack, Site site) {
    return new KeyRing(site).issue(operator.now(), stack.masterKeys().latest().version());
  }

  /** Prints or writes what holds the newest key, and issues that key if it is new. */
  private void hand(Stack stack, Site before, Site after, boolean router, Optional<Path> out) {
    KeyGeneration generation = new KeyRing(after).newest().orElseThrow();
    SiteKeys keys = stack.wiring().keys();
    String text =
        router
            ? RouterSettings.text(
                stack.api(), after.id(), keys.derive(after.id(), generation, Purpose.ROUTER))
            : CurlConfig.text(
                stack.api(), after.id(), keys.derive(after.id(), generation, Purpose.SIGN));
    KeyIssue issue = new KeyIssue(before, after, change -> write(stack, change));
    if (out.isPresent()) {
      issue.into(out.get(), text);
    } else {
      issue.run();
      operator.print(text.stripTrailing());
    }
    operator.remark(
        "%s of %s issued %s%s."
            .formatted(
                router ? "Token by the key" : "Key",
                after.id(),
                generation.issued(),
                out.map(file -> " and written to " + file).orElse("")));
    if (!router) {
      remarkClient(after.id(), out);
    }
    if (after.keys().size() > 1) {
      operator.remark(
          "The older key works until you run: ddns53 site revoke " + after.id() + " --older");
    }
  }

  private static void write(Stack stack, OfSite change) {
    if (!change.before().equals(change.after())) {
      Operator.write(stack, change);
    }
  }

  private void remarkClient(SiteId site, Optional<Path> out) {
    out.ifPresent(file -> operator.remark("Try it: curl -K " + file));
    String file = out.map(Path::toAbsolutePath).map(Path::toString).orElse("FILE");
    operator.remark("Line for cron: " + new Spread(site).cron(file));
  }

  @Command(
      name = "revoke",
      description = {
        "Revokes a key at once.",
        "Without an option: the site's only key. With two live keys, say which."
      },
      footer = {
        "",
        "Examples:",
        "  ddns53 site revoke tokyo --older",
        "  ddns53 site revoke tokyo --generation 2026-11-23T20:20:46Z"
      })
  void revoke(
      @Parameters(paramLabel = "SITE", description = "The site's name.") String name,
      @Option(
              names = "--generation",
              paramLabel = "ISSUED",
              description = "The key that was issued at this time, as site list shows it.")
          @Nullable Instant issued,
      @Option(names = "--older", description = "The older of two keys.") boolean older) {
    if (older && issued != null) {
      throw new CliException("Say either --older or --generation, not both.");
    }
    try (Stack stack = operator.open()) {
      Fleet fleet = stack.registry().read();
      Site before = Operator.site(fleet, name);
      KeyRing ring = new KeyRing(before);
      Site after =
          issued != null ? ring.revoke(issued) : older ? ring.revokeOlder() : ring.revokeOnly();
      Operator.write(stack, new OfSite(before.id(), Optional.of(before), Optional.of(after)));
      operator.print(
          after.keys().isEmpty()
              ? "Revoked. %s has no key now; its requests are refused.".formatted(after.id())
              : "Revoked. %s has the key issued %s."
                  .formatted(after.id(), new KeyRing(after).issued()));
    }
  }
}
