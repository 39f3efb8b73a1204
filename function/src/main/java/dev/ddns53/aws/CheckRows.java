package dev.ddns53.aws;

import static dev.ddns53.aws.Keys.number;
import static dev.ddns53.aws.Keys.text;

import dev.ddns53.core.model.AliasTarget;
import dev.ddns53.core.model.Deviation;
import dev.ddns53.core.model.Family;
import dev.ddns53.core.model.Fqdn;
import dev.ddns53.core.model.Health;
import dev.ddns53.core.model.IpAddress;
import dev.ddns53.core.model.Member;
import dev.ddns53.core.model.NameState;
import dev.ddns53.core.model.Problem;
import dev.ddns53.core.model.SiteId;
import dev.ddns53.core.model.SiteState;
import dev.ddns53.core.model.ZoneId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the re-check found, within the rows of sites and names.
 *
 * <p>{@code health}: {@code silent}, a map of site to whether it was heard since; {@code ipv4} and
 * {@code ipv6}, each a map by member of {@code address}, {@code down}, {@code streak}. A member's
 * key is {@code site/<id>}, {@code address/<address>} or {@code alias/<zone>/<name>}.
 *
 * <p>{@code drift}: by record type a map of {@code found} and {@code since} (epoch second).
 */
final class CheckRows {

  private static final String STALE = "stale";
  private static final String REFUSED = "refused";
  private static final String SINCE = "since";
  private static final String HEALTH = "health";
  private static final String SILENT = "silent";
  private static final String DRIFT = "drift";
  private static final String SITE = "site";
  private static final String ADDRESS = "address";
  private static final String ALIAS = "alias";

  private CheckRows() {}

  static void put(SiteState state, Map<String, AttributeValue> row) {
    state.stale().ifPresent(since -> row.put(STALE, second(since)));
    state
        .refused()
        .ifPresent(
            refusal ->
                row.put(
                    REFUSED,
                    StateRows.map(
                        Map.of(
                            "code",
                            text(refusal.code().name()),
                            SINCE,
                            second(refusal.since()),
                            "told",
                            second(refusal.told())))));
  }

  static Optional<Instant> stale(Map<String, AttributeValue> row) {
    return StateRows.at(row, STALE).map(CheckRows::second);
  }

  static Optional<SiteState.Refusal> refused(Map<String, AttributeValue> row) {
    return StateRows.at(row, REFUSED)
        .map(AttributeValue::m)
        .map(
            map ->
                new SiteState.Refusal(
                    Problem.Code.valueOf(StateRows.textAt(map, "code")),
                    second(StateRows.required(map, SINCE)),
                    second(StateRows.required(map, "told"))));
  }

  static void put(NameState state, Map<String, AttributeValue> row) {
    if (!state.health().equals(Health.NONE)) {
      row.put(HEALTH, row(state.health()));
    }
    if (!state.deviations().isEmpty()) {
      Map<String, AttributeValue> drift = new HashMap<>();
      state
          .deviations()
          .forEach(
              (family, deviation) ->
                  drift.put(
                      family.recordType(),
                      StateRows.map(
                          Map.of(
                              "found",
                              text(deviation.found()),
                              SINCE,
                              second(deviation.since())))));
      row.put(DRIFT, StateRows.map(drift));
    }
  }

  private static AttributeValue row(Health health) {
    Map<String, AttributeValue> row = new HashMap<>();
    Map<String, AttributeValue> silent = new HashMap<>();
    health
        .silent()
        .forEach((site, heard) -> silent.put(site.value(), AttributeValue.fromBool(heard)));
    row.put(SILENT, StateRows.map(silent));
    health
        .probed()
        .forEach(
            (family, members) -> {
              Map<String, AttributeValue> all = new HashMap<>();
              members.forEach((member, probed) -> all.put(key(member), row(probed)));
              row.put(family.field(), StateRows.map(all));
            });
    return StateRows.map(row);
  }

  private static AttributeValue row(Health.Probed probed) {
    return StateRows.map(
        Map.of(
            ADDRESS,
            text(probed.address().toString()),
            "down",
            AttributeValue.fromBool(probed.down()),
            "streak",
            number(probed.streak())));
  }

  static Health health(Map<String, AttributeValue> row) {
    Optional<Map<String, AttributeValue>> map = StateRows.at(row, HEALTH).map(AttributeValue::m);
    if (map.isEmpty()) {
      return Health.NONE;
    }
    Map<SiteId, Boolean> silent = new HashMap<>();
    StateRows.required(map.get(), SILENT)
        .m()
        .forEach((site, heard) -> silent.put(new SiteId(site), heard.bool()));
    Map<Family, Map<Member, Health.Probed>> probed = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      StateRows.at(map.get(), family.field())
          .ifPresent(members -> probed.put(family, probed(members.m())));
    }
    return new Health(silent, probed);
  }

  private static Map<Member, Health.Probed> probed(Map<String, AttributeValue> members) {
    Map<Member, Health.Probed> probed = new HashMap<>();
    members.forEach(
        (key, found) ->
            probed.put(
                member(key),
                new Health.Probed(
                    StateRows.address(found.m(), ADDRESS),
                    StateRows.required(found.m(), "down").bool(),
                    Math.toIntExact(StateRows.longAt(found.m(), "streak")))));
    return probed;
  }

  static Map<Family, Deviation> deviations(Map<String, AttributeValue> row) {
    Map<Family, Deviation> deviations = new EnumMap<>(Family.class);
    StateRows.at(row, DRIFT)
        .ifPresent(
            drift -> {
              for (Family family : Family.values()) {
                StateRows.at(drift.m(), family.recordType())
                    .ifPresent(found -> deviations.put(family, deviation(found.m())));
              }
            });
    return deviations;
  }

  private static Deviation deviation(Map<String, AttributeValue> row) {
    return new Deviation(StateRows.textAt(row, "found"), second(StateRows.required(row, SINCE)));
  }

  private static String key(Member member) {
    return switch (member) {
      case Member.OfSite(SiteId site) -> SITE + "/" + site;
      case Member.Fixed(IpAddress address) -> ADDRESS + "/" + address;
      case Member.OfAlias(AliasTarget(Fqdn name, ZoneId zone)) -> ALIAS + "/" + zone + "/" + name;
    };
  }

  private static Member member(String key) {
    String[] parts = key.split("/", 3);
    return switch (parts[0]) {
      case SITE -> new Member.OfSite(new SiteId(parts[1]));
      case ADDRESS -> new Member.Fixed(IpAddress.parse(parts[1]).orElseThrow());
      case ALIAS -> new Member.OfAlias(new AliasTarget(new Fqdn(parts[2]), new ZoneId(parts[1])));
      default -> throw new IllegalArgumentException("the row has an unknown member " + key);
    };
  }

  private static AttributeValue second(Instant time) {
    return number(time.getEpochSecond());
  }

  private static Instant second(AttributeValue value) {
    return Instant.ofEpochSecond(Long.parseLong(value.n()));
  }
}
