package dev.ddns53.aws;

import static dev.ddns53.aws.Keys.number;

import dev.ddns53.core.address.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes of rows and of maps within them. Times are epoch milliseconds. */
final class Attributes {

  private Attributes() {}

  static Optional<AttributeValue> at(Map<String, AttributeValue> row, String attribute) {
    return Optional.ofNullable(row.get(attribute));
  }

  static AttributeValue required(Map<String, AttributeValue> row, String attribute) {
    return at(row, attribute)
        .orElseThrow(() -> new IllegalArgumentException("the row has no " + attribute));
  }

  static String textAt(Map<String, AttributeValue> row, String attribute) {
    return required(row, attribute).s();
  }

  static long longAt(Map<String, AttributeValue> row, String attribute) {
    return Long.parseLong(required(row, attribute).n());
  }

  static Optional<Map<String, AttributeValue>> mapAt(
      Map<String, AttributeValue> row, String attribute) {
    return at(row, attribute).map(AttributeValue::m);
  }

  static Instant timeAt(Map<String, AttributeValue> row, String attribute) {
    return Instant.ofEpochMilli(longAt(row, attribute));
  }

  /** Empty where the row has no such time. */
  static Optional<Instant> optionalTimeAt(Map<String, AttributeValue> row, String attribute) {
    return row.containsKey(attribute) ? Optional.of(timeAt(row, attribute)) : Optional.empty();
  }

  static IpAddress addressAt(Map<String, AttributeValue> row, String attribute) {
    return address(required(row, attribute));
  }

  static IpAddress address(AttributeValue value) {
    return IpAddress.parse(value.s()).orElseThrow();
  }

  static AttributeValue addresses(List<IpAddress> addresses) {
    return AttributeValue.fromL(
        addresses.stream().map(each -> AttributeValue.fromS(each.toString())).toList());
  }

  static List<IpAddress> readAddresses(AttributeValue list) {
    return list.l().stream().map(Attributes::address).toList();
  }

  static AttributeValue map(Map<String, AttributeValue> entries) {
    return AttributeValue.fromM(entries);
  }

  static AttributeValue time(Instant time) {
    return number(time.toEpochMilli());
  }
}
