package dev.ddns53.emulator;

import dev.ddns53.emulator.dns.DnsServer;
import dev.ddns53.emulator.dynamodb.DynamoDb;
import dev.ddns53.emulator.dynamodb.DynamoForwarder;
import dev.ddns53.emulator.ec2.Ec2;
import dev.ddns53.emulator.http.AwsServer;
import dev.ddns53.emulator.http.Calls;
import dev.ddns53.emulator.http.Faults;
import dev.ddns53.emulator.route53.Route53;
import dev.ddns53.emulator.route53.Settings;
import dev.ddns53.emulator.ssm.Ssm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All that ddns53 needs of AWS, on 127.0.0.1: Route 53, SSM and EC2 on one port, DynamoDB on
 * another, DNS on a third, UDP and TCP.
 */
public final class Emulator implements AutoCloseable {

  private static final int TOKEN_OCTETS = 16;

  private final String token = newToken();
  private final Faults faults = new Faults();
  private final Calls calls = new Calls();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Route53 route53;
  private final Ec2 ec2;
  private final AwsServer aws;
  private final AwsServer dynamodb;
  private final DnsServer dns;
  private final URI tables;

  /**
   * Where the services listen; 0 for any free port.
   *
   * @param aws Route 53, SSM and EC2
   */
  public record Ports(int aws, int dynamodb, int dns) {

    /** Any free ports. */
    public static final Ports ANY = new Ports(0, 0, 0);
  }

  private Emulator(Optional<Path> data, Ports ports, Settings settings) throws IOException {
    InstantSource clock = InstantSource.system();
    double ssmRate = settings.rate() == 0 ? 0 : Ssm.REAL_RATE;
    double ec2Rate = settings.rate() == 0 ? 0 : Ec2.REAL_RATE;
    try {
      route53 =
          closing(
              data.isPresent()
                  ? Route53.at(data.get(), settings, clock)
                  : Route53.inMemory(settings, clock));
      Ssm ssm =
          data.isPresent() ? Ssm.at(data.get(), ssmRate, clock) : Ssm.inMemory(ssmRate, clock);
      ec2 = data.isPresent() ? Ec2.at(data.get(), ec2Rate, clock) : Ec2.inMemory(ec2Rate, clock);
      aws = closing(AwsServer.start(ports.aws(), List.of(route53, ssm, ec2), faults, calls, token));
      dns = closing(DnsServer.start(ports.dns(), route53.zones()));
      DynamoDb local =
          closing(
              data.isPresent() ? DynamoDb.at(data.get().resolve("dynamodb")) : DynamoDb.inMemory());
      DynamoForwarder forwarder = new DynamoForwarder(local.endpoint());
      tables = local.endpoint();
      dynamodb =
          closing(AwsServer.start(ports.dynamodb(), List.of(forwarder), faults, calls, token));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts services whose state is gone with the process. */
  public static Emulator inMemory(Settings settings) throws IOException {
    return new Emulator(Optional.empty(), Ports.ANY, settings);
  }

  /** Starts services that keep their state in a folder, and find it there again. */
  public static Emulator at(Path data, Ports ports, Settings settings) throws IOException {
    return new Emulator(Optional.of(data), ports, settings);
  }

  private static String newToken() {
    byte[] octets = new byte[TOKEN_OCTETS];
    new SecureRandom().nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  private <T extends AutoCloseable> T closing(T service) {
    started.push(service);
    return service;
  }

  /** Where Route 53, SSM and EC2 answer. */
  public URI aws() {
    return aws.endpoint();
  }

  /** What requests that control it bring, as {@code X-Emulator-Token}. */
  public String controlToken() {
    return token;
  }

  public URI dynamodb() {
    return dynamodb.endpoint();
  }

  /** DynamoDB without its calls being counted or made to fail: one hop less. */
  public URI uncountedDynamodb() {
    return tables;
  }

  public InetSocketAddress dns() {
    return dns.address();
  }

  public Faults faults() {
    return faults;
  }

  public Calls calls() {
    return calls;
  }

  public Route53 route53() {
    return route53;
  }

  public Ec2 ec2() {
    return ec2;
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("an emulated service does not stop");
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
