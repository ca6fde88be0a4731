// What must not reach the host is dropped by the card, and is refused where the card can't: `weir check Examples/nics/uplink.swift
// --nic eth0=Examples/nics/switchdev.json` says what a card does of it, in CI and without the card.
import Weir

let uplink: Interface = "eth0"

Policy("offload") {
    Table("early", .netdev) {
        // Rules of hardware are equalities of header fields, one after the other: no sets, no ranges, no ct.
        Chain("ingress", .filter(.ingress, priority: 1, devices: [uplink], offload: .required)) {
            Rule(ip.saddr == "203.0.113.0/24", .drop)
            Rule(udp.sport == 19, .drop, comment: "chargen")
            Rule(tcp.dport == 23, .drop, comment: "telnet")
        }
    }
    Link(uplink) {
        Offloads {
            require(.hwTcOffload)
            forbid(.rxLRO)
        }
        // Shaped by the card where it can, else by the host, which apply then says.
        Root(.htb(default: 20, offload: .preferred)) {
            Class(20, rate: .gbit(8))
        }
    }
}
