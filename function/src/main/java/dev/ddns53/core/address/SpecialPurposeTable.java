package dev.ddns53.core.address;

/** Data: which addresses are not one site's on the Internet, with sources and their dates. */
final class SpecialPurposeTable {

  /** A line each; lines with {@code #} are comments. */
  static final String TEXT =
      """
      # Addresses that are not one site's on the Internet. A line each:
      #
      #   block | kind | globally reachable | name, reference
      #
      # "Globally reachable" is the registry's own verdict: true, false, or n/a where it gives none.
      # The kind says how it is judged and explained (SpecialRange); "accepted" ones are not refused.
      # Where several blocks hold an address, the narrowest decides.

      # IANA IPv4 Special-Purpose Address Registry (RFC 6890, RFC 8190), as of 2025-10-09
      # https://www.iana.org/assignments/iana-ipv4-special-registry/
      0.0.0.0/8          | this-network  | false | This network, RFC 791
      0.0.0.0/32         | unspecified   | false | This host on this network, RFC 1122
      10.0.0.0/8         | private       | false | Private-Use, RFC 1918
      100.64.0.0/10      | cgnat         | false | Shared Address Space, RFC 6598
      127.0.0.0/8        | loopback      | false | Loopback, RFC 1122
      169.254.0.0/16     | link-local    | false | Link Local, RFC 3927
      172.16.0.0/12      | private       | false | Private-Use, RFC 1918
      192.0.0.0/24       | ds-lite       | false | IETF Protocol Assignments, RFC 6890
      192.0.0.0/29       | ds-lite       | false | IPv4 Service Continuity Prefix, RFC 7335
      192.0.0.8/32       | ds-lite       | false | IPv4 dummy address, RFC 7600
      192.0.0.9/32       | service       | true  | Port Control Protocol Anycast, RFC 7723
      192.0.0.10/32      | service       | true  | Traversal Using Relays around NAT Anycast, RFC 8155
      192.0.0.170/32     | nat64         | false | NAT64/DNS64 Discovery, RFC 8880
      192.0.0.171/32     | nat64         | false | NAT64/DNS64 Discovery, RFC 8880
      192.0.2.0/24       | accepted      | false | Documentation (TEST-NET-1), RFC 5737
      192.31.196.0/24    | service       | true  | AS112-v4, RFC 7535
      192.52.193.0/24    | service       | true  | AMT, RFC 7450
      192.88.99.0/24     | relay         | n/a   | Deprecated (6to4 Relay Anycast), RFC 7526
      192.88.99.2/32     | relay         | false | 6a44-relay anycast address, RFC 6751
      192.168.0.0/16     | private       | false | Private-Use, RFC 1918
      192.175.48.0/24    | service       | true  | Direct Delegation AS112 Service, RFC 7534
      198.18.0.0/15      | benchmarking  | false | Benchmarking, RFC 2544
      198.51.100.0/24    | accepted      | false | Documentation (TEST-NET-2), RFC 5737
      203.0.113.0/24     | accepted      | false | Documentation (TEST-NET-3), RFC 5737
      240.0.0.0/4        | reserved      | false | Reserved, RFC 1112
      255.255.255.255/32 | broadcast     | false | Limited Broadcast, RFC 919

      # IANA IPv6 Special-Purpose Address Registry (RFC 6890, RFC 8190), as of 2025-10-09
      # https://www.iana.org/assignments/iana-ipv6-special-registry/
      # ::ffff:0:0/96 (IPv4-mapped, RFC 4291) is its one entry without a line: such an address is read
      # as the IPv4 address that it carries, and judged as that.
      ::1/128            | loopback      | false | Loopback Address, RFC 4291
      ::/128             | unspecified   | false | Unspecified Address, RFC 4291
      64:ff9b::/96       | nat64         | true  | IPv4-IPv6 Translation, RFC 6052
      64:ff9b:1::/48     | nat64         | false | IPv4-IPv6 Translation, RFC 8215
      100::/64           | discard       | false | Discard-Only Address Block, RFC 6666
      100:0:0:1::/64     | dummy         | false | Dummy IPv6 Prefix, RFC 9780
      2001::/23          | protocol      | false | IETF Protocol Assignments, RFC 2928
      2001::/32          | teredo        | n/a   | TEREDO, RFC 4380
      2001:1::1/128      | service       | true  | Port Control Protocol Anycast, RFC 7723
      2001:1::2/128      | service       | true  | Traversal Using Relays around NAT Anycast, RFC 8155
      2001:1::3/128      | service       | true  | DNS-SD Service Registration Protocol Anycast, RFC 9665
      2001:2::/48        | benchmarking  | false | Benchmarking, RFC 5180
      2001:3::/32        | service       | true  | AMT, RFC 7450
      2001:4:112::/48    | service       | true  | AS112-v6, RFC 7535
      2001:10::/28       | identifier    | n/a   | Deprecated (previously ORCHID), RFC 4843
      2001:20::/28       | identifier    | true  | ORCHIDv2, RFC 7343
      2001:30::/28       | identifier    | true  | Drone Remote ID Protocol Entity Tags, RFC 9374
      2001:db8::/32      | accepted      | false | Documentation, RFC 3849
      2002::/16          | six-to-four   | n/a   | 6to4, RFC 3056
      2620:4f:8000::/48  | service       | true  | Direct Delegation AS112 Service, RFC 7534
      3fff::/20          | documentation | false | Documentation, RFC 9637
      5f00::/16          | srv6          | false | Segment Routing (SRv6) SIDs, RFC 9602
      fc00::/7           | unique-local  | false | Unique-Local, RFC 4193
      fe80::/10          | link-local    | false | Link-Local Unicast, RFC 4291

      # In neither registry
      224.0.0.0/4        | multicast     | n/a   | Multicast, RFC 5771
      ::/96              | ipv4-inside   | n/a   | IPv4-compatible, RFC 4291
      ::ffff:0:0:0/96    | ipv4-inside   | n/a   | IPv4-translated, RFC 2765
      3ffe::/16          | retired       | n/a   | 6bone, RFC 3701
      fec0::/10          | unique-local  | n/a   | Site-Local, RFC 3879
      ff00::/8           | multicast     | n/a   | Multicast, RFC 4291
      """;

  private SpecialPurposeTable() {}
}
