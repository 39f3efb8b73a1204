package dev.ddns53.aws;

import static dev.ddns53.aws.Attributes.map;
import static dev.ddns53.aws.Keys.number;
import static dev.ddns53.aws.Keys.text;

import dev.ddns53.core.address.AliasTarget;
import dev.ddns53.core.address.Family;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.Ttl;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.record.Content;
import dev.ddns53.core.record.Publication;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record's content within its row, whose family is that of the record.
 *
 * <pre>
 *  nothing     { }
 *  addresses   { addresses: [ texts in ascending order ], ttl: seconds }
 *  an alias    { alias: the target's name, zone: its hosted zone }
 * </pre>
 */
final class ContentRow {

  private static final String ADDRESSES = "addresses";
  private static final String TTL = "ttl";
  private static final String ALIAS = "alias";
  private static final String ZONE = "zone";

  private ContentRow() {}

  static AttributeValue of(Content content) {
    return map(
        switch (content) {
          case Content.Nothing nothing -> Map.of();
          case Publication.Addresses addresses ->
              Map.of(
                  ADDRESSES,
                  AttributeValue.fromL(addresses.values().stream().map(Keys::text).toList()),
                  TTL,
                  number(addresses.ttl().seconds()));
          case Publication.Alias(Family family, AliasTarget target) ->
              Map.of(ALIAS, text(target.dnsName().value()), ZONE, text(target.zone().value()));
        });
  }

  static Content read(Family family, AttributeValue value) {
    Map<String, AttributeValue> row = value.m();
    if (row.isEmpty()) {
      return Content.NOTHING;
    }
    if (row.containsKey(ALIAS)) {
      return new Publication.Alias(
          family,
          new AliasTarget(
              new Fqdn(Attributes.textAt(row, ALIAS)), new ZoneId(Attributes.textAt(row, ZONE))));
    }
    return Publication.of(
        family,
        new Ttl(Math.toIntExact(Attributes.longAt(row, TTL))),
        Attributes.required(row, ADDRESSES).l().stream().map(Attributes::address).toList());
  }
}
