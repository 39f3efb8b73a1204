package dev.ddns53.model;

import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.record.NameState;

/**
 * Judges the moment at which the stream has nothing left, before a re-check helps: whatever may be
 * sent was brought to Route 53, or refused there.
 */
final class Brought {

  private final Chronicle chronicle;
  private final Services services;

  Brought(Chronicle chronicle, Services services) {
    this.chronicle = chronicle;
    this.services = services;
  }

  void judge() {
    chronicle.operators.current().names().values().stream()
        .flatMap(document -> document.name().stream())
        .forEach(this::judge);
  }

  /** A row of another registration waits for a report or the re-check, and so does drift. */
  private void judge(Name name) {
    NameState row = services.stored(name.fqdn());
    boolean left =
        row.records().values().stream()
            .anyMatch(record -> record.isDue() && record.drift().isEmpty());
    if (left && row.registered().equals(name.registered())) {
      chronicle.broken("the stream is done, but this is due: " + Texts.of(row));
    }
  }
}
