package dev.ddns53.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The AWS clients that the adapters use. That of SSM is built when it is first asked for. */
public final class Clients implements AutoCloseable {

  private final Route53Client route53;
  private final Supplier<SsmClient> ssm;
  private final DynamoDbClient dynamodb;
  private @Nullable SsmClient built;

  public Clients(Route53Client route53, Supplier<SsmClient> ssm, DynamoDbClient dynamodb) {
    this.route53 = route53;
    this.ssm = ssm;
    this.dynamodb = dynamodb;
  }

  /** Clients that are all there. */
  public Clients(Route53Client route53, SsmClient ssm, DynamoDbClient dynamodb) {
    this(route53, () -> ssm, dynamodb);
    this.built = ssm;
  }

  public Route53Client route53() {
    return route53;
  }

  /** Needed by who verifies signatures; neither batches nor the re-check do. */
  public synchronized SsmClient ssm() {
    SsmClient client = built;
    if (client == null) {
      client = ssm.get();
      built = client;
    }
    return client;
  }

  public DynamoDbClient dynamodb() {
    return dynamodb;
  }

  @Override
  public synchronized void close() {
    route53.close();
    SsmClient client = built;
    if (client != null) {
      client.close();
    }
    dynamodb.close();
  }
}
