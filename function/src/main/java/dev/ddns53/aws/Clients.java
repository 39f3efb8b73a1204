package dev.ddns53.aws;

import dev.ddns53.aws.ec2.Ec2Call;
import dev.ddns53.core.port.Unavailable;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The AWS clients that the adapters use. Those of Route 53 and SSM are built when first asked for.
 */
public final class Clients implements AutoCloseable {

  private final Lazy<Route53Client> route53;
  private final Lazy<SsmClient> ssm;
  private final DynamoDbClient dynamodb;
  private final Lazy<Ec2Call> ec2;

  /**
   * Clients, and the one call of EC2.
   *
   * @param ec2 made when it is asked for
   */
  public Clients(
      Supplier<Route53Client> route53,
      Supplier<SsmClient> ssm,
      DynamoDbClient dynamodb,
      Supplier<Ec2Call> ec2) {
    this.route53 = new Lazy<>(route53);
    this.ssm = new Lazy<>(ssm);
    this.dynamodb = dynamodb;
    this.ec2 = new Lazy<>(ec2);
  }

  /** Clients that are all there; EC2 is not. */
  public Clients(Route53Client route53, SsmClient ssm, DynamoDbClient dynamodb) {
    this(
        () -> route53,
        () -> ssm,
        dynamodb,
        () -> {
          throw new Unavailable("instances: nobody said where EC2 is");
        });
    buildAll();
  }

  /** Builds what was not asked for yet. */
  public void buildAll() {
    route53.get();
    ssm.get();
  }

  public Route53Client route53() {
    return route53.get();
  }

  /** Needed by who verifies signatures; neither batches nor the re-check do. */
  public SsmClient ssm() {
    return ssm.get();
  }

  /** Needed by who follows instances. */
  public Ec2Call ec2() {
    return ec2.get();
  }

  public DynamoDbClient dynamodb() {
    return dynamodb;
  }

  @Override
  public void close() {
    route53.ifMade(Route53Client::close);
    ssm.ifMade(SsmClient::close);
    dynamodb.close();
  }
}
