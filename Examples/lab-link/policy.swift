// A link of a laboratory that behaves like one across an ocean: 40 Mbit, 60 ms each way, with some loss. Tests of what runs over it are
// then of the real world.
//
//     ip link add ifb1 type ifb && ip link set ifb1 up
//     weir apply Examples/lab-link/policy.swift

import Weir

let link: Interface = "eth3"
let incoming: Interface = "ifb1"

/// One direction: what the wire would do.
let ocean = QdiscKind.netem {
    $0.limit = 2000
    $0.delay = .milliseconds(60)
    $0.jitter = .milliseconds(4)
    $0.loss = .percent(0.2, correlation: 25)
    $0.duplicate = .percent(0.01)
    $0.rate = .init(.mbit(40))
}

Policy("lab-link") {
    Link(link) {
        Root(ocean)
        Ingress {
            Filter(actions: [.redirect(to: incoming)])
        }
    }
    Link(incoming) {
        Root(ocean)
    }
}
