package dev.ddns53.aws;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The AWS clients that the adapters use. */
public record Clients(Route53Client route53, SsmClient ssm, DynamoDbClient dynamodb)
    implements AutoCloseable {

  @Override
  public void close() {
    route53.close();
    ssm.close();
    dynamodb.close();
  }
}
