package dev.ddns53;

import dev.ddns53.aws.Clients;
import dev.ddns53.aws.DynamoRegistry;
import dev.ddns53.aws.DynamoState;
import dev.ddns53.aws.Lazy;
import dev.ddns53.aws.Route53Records;
import dev.ddns53.aws.SsmMasterKeys;
import dev.ddns53.aws.ec2.Ec2Call;
import dev.ddns53.aws.ec2.Ec2Instances;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.auth.Authenticator;
import dev.ddns53.core.auth.RouterAuthenticator;
import dev.ddns53.core.auth.SiteKeys;
import dev.ddns53.core.fleet.AwsRegion;
import dev.ddns53.core.follow.InstanceFollower;
import dev.ddns53.core.follow.InstanceReconciler;
import dev.ddns53.core.port.Instances;
import dev.ddns53.core.port.MasterKeys;
import dev.ddns53.core.port.Probes;
import dev.ddns53.core.port.Records;
import dev.ddns53.core.port.State;
import dev.ddns53.core.port.Time;
import dev.ddns53.core.publish.BatchPublisher;
import dev.ddns53.core.publish.DirectPath;
import dev.ddns53.core.publish.PendingName;
import dev.ddns53.core.publish.SenderParts;
import dev.ddns53.core.recheck.Recheck;
import dev.ddns53.core.report.UpdateService;
import dev.ddns53.net.SocketProbes;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The only place where clients are built and parts are joined. */
public final class Wiring {

  static {
    // The JDK keeps 5 connections to a host; batches write as many rows at once as this.
    System.setProperty("http.maxConnections", "20");
  }

  /** What services take that ask for no others. */
  private static final AwsCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private static final AwsRegion LOCAL_REGION = new AwsRegion("us-east-1");

  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** How long a re-check publishes; the stream's batches go on with what is left. */
  private static final Duration PUBLISHING = Duration.ofSeconds(30);

  /**
   * One that asks the kernel each time. A seed made before SnapStart's snapshot would be that of
   * every instance: two of them would draw the same words for their turns.
   */
  private static final RandomGenerator RANDOM = new SecureRandom();

  private static final Executor WORKERS = task -> Thread.ofVirtual().start(task);

  private final Config config;
  private final Clients clients;
  private final DynamoState state;
  private final MasterKeys masterKeys;
  private final SiteKeys keys;

  private Wiring(Config config, Clients clients) {
    this.config = config;
    this.clients = clients;
    this.state =
        new DynamoState(
            clients.dynamodb(), config.registryTable(), config.stateTable(), config.language());
    this.masterKeys = new SsmMasterKeys(clients::ssm, config.masterKeyParameter());
    this.keys = new SiteKeys(masterKeys);
  }

  /** AWS as the environment, profile or role says. */
  public static Wiring of(Config config) {
    return of(config, aws());
  }

  /** Other endpoints than those of AWS. */
  public static Wiring of(Config config, Endpoints endpoints) {
    return of(config, clients(Optional.of(endpoints), ANYBODY));
  }

  /** Clients that are there already. */
  public static Wiring of(Config config, Clients clients) {
    return new Wiring(config, clients);
  }

  /** Clients of AWS as the environment, profile or role says. */
  public static Clients aws() {
    return clients(Optional.empty(), credentials());
  }

  /** The same clients of what stands in for AWS at another place. */
  static Clients rehearsing(URI standIn) {
    return clients(Optional.of(new Endpoints(standIn, standIn)), credentials());
  }

  /** The SDK's own chain, once for all clients: it is asked when the first call is signed. */
  private static AwsCredentialsProvider credentials() {
    return DefaultCredentialsProvider.builder().build();
  }

  /** Reads table streams where no Lambda does. */
  public static DynamoDbStreamsClient streams(Endpoints endpoints) {
    return DynamoDbStreamsClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(endpoints.dynamodb())
        .credentialsProvider(ANYBODY)
        .httpClientBuilder(http(Duration.ofSeconds(3)))
        .overrideConfiguration(patience(2, Duration.ofSeconds(3)))
        .build();
  }

  /**
   * Where services answer that take any credentials.
   *
   * @param aws Route 53, SSM and EC2
   */
  public record Endpoints(URI aws, URI dynamodb) {}

  public Config config() {
    return config;
  }

  public Clients clients() {
    return clients;
  }

  /** Builds the clients that are built when they are needed, where that is to be done early. */
  public void buildClients() {
    clients.buildAll();
  }

  /**
   * Reads the master key meanwhile, in another thread. Whoever needs the key waits for it. What
   * goes wrong, the first request meets again and tells.
   */
  public Thread readMasterKey() {
    return Thread.ofVirtual().start(this::tryMasterKey);
  }

  private void tryMasterKey() {
    try {
      masterKeys.latest();
    } catch (RuntimeException metAgain) {
      // No request waits yet, so there is nobody to tell.
    }
  }

  public State state() {
    return state;
  }

  public MasterKeys masterKeys() {
    return masterKeys;
  }

  public SiteKeys keys() {
    return keys;
  }

  public DynamoRegistry registry() {
    return new DynamoRegistry(clients.dynamodb(), config.registryTable());
  }

  public Authenticator authenticator() {
    return new Authenticator(state, keys);
  }

  public RouterAuthenticator routers() {
    return new RouterAuthenticator(state, keys);
  }

  public UpdateService updates(Time time) {
    return new UpdateService(state, new DirectPath(parts(time)), time);
  }

  /** Publishes what the state table's stream tells of. */
  public BatchPublisher batches(Time time) {
    return new BatchPublisher(parts(time));
  }

  private SenderParts parts(Time time) {
    return new SenderParts(records(), state, state, config.pace(), time, WORKERS, RANDOM);
  }

  /** Hosted zones in Route 53. */
  public Records records() {
    return new Route53Records(clients::route53);
  }

  /** Follows what AWS tells of instances. */
  public InstanceFollower follower(Time time) {
    return new InstanceFollower(registry(), state, instances(time), updates(time), time);
  }

  /** Instances in EC2. */
  public Instances instances(Time time) {
    return new Ec2Instances(clients.ec2(), time);
  }

  /** Looks whether everything is as it should be. */
  public Recheck recheck(Time time) {
    return recheck(new SocketProbes(SocketProbes.Patience.DEFAULT), time);
  }

  /** The same with other probes. */
  public Recheck recheck(Probes probes, Time time) {
    BatchPublisher batches = batches(time);
    return new Recheck(
        new Recheck.Parts(
            registry(),
            state,
            records(),
            probes,
            publishing(batches, time),
            sites ->
                new InstanceReconciler(state, instances(time), updates(time), time).follow(sites),
            WORKERS,
            time));
  }

  private static Recheck.Publishing publishing(BatchPublisher batches, Time time) {
    return new Recheck.Publishing() {
      @Override
      public List<String> publish(Collection<Fqdn> names) {
        return batches.publish(names, time.now().plus(PUBLISHING)).troubles();
      }

      @Override
      public List<String> send(ZoneId zone, List<PendingName> names) {
        return batches.send(zone, names, time.now().plus(PUBLISHING)).troubles();
      }
    };
  }

  private static Clients clients(
      Optional<Endpoints> endpoints, AwsCredentialsProvider credentials) {
    var dynamodb = DynamoDbClient.builder();
    endpoints.ifPresent(at -> dynamodb.region(Region.US_EAST_1).endpointOverride(at.dynamodb()));
    return new Clients(
        () -> route53(endpoints, credentials),
        () -> ssm(endpoints, credentials),
        dynamodb
            .credentialsProvider(credentials)
            .httpClientBuilder(http(Duration.ofSeconds(3)))
            .overrideConfiguration(patience(2, Duration.ofSeconds(3)))
            .build(),
        () -> ec2(endpoints, credentials));
  }

  private static Ec2Call ec2(Optional<Endpoints> endpoints, AwsCredentialsProvider credentials) {
    return new Ec2Call(
        new Lazy<>(() -> http(Duration.ofSeconds(10)).build()),
        region -> endpoints.map(Endpoints::aws).orElseGet(() -> ec2(region)),
        credentials::resolveCredentials,
        InstantSource.system(),
        new Lazy<>(() -> endpoints.isPresent() ? LOCAL_REGION : region()));
  }

  private static URI ec2(String region) {
    return URI.create(
        "https://ec2." + region + "." + PartitionMetadata.of(Region.of(region)).dnsSuffix());
  }

  private static AwsRegion region() {
    return new AwsRegion(DefaultAwsRegionProviderChain.builder().build().getRegion().id());
  }

  private static Route53Client route53(
      Optional<Endpoints> endpoints, AwsCredentialsProvider credentials) {
    var route53 = Route53Client.builder().region(Region.AWS_GLOBAL);
    endpoints.ifPresent(at -> route53.endpointOverride(at.aws()));
    return route53
        .credentialsProvider(credentials)
        .httpClientBuilder(http(Duration.ofSeconds(5)))
        .overrideConfiguration(patience(0, Duration.ofSeconds(5)))
        .build();
  }

  private static SsmClient ssm(Optional<Endpoints> endpoints, AwsCredentialsProvider credentials) {
    var ssm = SsmClient.builder();
    endpoints.ifPresent(at -> ssm.region(Region.US_EAST_1).endpointOverride(at.aws()));
    return ssm.credentialsProvider(credentials)
        .httpClientBuilder(http(Duration.ofSeconds(3)))
        .overrideConfiguration(patience(2, Duration.ofSeconds(3)))
        .build();
  }

  private static UrlConnectionHttpClient.Builder http(Duration answer) {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(answer);
  }

  private static ClientOverrideConfiguration patience(int retries, Duration attempt) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(strategy -> strategy.maxAttempts(retries + 1))
        .apiCallAttemptTimeout(attempt)
        .build();
  }
}
