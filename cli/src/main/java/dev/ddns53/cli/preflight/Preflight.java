package dev.ddns53.cli.preflight;

import dev.ddns53.aws.Clients;
import dev.ddns53.cli.preflight.Finding.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;

/** Looks at all that could stand in a deployment's way. Changes nothing. */
public record Preflight(List<Finding> findings) {

  /** All that was looked at is in order; what no API tells was named. */
  public static final int FINE = 0;

  /** Something is wrong. */
  public static final int WRONG = 3;

  /** Nothing was found wrong, but something that AWS can tell was not asked. */
  public static final int NOT_ALL = 4;

  public Preflight {
    findings = List.copyOf(findings);
  }

  /** Where AWS answers, and to whom. */
  public record Access(
      Clients clients,
      Region region,
      IdentityProvider<? extends AwsCredentialsIdentity> credentials,
      Optional<URI> elsewhere) {}

  /**
   * Looks.
   *
   * @param dns the resolver that is asked for the zones' name servers
   */
  public static Preflight of(Intent intent, Access access, PublicDns dns) {
    AwsCalls.Endpoints endpoints =
        (service, region) -> access.elsewhere().orElseGet(() -> service.endpoint(region));
    try (AwsCalls aws = new AwsCalls(access.region(), endpoints, access.credentials())) {
      Caller caller = Caller.ask(aws);
      List<Finding> findings = new ArrayList<>();
      findings.addAll(new AccountChecks(aws, access.clients().ssm(), intent).all(caller));
      findings.addAll(new ZoneChecks(access.clients().route53(), dns, intent).all());
      findings.addAll(new NameChecks(aws, access.clients().ssm(), intent).all(caller.account()));
      return new Preflight(findings);
    }
  }

  /** The process's exit code. */
  public int status() {
    return has(Verdict.WRONG) ? WRONG : has(Verdict.NOT_ASKED) ? NOT_ALL : FINE;
  }

  private boolean has(Verdict verdict) {
    return findings.stream().anyMatch(finding -> finding.verdict() == verdict);
  }

  /** One line each. */
  public List<String> lines() {
    int subject = width(findings.stream().map(Finding::subject).toList());
    int verdict = width(findings.stream().map(each -> each.verdict().toString()).toList());
    String form = "%-" + subject + "s  %-" + verdict + "s  %s";
    return findings.stream()
        .map(each -> form.formatted(each.subject(), each.verdict(), each.text()))
        .toList();
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(1);
  }
}
