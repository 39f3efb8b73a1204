package dev.ddns53.infra.part;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.CfnTable;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * What operators want (registry) and what is so (state). Both outlive the stack and can be brought
 * back to any second of the last 35 days.
 */
public final class Tables extends Construct {

  private final Table registry;
  private final Table state;

  public Tables(Construct scope, String id) {
    super(scope, id);
    this.registry = table("Registry").build();
    this.state =
        table("State").sortKey(key("sk")).stream(StreamViewType.NEW_IMAGE)
            .timeToLiveAttribute("expires")
            .build();
  }

  private Table.Builder table(String id) {
    return Table.Builder.create(this, id)
        .partitionKey(key("pk"))
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .pointInTimeRecoverySpecification(
            PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
        .deletionProtection(true)
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  private static Attribute key(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }

  public Table registry() {
    return registry;
  }

  public Table state() {
    return state;
  }

  /** Rows by their keys, from both tables in one call. */
  public void grantLookUp(JavaFunction function) {
    registry.grant(function.role(), "dynamodb:BatchGetItem");
    state.grant(function.role(), "dynamodb:BatchGetItem");
  }

  /**
   * Rows of state, alone or in a transaction: of sites, names and notices, and those by which
   * senders take turns ({@code zone#}, {@code bucket#}). None is ever deleted by a function.
   *
   * <p>A condition on leading keys would have to name every kind of row that there is, so it would
   * keep nothing out.
   */
  public void grantWriteState(JavaFunction function) {
    state.grant(function.role(), "dynamodb:PutItem");
  }

  /** All of the registry: only for who walks over the whole fleet. */
  public void grantScanRegistry(JavaFunction function) {
    registry.grant(function.role(), "dynamodb:Scan");
  }

  /** What reads the state table's stream; at most two may, or both slow down. */
  List<PolicyStatement> readStream() {
    return List.of(
        PolicyStatement.Builder.create()
            .effect(Effect.ALLOW)
            .actions(
                List.of(
                    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"))
            .resources(List.of(streamArn()))
            .build(),
        // Lists the streams of one table, so it is asked of the table's streams, not of one.
        PolicyStatement.Builder.create()
            .effect(Effect.ALLOW)
            .actions(List.of("dynamodb:ListStreams"))
            .resources(List.of(state.getTableArn() + "/stream/*"))
            .build());
  }

  /** How cdk-nag spells the resource of ListStreams. */
  String allStreamsFinding() {
    if (state.getNode().getDefaultChild() instanceof CfnTable plain) {
      return "Resource::<" + Stack.of(this).getLogicalId(plain) + ".Arn>/stream/*";
    }
    throw new IllegalStateException("the state table is no table of CloudFormation");
  }

  String streamArn() {
    String arn = state.getTableStreamArn();
    if (arn == null) {
      throw new IllegalStateException("the state table has no stream");
    }
    return arn;
  }
}
