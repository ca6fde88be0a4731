import Weir

/// The uplink.
let wan: Interface = "eth0"
/// The local network, and the one for guests.
let lan: Interface = "br-lan"
let guests: Interface = "br-guests"

/// IPv4 servers behind the router, by the port that they are published at.
let published: MapLiteral<Port, Address> = [
    25: "192.168.10.25",
    80: "192.168.10.80",
    443: "192.168.10.80",
]

/// The same servers over IPv6, reached by their own addresses.
let servers6 = NamedSet(
    "servers6", type: .concat(.ipv6Address, .inetService),
    [.of("2001:db8:10::25", 25), .of("2001:db8:10::80", 80), .of("2001:db8:10::80", 443)])

/// Addresses that nobody on the uplink can have: RFC 1918, RFC 6598, documentation, loopback, unique local.
let bogons = AddressSet(
    "bogons",
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",
        "::1", "fc00::/7", "ff00::/8",
    ])
