package dev.ddns53.model;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.Report;
import dev.ddns53.core.report.RecordOutcome;
import dev.ddns53.core.report.RecordOutcome.Status;
import dev.ddns53.core.report.UpdateResult;
import dev.ddns53.model.Standing.Moment;
import dev.ddns53.model.Standing.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges answers: what is said to be published was, and what is accepted is stored. */
final class Answers {

  private final Chronicle chronicle;
  private final Writings writings;

  Answers(Chronicle chronicle, Writings writings) {
    this.chronicle = chronicle;
    this.writings = writings;
  }

  /** A request was answered. */
  void answered(Plan.Send send, String signature, Instant began, UpdateResult result) {
    List<RecordOutcome> records =
        switch (result) {
          case UpdateResult.Accepted accepted -> accepted.records();
          case UpdateResult.Refused refused -> refused.records();
        };
    for (RecordOutcome outcome : records) {
      if (outcome.status() == Status.UPDATED || outcome.status() == Status.UNCHANGED) {
        published(began, outcome);
      }
    }
    if (result instanceof UpdateResult.Accepted || !records.isEmpty()) {
      stored(send, signature, result);
    }
  }

  private void published(Instant began, RecordOutcome outcome) {
    Instant now = chronicle.now();
    boolean held =
        chronicle.operators.between(began, now).stream()
            .flatMap(version -> version.name(outcome.name()).stream())
            .map(name -> new Place(name.zone(), outcome.name(), outcome.family()))
            .anyMatch(
                place ->
                    chronicle.isGap(place)
                        || chronicle.operators.isGone(place.zone())
                        || held(place, outcome.content(), began, now));
    if (!held) {
      chronicle.broken(outcome + " was answered, but was never so since " + began);
    }
  }

  /**
   * Whether it stood there, or was the last that we made before others changed it. Where nothing of
   * ours shall stand, what others made stays.
   */
  private boolean held(Place place, Content content, Instant began, Instant now) {
    List<RecordSet> sets = RecordSet.of(content);
    List<Moment> moments = chronicle.standing.between(place, began, now);
    Instant first = moments.getFirst().at();
    Optional<Moment> last =
        chronicle.standing.moments(place).stream()
            .filter(moment -> !moment.at().isAfter(first))
            .filter(moment -> moment.ours().isPresent() || moment.holds(sets))
            .reduce((earlier, later) -> later);
    boolean nothing =
        content.equals(Content.NOTHING)
            && (last.filter(moment -> !chronicle.isOthers(place, moment)).isEmpty()
                || moments.stream().anyMatch(moment -> chronicle.isOthers(place, moment)));
    return nothing
        || last.filter(moment -> moment.holds(sets)).isPresent()
        || moments.stream().anyMatch(moment -> moment.holds(sets));
  }

  /** A report is stored, or a newer one of the same site is. */
  private void stored(Plan.Send send, String signature, UpdateResult result) {
    for (Family family : send.addresses().keySet()) {
      Optional<Report> newest = writings.newest(send.site()).flatMap(site -> site.newest(family));
      boolean says =
          newest.map(Report::address).equals(Optional.ofNullable(send.addresses().get(family)));
      boolean overtaken =
          newest.filter(report -> !report.signature().equals(signature)).isPresent();
      if (!writings.isStored(signature) && !says && !overtaken) {
        chronicle.broken(result + " was answered, but the report is not stored");
      }
    }
  }

  /** A request ended with the words that nothing was written. */
  void refused(String signature, boolean storedBefore, boolean sentOnce, String how) {
    if (sentOnce && !storedBefore && writings.isStored(signature)) {
      chronicle.broken(how + " was answered, but the report is stored");
    }
  }
}
