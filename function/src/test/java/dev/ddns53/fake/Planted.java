package dev.ddns53.fake;

import dev.ddns53.core.model.Ttl;
import dev.ddns53.core.model.ZoneId;
import java.util.List;

/** A record set that somebody else made. */
public sealed interface Planted {

  /** The TTL of those that have one. */
  Ttl TTL = new Ttl(300);

  /** Where aliases point to. */
  ZoneId ALIAS_ZONE = new ZoneId("Z2FDTNDATAQYW2");

  String type();

  /** One set of its name and type. */
  record Simple(String type, List<String> values) implements Planted {
    public Simple {
      values = List.copyOf(values);
    }
  }

  /** Route 53's alias to another record or service. */
  record Alias(String type, String target) implements Planted {}

  /** One of several sets of its name and type, told apart by an identifier. */
  record Weighted(String type, String identifier, List<String> values) implements Planted {
    public Weighted {
      values = List.copyOf(values);
    }
  }

  static Planted simple(String type, String... values) {
    return new Simple(type, List.of(values));
  }

  static Planted alias(String type, String target) {
    return new Alias(type, target);
  }

  static Planted weighted(String type, String identifier, String value) {
    return new Weighted(type, identifier, List.of(value));
  }
}
