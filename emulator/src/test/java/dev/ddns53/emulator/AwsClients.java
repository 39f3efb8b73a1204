package dev.ddns53.emulator;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Clients that try once and wait a second. */
record AwsClients(Route53Client route53, SsmClient ssm, DynamoDbClient dynamodb)
    implements AutoCloseable {

  static AwsClients of(Emulator emulator) {
    return new AwsClients(
        at(Route53Client.builder(), emulator.aws())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build(),
        at(SsmClient.builder(), emulator.aws())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build(),
        at(DynamoDbClient.builder(), emulator.dynamodb())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build());
  }

  private static <B extends AwsClientBuilder<B, C>, C> B at(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(
            o ->
                o.retryStrategy(r -> r.maxAttempts(1))
                    .apiCallAttemptTimeout(Duration.ofSeconds(3)));
  }

  @Override
  public void close() {
    route53.close();
    ssm.close();
    dynamodb.close();
  }
}
