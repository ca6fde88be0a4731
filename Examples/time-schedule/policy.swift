// A machine network: control traffic in its own slot of a cycle of one millisecond, cameras in another, the rest in what is left.
// `control` has a schedule of gates in software (taprio), `uplink` maps the same priorities onto queues of its card (mqprio).
// Both links need four queues to send (`ethtool -l`).
//
//     weir apply Examples/time-schedule/policy.swift

import Weir

let control: Interface = "eth4"
let uplink: Interface = "eth5"

/// Priority 7 is control, 5 and 6 are cameras, the others are the rest. Sockets say theirs (SO_PRIORITY).
let classes: [UInt8] = [2, 2, 2, 2, 2, 1, 1, 0, 2, 2, 2, 2, 2, 2, 2, 2]

Policy("time-schedule") {
    Link(control) {
        Root(.taprio {
            $0.map = classes
            $0.queues = [.init(count: 1, offset: 0), .init(count: 1, offset: 1), .init(count: 2, offset: 2)]
            // The clock of the network (PTP), from its beginning on.
            $0.clockID = 11
            $0.baseTime = 0
            $0.schedule = [
                .init(gateMask: 0b001, interval: .microseconds(200)),
                .init(gateMask: 0b010, interval: .microseconds(300)),
                .init(gateMask: 0b110, interval: .microseconds(500)),
            ]
        }, handle: 1)
        Egress {
            // Of an application that says nothing, by its port.
            Filter(udp.dport == 4840, actions: [.skbedit { $0.priority = 7 }])
        }
    }
    Link(uplink) {
        Root(.mqprio {
            $0.map = classes
            $0.queues = [.init(count: 1, offset: 0), .init(count: 1, offset: 1), .init(count: 2, offset: 2)]
            $0.hardware = false
        }, handle: 1) {
            Class(3, .mqprio(), leaf: .fqCodel())
            Class(4, .mqprio(), leaf: .fqCodel())
        }
    }
}
