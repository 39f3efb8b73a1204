package dev.ddns53.infra.part;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** What could not be delivered, kept for as long as SQS keeps anything; an alarm looks at it. */
public final class DeadLetters extends Construct {

  private final Queue queue;

  public DeadLetters(Construct scope, String id) {
    super(scope, id);
    this.queue =
        Queue.Builder.create(this, "Queue")
            .encryption(QueueEncryption.SQS_MANAGED)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(14))
            .build();
    Suppress.on(
        queue, "AwsSolutions-SQS3", "This is itself the dead-letter queue; an alarm watches it.");
  }

  public Queue queue() {
    return queue;
  }
}
