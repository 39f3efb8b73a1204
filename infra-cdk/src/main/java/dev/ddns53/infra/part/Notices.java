package dev.ddns53.infra.part;

import dev.ddns53.infra.settings.Settings;
import java.util.List;
import software.amazon.awscdk.services.events.EventBus;
import software.constructs.Construct;

/**
 * Carries notices from the state table to whoever listens: new {@code notice#} rows of the stream,
 * by a function, to a bus of their own and to people. The event's source is {@code ddns53}, its
 * detail-type the notice's kind, its detail the notice.
 */
public final class Notices extends Construct {

  static final String SOURCE = "ddns53";
  private static final int BATCH = 10;

  private final EventBus bus;
  private final NoticeFunction function;
  private final StreamReader reader;

  public Notices(
      Construct scope,
      String id,
      Tables tables,
      AlarmTopic people,
      DeadLetters deadLetters,
      Settings settings) {
    super(scope, id);
    this.bus =
        EventBus.Builder.create(this, "Bus")
            .eventBusName(settings.stack().value())
            .description("ddns53: what people or other systems may want to know")
            .build();
    this.function = new NoticeFunction(this, "Forwarder", bus, people, settings);
    this.reader =
        new StreamReader(
            this,
            "Stream",
            new StreamReader.Spec(newNotices(), BATCH, !settings.standby()),
            function.function(),
            function.role(),
            tables,
            deadLetters);
    settings
        .people()
        .webhook()
        .ifPresent(webhook -> new WebhookTarget(this, "Webhook", webhook, bus, deadLetters));
  }

  /** Rows that expire leave as REMOVE, and nothing ever changes a notice. */
  private static String newNotices() {
    return """
    {"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"notice#"}]}}}}\
    """;
  }

  /** Makes the reader of the stream once these versions are published. */
  public void after(List<JavaFunction> functions) {
    reader.after(functions);
  }

  public EventBus bus() {
    return bus;
  }

  NoticeFunction function() {
    return function;
  }
}
