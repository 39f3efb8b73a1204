package dev.ddns53.core.recheck;

import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.fleet.FormerRegistration;
import dev.ddns53.core.fleet.FormerRegistration.Remains;
import dev.ddns53.core.fleet.Name;
import dev.ddns53.core.fleet.NameDocument;
import dev.ddns53.core.notice.HistoryEntry.What;
import dev.ddns53.core.notice.Notice.Kind;
import dev.ddns53.core.record.ChangeId;
import dev.ddns53.core.record.NameState;
import dev.ddns53.core.record.RecordSet;
import dev.ddns53.core.record.RecordState;
import dev.ddns53.core.record.Registrations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What follows for a name in one zone: for its records, for an adoption, for its members' health,
 * and for registrations that ended.
 */
final class NameJudge {

  private final ZoneId zone;
  private final ZoneSnapshot snapshot;
  private final MemberChecks checks;
  private final Set<ChangeId> stuck;
  private final Set<Fqdn> retried;

  /**
   * A judge of one zone's names.
   *
   * @param stuck changes that have not got through
   * @param retried names whose refused records are tried once more
   */
  NameJudge(
      ZoneId zone,
      ZoneSnapshot snapshot,
      MemberChecks checks,
      Set<ChangeId> stuck,
      Set<Fqdn> retried) {
    this.zone = zone;
    this.snapshot = snapshot;
    this.checks = checks;
    this.stuck = Set.copyOf(stuck);
    this.retried = Set.copyOf(retried);
  }

  /**
   * Judges.
   *
   * @param early the row as it was before the zone was listed
   * @param row the row as it is
   */
  Judgement judge(NameDocument document, NameState early, NameState row, Instant now) {
    Judgement judgement = new Judgement(row, now);
    Optional<List<RecordSet>> listed = snapshot.at(document.fqdn());
    document
        .name()
        .filter(name -> name.zone().equals(zone))
        .ifPresent(name -> registered(document, name, early, listed, judgement, now));
    if (listed.isPresent()) {
      document.former().stream()
          .filter(former -> isWithdrawn(former, document))
          .forEach(
              former ->
                  new FormerJudge(former, listed.get(), snapshot.began(), now).judge(judgement));
    }
    return judgement;
  }

  /** A registration in the zone where the name is registered again is taken over instead. */
  private boolean isWithdrawn(FormerRegistration former, NameDocument document) {
    boolean here = document.name().filter(name -> name.zone().equals(zone)).isPresent();
    return former.zone().equals(zone) && former.remains() == Remains.WITHDRAW && !here;
  }

  private void registered(
      NameDocument document,
      Name name,
      NameState early,
      Optional<List<RecordSet>> listed,
      Judgement judgement,
      Instant now) {
    NameState before = Registrations.current(judgement.state(), document, now);
    judgement.becomes(before);
    new HealthJudge(name, before, checks, now).judge(judgement);
    if (listed.isPresent()) {
      RecordJudge records =
          new RecordJudge(
              name.onDrift(),
              listed.get(),
              snapshot.began(),
              isAdopting(name, before),
              retried.contains(name.fqdn()),
              now);
      before
          .records()
          .forEach(
              (family, record) -> {
                if (early.record(family).equals(Optional.of(record))) {
                  RecordState elected = judgement.state().record(family).orElse(record);
                  judge(records, family, elected, listed.get(), judgement);
                }
              });
      name.adoption()
          .ifPresent(adoption -> new AdoptionJudge(adoption, listed.get()).judge(judgement));
    }
  }

  private static boolean isAdopting(Name name, NameState row) {
    return name.adoption().filter(each -> !row.settled().contains(each.stamp())).isPresent();
  }

  private void judge(
      RecordJudge records,
      Family family,
      RecordState record,
      List<RecordSet> listed,
      Judgement judgement) {
    if (record.change().filter(stuck::contains).isEmpty()) {
      records.judge(family, record, judgement);
      return;
    }
    List<RecordSet> stands = listed.stream().filter(set -> set.bearsOn(family)).toList();
    judgement.becomes(judgement.state().with(family, record.due()));
    judgement.send(judgement.state().registered(), family, stands);
    Details details =
        new Details()
            .put(family.recordType(), Optional.of(record.wanted()))
            .put("change", record.change().map(ChangeId::value).orElse(""));
    judgement.tell(Kind.CHANGE_STUCK, details);
    judgement.keep(What.CHANGE_STUCK, details);
  }
}
