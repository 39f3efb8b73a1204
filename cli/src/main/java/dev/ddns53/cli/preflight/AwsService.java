package dev.ddns53.cli.preflight;

import java.net.URI;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** The services that are asked without a module of the SDK. */
enum AwsService {
  STS("sts", "sts", "2011-06-15"),
  LAMBDA("lambda", "lambda", ""),
  LOGS("logs", "logs", ""),
  EVENTS("events", "events", ""),
  CLOUDFORMATION("cloudformation", "cloudformation", "2010-05-15"),
  IAM("iam", "iam", "2010-05-08");

  private final String prefix;
  private final String signingName;
  private final String version;

  AwsService(String prefix, String signingName, String version) {
    this.prefix = prefix;
    this.signingName = signingName;
    this.version = version;
  }

  /** What IAM's actions of this service begin with. */
  String prefix() {
    return prefix;
  }

  String signingName() {
    return signingName;
  }

  /** Of the Query protocol; empty for others. */
  String version() {
    return version;
  }

  /** IAM is one for all regions of a partition. */
  String signingRegion(Region region) {
    return this == IAM ? globalRegion(region) : region.id();
  }

  private static String globalRegion(Region region) {
    return switch (PartitionMetadata.of(region).id()) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      default -> "us-east-1";
    };
  }

  /** AWS's own endpoint. */
  URI endpoint(Region region) {
    String suffix = PartitionMetadata.of(region).dnsSuffix();
    if (this != IAM) {
      return URI.create("https://" + prefix + "." + region.id() + "." + suffix);
    }
    String global = globalRegion(region);
    return URI.create(
        "https://iam" + (global.equals("us-east-1") ? "" : "." + global) + "." + suffix);
  }
}
