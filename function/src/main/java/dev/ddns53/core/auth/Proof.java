package dev.ddns53.core.auth;

import dev.ddns53.core.record.Report;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How a site proved itself, and what that says of the order of its reports. */
public sealed interface Proof {

  /** Since when the report holds, whole seconds. */
  Instant at();

  /** What is stored with a report that was proved so. */
  String signature();

  /** Whether this stored report is of the very same request. */
  boolean isOf(Report report);

  /** Whether it says which of two requests of one second is which. */
  boolean tellsOrder();

  /** The same proof for another look at the rows at this time. */
  Proof again(Instant now);

  /**
   * By a signature, which also says when.
   *
   * @param signature tells this request from all others
   */
  record BySignature(Instant at, String signature) implements Proof {

    @Override
    public boolean isOf(Report report) {
      return report.signature().equals(signature);
    }

    @Override
    public boolean tellsOrder() {
      return true;
    }

    @Override
    public Proof again(Instant now) {
      return this;
    }
  }

  /** By EC2's own word. Of two descriptions of one second, the site's row tells which is newer. */
  record ByDescription(Instant at) implements Proof {

    public ByDescription {
      at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String signature() {
      return Report.BY_DESCRIPTION;
    }

    @Override
    public boolean isOf(Report report) {
      return false;
    }

    @Override
    public boolean tellsOrder() {
      return false;
    }

    @Override
    public Proof again(Instant now) {
      return this;
    }
  }

  /**
   * By a token that is the same in each request: it says nothing of when, and cannot tell a replay.
   * So the report holds since it arrived, and the one that is stored last is the newest.
   */
  record ByToken(Instant at) implements Proof {

    public ByToken {
      at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String signature() {
      return Report.BY_TOKEN;
    }

    @Override
    public boolean isOf(Report report) {
      return false;
    }

    @Override
    public boolean tellsOrder() {
      return false;
    }

    @Override
    public Proof again(Instant now) {
      return new ByToken(now);
    }
  }
}
