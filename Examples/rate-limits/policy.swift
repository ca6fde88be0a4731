// A server in a rough neighbourhood: static and dynamic block lists, rates by source, and connections by source.
//
//     weir apply Examples/rate-limits/policy.swift --sandbox

import Weir

/// Networks that are known to be bad, one a line, IPv4 and IPv6 mixed. weir reads the file.
let blocklist = AddressSet("blocklist", contentsOf: "blocklist.txt")

/// Who misbehaved is left alone for an hour; every further packet starts the hour anew.
let banned = AddressSet("banned", timeout: .hours(1), size: 65536, each: [.counter])

/// Rates by source. Elements come with the first packet and go when the source was quiet for a minute.
let logins = AddressSet("logins", timeout: .minutes(1), size: 65536)
let requests = AddressSet("requests", timeout: .seconds(30), size: 65536)

/// Connections by source.
let connections = AddressSet("connections", size: 65536)

Policy("rate-limits") {
    Table("guard", .inet) {
        // Before connection tracking, so that a flood costs as little as can be.
        Chain("early", .filter(.prerouting, priority: .raw)) {
            Rule(source == blocklist, .counter("blocked"), .drop)
            Rule(source == banned, .update(source, in: banned), .drop)
            // No handshake begins like this.
            Rule(tcp.flags & [.fin, .syn] == .fin | .syn, .jump("ban"))
            Rule(tcp.flags & [.fin, .syn, .rst, .psh, .ack, .urg] == 0, .jump("ban"))
        }

        Chain("input", .filter(.input), policy: .drop) {
            Rule(ct.state.vmap([.established: .accept, .related: .accept, .invalid: .drop]))
            Rule(meta.iifname == "lo", .accept)
            Rule(icmpv6.type == [.ndNeighborSolicit, .ndNeighborAdvert, .ndRouterAdvert, .packetTooBig], .accept)

            // More than six logins a minute from one source: an hour's ban.
            Rule(
                tcp.dport == 22, ct.state.hasAny(.new),
                .update(source, in: logins, timeout: .minutes(1), .limit(over: 6, per: .minute, burst: 6)), .jump("ban"))
            Rule(tcp.dport == 22, .accept)

            // A source has at most 100 connections to the web server, and opens at most 50 a second.
            Rule(tcp.dport == [80, 443], ct.state.hasAny(.new), .add(source, to: connections, .ctCount(over: 100)), .reject(with: .tcpReset))
            Rule(
                tcp.dport == [80, 443], ct.state.hasAny(.new),
                .update(source, in: requests, timeout: .seconds(30), .limit(over: 50, per: .second, burst: 100)), .counter("too-fast"), .drop)
            Rule(tcp.dport == [80, 443], .accept)

            // DNS answers are larger than questions: bytes are what counts.
            Rule(udp.dport == 53, .limit(.mbytes(2), per: .second), .accept)
            Rule(.limit(Limit("pings", 20, per: .second, burst: 40)), meta.l4proto == [.icmp, .icmpv6], .accept)
        }

        Chain("ban") {
            Rule(.limit(5, per: .minute), .log(prefix: "banned: "))
            Rule(.add(source, to: banned), .counter("bans"))
            // In a rule of its own: a set that is full takes no more, and ends its rule.
            Rule(.drop)
        }

        // What this host may send a month, to stay within what it pays for.
        Chain("output", .filter(.output)) {
            Rule(meta.oifname == "eth0", .quota(Quota("monthly", over: .gbytes(2000))), .log(prefix: "quota: "), .drop)
        }
    }
}

// Proven for every packet by `weir test Examples/rate-limits/policy.swift`.

Test("what is on the block list gets nowhere") {
    Expect(.dropped, iif: "eth0", path: .input, source == blocklist)
}

Test("a scan's flags are refused") {
    Expect(.dropped, iif: "eth0", path: .input, tcp.flags & [.fin, .syn] == .fin | .syn)
}
