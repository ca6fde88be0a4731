// An uplink of 100 Mbit down and 20 Mbit up, shaped on this side of the modem: a queue that is ours can be kept short.
//
// What goes out waits in classes of htb, each with fair queues of its own. What comes in can't be queued where it arrives, so it is
// handed to an ifb link, whose sending side shapes it.
//
//     ip link add ifb0 type ifb && ip link set ifb0 up
//     weir apply Examples/uplink-shaper/policy.swift

import Weir

let wan: Interface = "eth0"
let incoming: Interface = "ifb0"

/// A little less than what the line carries, so that the modem never has to queue.
let upload: BitRate = .mbit(19)
let download: BitRate = .mbit(95)

/// Classes of the upload, by what may not wait.
let interactive: UInt16 = 1
let ordinary: UInt16 = 2
let bulk: UInt16 = 3

Policy("uplink-shaper") {
    Link(wan) {
        Root(.htb(default: ordinary)) {
            Class(10, rate: upload) {
                // What is left over goes to those with the lower priority first.
                Class(interactive, rate: .mbit(4), ceil: upload, priority: 0, leaf: .fqCodel())
                Class(ordinary, rate: .mbit(12), ceil: upload, priority: 1, leaf: .fqCodel())
                Class(bulk, rate: .mbit(3), ceil: upload, priority: 2, leaf: .fqCodel())
            }
            // Voice as it marks itself, names, and what people type.
            Filter(ip.dscp == .ef, classify: interactive)
            Filter(ip6.dscp == .ef, classify: interactive)
            Filter(udp.dport == 53, classify: interactive)
            Filter(tcp.dport == 22, classify: interactive)
            // Backups and mirrors, as they mark themselves.
            Filter(ip.dscp == .cs1, classify: bulk)
            Filter(ip6.dscp == .cs1, classify: bulk)
        }
        Ingress {
            Filter(actions: [.redirect(to: incoming)])
        }
    }
    Link(incoming) {
        // Cake is shaper, fair queue and queue management in one; `ingress` counts what it drops as received.
        Root(.cake {
            $0.bandwidth = download
            $0.flowMode = .dualDsthost
            $0.ingress = true
            $0.nat = true
        })
    }
}
