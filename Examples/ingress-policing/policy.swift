// A server that keeps floods off its queues: what exceeds its measure is dropped before the firewall sees it, and before it costs memory.
// Policing does not delay, so it is for what nobody misses; what matters is shaped instead (see uplink-shaper).
//
//     weir apply Examples/ingress-policing/policy.swift

import Weir

let wan: Interface = "eth0"

/// Services that answer anybody, and what one of them may take of the uplink.
let services: [(port: Port, rate: BitRate)] = [(53, .mbit(20)), (123, .mbit(5)), (443, .mbit(200))]

Policy("ingress-policing") {
    Link(wan) {
        Ingress {
            // Nobody outside has these addresses.
            Filter(ip.saddr == "127.0.0.0/8", .drop)
            Filter(ip.saddr == "10.0.0.0/8", .drop)
            // Pings and errors, of both families.
            Filter(ip.protocol == .icmp, actions: [.police(rate: .mbit(1), burst: .kib(32))])
            Filter(ip6.nexthdr == .icmpv6, actions: [.police(rate: .mbit(1), burst: .kib(32))])
            // Handshakes are counted, not measured: 2,000 a second, 400 at once.
            Filter(ip.protocol == .tcp, tcp.flags & [.syn, .ack] == .syn, actions: [
                .police(.drop) {
                    $0.packetRate = 2000
                    $0.packetBurst = .bytes(400)
                    $0.conform = .pipe
                },
                .continue,
            ])
            for service in services {
                Filter(ip.protocol == .udp, udp.dport == service.port, actions: [.police(rate: service.rate, burst: .kib(256))])
            }
            // All else that is UDP.
            Filter(ip.protocol == .udp, actions: [.police(rate: .mbit(50), burst: .kib(128))])
        }
    }
}
