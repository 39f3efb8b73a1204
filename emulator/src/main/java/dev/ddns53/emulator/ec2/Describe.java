package dev.ddns53.emulator.ec2;

import dev.ddns53.emulator.document.XmlWriter;
import dev.ddns53.emulator.http.AwsReply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * DescribeInstances, page by page.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html">the
 *     action</a>
 */
final class Describe {

  private static final int LEAST = 5;
  private static final int MOST = 1_000;
  private static final String OWNER = "000000000000";

  private final List<Machine> machines;
  private final int pageSize;

  /**
   * Of these machines.
   *
   * @param pageSize how many a page has at the most, whatever was asked for; 0 for no limit
   */
  Describe(List<Machine> machines, int pageSize) {
    this.machines = machines;
    this.pageSize = pageSize;
  }

  AwsReply answer(Ec2Parameters parameters) throws Ec2Error {
    List<String> ids = parameters.list("InstanceId");
    List<Ec2Filter> filters = Ec2Filter.take(parameters);
    Optional<String> most = parameters.take("MaxResults");
    Optional<String> token = parameters.take("NextToken");
    parameters.end();
    if (!ids.isEmpty() && most.isPresent()) {
      throw Ec2Error.of(
          "InvalidParameterCombination",
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    checkIds(ids);
    List<Machine> found =
        machines.stream()
            .filter(each -> ids.isEmpty() || ids.contains(each.id()))
            .filter(each -> filters.stream().allMatch(filter -> filter.passes(each)))
            .toList();
    int size = most.isPresent() ? most(most.get()) : MOST;
    return page(found, token.isPresent() ? start(token.get()) : "", shorter(size));
  }

  private int shorter(int size) {
    return pageSize == 0 ? size : Math.min(size, pageSize);
  }

  private void checkIds(List<String> ids) throws Ec2Error {
    for (String id : ids) {
      if (!id.matches("i-[0-9a-f]{8}([0-9a-f]{9})?")) {
        throw Ec2Error.of("InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
      }
    }
    Set<String> known = machines.stream().map(Machine::id).collect(Collectors.toSet());
    List<String> missing = ids.stream().filter(id -> !known.contains(id)).toList();
    if (!missing.isEmpty()) {
      throw Ec2Error.of(
          "InvalidInstanceID.NotFound",
          missing.size() == 1
              ? "The instance ID '" + missing.getFirst() + "' does not exist"
              : "The instance IDs '" + String.join(", ", missing) + "' do not exist");
    }
  }

  private static int most(String text) throws Ec2Error {
    if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < LEAST) {
      throw Ec2Error.of(
          "InvalidParameterValue",
          "Value ( "
              + text
              + " ) for parameter maxResults is invalid. Expecting a value greater"
              + " than or equal to "
              + LEAST
              + ".");
    }
    return Math.min(MOST, Integer.parseInt(text));
  }

  /** A token says which machine was the last. */
  private static String token(Machine last) {
    return Base64.getEncoder().encodeToString(last.id().getBytes(StandardCharsets.UTF_8));
  }

  private static String start(String token) throws Ec2Error {
    try {
      return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Ec2Error.of("InvalidParameterValue", "Unable to parse pagination token");
    }
  }

  private static AwsReply page(List<Machine> found, String after, int size) {
    List<Machine> left = found.stream().filter(each -> each.id().compareTo(after) > 0).toList();
    List<Machine> page = left.stream().limit(size).toList();
    Optional<String> next =
        left.size() > page.size() ? Optional.of(token(page.getLast())) : Optional.empty();
    return Ec2Xml.reply(
        200,
        "DescribeInstancesResponse",
        xml ->
            xml.with("requestId", Ec2Xml.requestId())
                .with(
                    "reservationSet",
                    set -> page.forEach(each -> set.with("item", item -> reservation(item, each))))
                .with("nextToken", next));
  }

  private static void reservation(XmlWriter xml, Machine machine) {
    xml.with("reservationId", machine.id().replaceFirst("i-", "r-"))
        .with("ownerId", OWNER)
        .with("groupSet", groups -> {})
        .with("instancesSet", set -> set.with("item", item -> instance(item, machine)));
  }

  private static void instance(XmlWriter xml, Machine machine) {
    xml.with("instanceId", machine.id())
        .with("imageId", "ami-00000000000000000")
        .with(
            "instanceState",
            state ->
                state
                    .with("code", Integer.toString(machine.state().code()))
                    .with("name", machine.state().slug()))
        .with("instanceType", "t4g.nano")
        .with("launchTime", machine.launched().toString())
        .with("privateIpAddress", machine.privateIp())
        .with("ipAddress", machine.publicIp());
    if (machine.ipv6().isPresent()) {
      xml.with("ipv6Address", machine.ipv6());
    }
    if (!machine.tags().isEmpty()) {
      xml.with(
          "tagSet",
          tags ->
              machine
                  .tags()
                  .forEach(
                      (key, value) ->
                          tags.with("item", tag -> tag.with("key", key).with("value", value))));
    }
    xml.with("networkInterfaceSet", interfaces -> network(interfaces, machine));
  }

  private static void network(XmlWriter xml, Machine machine) {
    if (machine.privateIp().isEmpty()) {
      return;
    }
    xml.with(
        "item",
        item -> {
          item.with("networkInterfaceId", machine.id().replaceFirst("i-", "eni-"))
              .with("privateIpAddress", machine.privateIp())
              .with(
                  "attachment",
                  attachment -> attachment.with("deviceIndex", "0").with("status", "attached"));
          item.with(
              "ipv6AddressesSet",
              set ->
                  machine
                      .ipv6()
                      .ifPresent(
                          address -> set.with("item", each -> each.with("ipv6Address", address))));
        });
  }
}
