package dev.ddns53.model;

import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records.Outcome;
import dev.ddns53.core.port.Records.Replacement;
import java.time.Instant;
import java.util.List;

/** A batch that one of our processes sent. */
final class Sending {

  private final String sender;
  private final Instant began;
  private final Instant sent;
  private final ZoneId zone;
  private final List<Replacement> replacements;
  private boolean landed;
  private boolean refused;

  /**
   * A batch that is about to be sent.
   *
   * @param began when its sender began to look at the world
   */
  Sending(String sender, Instant began, Instant sent, ZoneId zone, List<Replacement> replacements) {
    this.sender = sender;
    this.began = began;
    this.sent = sent;
    this.zone = zone;
    this.replacements = List.copyOf(replacements);
  }

  String sender() {
    return sender;
  }

  Instant began() {
    return began;
  }

  Instant sent() {
    return sent;
  }

  ZoneId zone() {
    return zone;
  }

  List<Replacement> replacements() {
    return replacements;
  }

  void landed() {
    landed = true;
  }

  /** What its sender was told. */
  void answered(Outcome outcome) {
    refused = !(outcome instanceof Outcome.Applied || outcome instanceof Outcome.Unconfirmed);
  }

  /** Whether it took place, or may take place as far as its sender knows. */
  boolean maybe() {
    return landed || !refused;
  }
}
