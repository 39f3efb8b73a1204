package dev.ddns53.emulator.route53;

import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.http.AwsReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The calls that change and list record sets. */
final class RecordCalls {

  private static final int MOST_PER_PAGE = 300;

  private final Zones zones;
  private final InstantSource clock;
  private final BiConsumer<XmlWriter, String> writeChange;

  /**
   * The calls on these zones.
   *
   * @param writeChange writes the content of {@code ChangeInfo}, by the change's id
   */
  RecordCalls(Zones zones, InstantSource clock, BiConsumer<XmlWriter, String> writeChange) {
    this.zones = zones;
    this.clock = clock;
    this.writeChange = writeChange;
  }

  /**
   * Changes a zone, whether the caller still waits or not.
   *
   * @param caller the access key that signed the change
   */
  AwsReply change(HostedZone zone, List<Change> batch, String caller, Settings settings)
      throws Refusal {
    Optional<String> size = ZoneRules.sizeFault(batch);
    if (size.isPresent()) {
      throw Refusal.invalidBatch(List.of(size.get()));
    }
    if (!zone.begin(clock.instant(), settings.exclusive())) {
      throw Refusal.priorRequest();
    }
    try {
      work(settings.latency());
      String change = zones.apply(zone, batch, caller);
      zone.keepBusy(clock.instant().plus(settings.zoneBusy()));
      return Replies.ok(
          "ChangeResourceRecordSetsResponse",
          x -> x.with("ChangeInfo", c -> writeChange.accept(c, change)));
    } finally {
      if (settings.exclusive()) {
        zone.end();
      }
    }
  }

  private static void work(Duration latency) throws Refusal {
    try {
      Thread.sleep(latency);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Refusal.of(503, "ServiceUnavailable", "The emulator stops");
    }
  }

  AwsReply list(HostedZone zone, Query query) throws Refusal {
    int most = Math.min(query.number("maxitems", MOST_PER_PAGE), MOST_PER_PAGE);
    List<RecordSet> sets = zone.from(start(query), most + 1);
    boolean truncated = sets.size() > most;
    return Replies.ok(
        "ListResourceRecordSetsResponse",
        x -> {
          x.with(
              "ResourceRecordSets",
              list ->
                  sets.stream()
                      .limit(most)
                      .forEach(
                          set -> list.with("ResourceRecordSet", s -> RecordSetXml.write(s, set))));
          x.with("IsTruncated", truncated);
          if (truncated) {
            RecordSet next = sets.get(most);
            x.with("NextRecordName", next.name())
                .with("NextRecordType", next.type())
                .with("NextRecordIdentifier", Optional.ofNullable(next.setIdentifier()));
          }
          x.with("MaxItems", most);
        });
  }

  private static RecordSet.Key start(Query query) throws Refusal {
    Optional<String> name = query.text("name");
    Optional<String> type = query.text("type");
    Optional<String> identifier = query.text("identifier");
    if (name.isEmpty() && type.isPresent()) {
      throw Refusal.invalidInput("A start type needs a start name");
    }
    if (type.isEmpty() && identifier.isPresent()) {
      throw Refusal.invalidInput("A start identifier needs a start name and type");
    }
    if (name.isEmpty()) {
      return new RecordSet.Key("", "", "");
    }
    String start =
        name.filter(text -> text.chars().noneMatch(Character::isWhitespace))
            .flatMap(DnsNames::normalised)
            .orElseThrow(() -> Refusal.invalidInput("Invalid start name: " + name.get()));
    return RecordSet.key(start, type.orElse(""), identifier.orElse(""));
  }
}
