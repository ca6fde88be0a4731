// A hypervisor that gives each guest what it pays for. Guests of one tenant are bridged into a VXLAN, those of another leave tagged by a
// trunk; what a guest receives is shaped on its own tap.
//
//     ip link add vxlan42 type vxlan id 42 dstport 4789 dev eth0 remote 192.0.2.9
//     weir apply Examples/hypervisor-limits/policy.swift

import Weir

/// The tenant's network between hypervisors, and the trunk to the switch.
let overlay: Interface = "vxlan42"
let trunk: Interface = "eth1"

struct Guest {
    var number: UInt16
    var tap: Interface
    var mac: EtherAddress
    var sends: BitRate
    var receives: BitRate
}

let guests = [
    Guest(number: 1, tap: "tap-web", mac: "52:54:00:00:42:01", sends: .mbit(200), receives: .mbit(200)),
    Guest(number: 2, tap: "tap-db", mac: "52:54:00:00:42:02", sends: .mbit(100), receives: .mbit(400)),
    Guest(number: 3, tap: "tap-build", mac: "52:54:00:00:42:03", sends: .mbit(50), receives: .gbit(1)),
]

/// Tagged networks, by their tag.
let networks: [(number: UInt16, tag: Number, rate: BitRate)] = [(1, 100, .gbit(1)), (2, 101, .mbit(500)), (3, 102, .mbit(100))]

Policy("hypervisor-limits") {
    Link(overlay) {
        Root(.htb(default: 99)) {
            for guest in guests {
                Class(guest.number, rate: guest.sends, leaf: .fqCodel())
                Filter(ether.saddr == guest.mac, classify: guest.number)
            }
            // Broadcasts of the bridge itself, and whoever is not in the list.
            Class(99, rate: .mbit(1), ceil: .mbit(10))
        }
        Ingress {
            // The outside does not speak with a guest's address.
            for guest in guests { Filter(ether.saddr == guest.mac, .drop) }
        }
    }
    Link(trunk) {
        Root(.htb(default: 99)) {
            for network in networks {
                Class(network.number, rate: network.rate, leaf: .fqCodel())
                Filter(vlan.id == network.tag, classify: network.number)
            }
            Class(99, rate: .mbit(10))
        }
    }
    for guest in guests {
        Link(guest.tap) {
            Root(.tbf {
                $0.rate = guest.receives
                $0.burst = .bytes(256 * 1024)
                $0.limit = .mib(1)
            })
        }
    }
}
