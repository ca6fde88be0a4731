// A router between an uplink and a local network, for IPv4 behind NAT and for IPv6 without: what may pass, and how much of it.
// A folder of files is one policy: its `Policy` stands in main.swift, what it is made of wherever it reads best.
//
//     weir check  Examples/edge-router
//     weir apply  Examples/edge-router --sandbox

import Weir

Policy("edge-router") {
    Table("filter", .inet) {
        input()
        forward()
        icmpv6Chain()
    }
    Table("nat", .ip) {
        Chain("prerouting", .nat(.prerouting)) {
            Rule(meta.iifname == wan, .dnat(to: tcp.dport.map(published)))
        }
        Chain("postrouting", .nat(.postrouting)) {
            Rule(meta.oifname == wan, ip.saddr == "192.168.10.0/23", .masquerade)
        }
    }
    Table("mangle", .inet) {
        // Tunnels on the way, such as PPPoE, carry less than an Ethernet frame: say so in every handshake.
        Chain("forward", .filter(.forward, priority: .mangle)) {
            Rule(meta.oifname == wan, tcp.flags & [.syn, .rst] == .syn, tcp.option.maxseg.size.set(rt.mtu))
            // By which class it leaves; see shaping.swift.
            Rule(meta.iifname == guests, meta.oifname == wan, meta.mark.set(20))
        }
    }
    sending()
    receiving(lan, download)
    receiving(guests, guestRate)
}

tests()
