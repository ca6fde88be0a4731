internal import Findings
internal import WeirModel

/// Checksums: their computation and verification, and frames with faults.
extension Checks {
    static let checksums: [OffloadRule] = [
        Check(
            .csumTxOff, .tip, "headers are changed, but the card computes no checksums", reads: [.features],
            why: "Each changed packet's checksum is completed in software; segmentation is off too, for it depends on it.",
            help: "ethtool -K DEV tx on", source: "net/core/dev.c:9747 netdev_fix_features; net/core/dev.c:3816", in: .checksums
        ) { (link) throws(Undecided) in
            let rules = link.sent(.mangles)
            let filters = link.filters.filter { $0.uses.contains(.mangles) }
            guard !rules.isEmpty || !filters.isEmpty else { return [] }
            for feature in ["tx-checksum-ip-generic", "tx-checksum-ipv4", "tx-checksum-ipv6"] where try link.isOn(feature) { return [] }
            let message = "`\(link.name)` makes no checksums, so those of changed packets are made in software"
            return rules.map { $0.finding(message) } + filters.map { $0.finding(message) }
        },
        Check(
            .csumRxOff, .warning, "conntrack checks every checksum in software", reads: [.features, .host],
            why: "With nf_conntrack_checksum each packet that the card did not verify is summed up, and a wrong one is INVALID.",
            help: "ethtool -K DEV rx on", source: "Documentation/networking/nf_conntrack-sysctl.rst:24", in: .checksums
        ) { (link) throws(Undecided) in
            let rules = link.received(.ct)
            guard let first = rules.first, try !link.isOn("rx-checksum"), try link.sysctl("net.netfilter.nf_conntrack_checksum") != 0 else {
                return []
            }
            return [first.finding("rx-checksum of `\(link.name)` is off, and connections are tracked")]
        },
        Check(
            .csumInvalidDrop, .warning, "flows in hardware become invalid and are dropped", reads: [.host],
            why: "conntrack sees a flow in hardware only in part, and takes the rest for out of window (inferred from the source).",
            help: "sysctl net.netfilter.nf_conntrack_tcp_be_liberal=1", source: "Documentation/networking/nf_conntrack-sysctl.rst:103",
            in: .checksums
        ) { (link) throws(Undecided) in
            let rules = link.received(.dropsInvalid)
            guard !rules.isEmpty,
                link.flowtables.contains(where: \.offload.isAsked)
                    || link.filters.contains(where: { $0.actions.contains(.ct) && $0.isOffloadable }),
                try link.sysctl("net.netfilter.nf_conntrack_tcp_be_liberal") != 1
            else { return [] }
            return rules.map {
                $0.finding("flows of `\(link.name)` run in hardware, and the packets that conntrack still sees can look invalid")
            }
        },
        Check(
            .csumPartialGuest, .tip, "packets for userspace lack their checksum", reads: [.link, .driver],
            why: "Between guests and namespaces a checksum is computed only when a packet reaches a wire.",
            help: "expect wrong checksums in captures and queues",
            source: "drivers/net/virtio_net.c; Documentation/networking/checksum-offloads.rst",
            in: .checksums
        ) { (link) throws(Undecided) in
            let rules = link.received(.userspace)
            guard !rules.isEmpty else { return [] }
            var kind = try link.link().kind
            if kind == nil { kind = try link.driverName() }
            guard let kind, ["veth", "tun", "virtio_net"].contains(kind) else { return [] }
            return rules.map { $0.finding("packets that arrive by a \(kind) may have no checksum yet") }
        },
        Check(
            .csumRxFcs, .warning, "each frame has four bytes more", reads: [.features],
            why: "rx-fcs leaves the frame check sequence on the packet, and turns LRO and hardware GRO off.",
            help: "ethtool -K DEV rx-fcs off", source: "Documentation/networking/netdev-features.rst; net/core/dev.c:9812", in: .checksums
        ) { (link) throws(Undecided) in
            guard link.filtersReceived, try link.isOn("rx-fcs") else { return [] }
            return [Finding("rx-fcs of `\(link.name)` is on: lengths include four bytes that are not part of the packet", at: nil)]
        },
        Check(
            .csumRxAll, .warning, "broken frames reach the policy", reads: [.features],
            why: "rx-all hands on frames with a wrong check sequence.", help: "ethtool -K DEV rx-all off",
            source: "Documentation/networking/netdev-features.rst",
            in: .checksums
        ) { (link) throws(Undecided) in
            guard link.filtersReceived, try link.isOn("rx-all") else { return [] }
            return [Finding("rx-all of `\(link.name)` is on: the policy sees frames that are broken", at: nil)]
        },
        Check(
            .csumLoopback, .error, "the card loops packets back", isAcceptable: true, reads: [.features, .link],
            why: "With the feature loopback the policy receives its own output.", help: "ethtool -K DEV loopback off",
            source: "include/linux/netdev_features.h NETIF_F_LOOPBACK", in: .checksums
        ) { (link) throws(Undecided) in
            guard link.name != "lo", try link.isOn("loopback"), try link.link().type != "loopback" else { return [] }
            return [Finding("`\(link.name)` loops sent packets back to itself", at: nil)]
        },
        Check(
            .dscpMangleTso, .tip, "one change marks all segments", reads: [.features],
            why:
                "The header of a large packet is copied to each segment: one dscp marks them all, which is right. Flows in hardware need the rule there too.",
            help: "nothing in software; if flows are in hardware, set the dscp in the offloaded rule",
            source: "Documentation/networking/segmentation-offloads.rst", in: .checksums
        ) { (link) throws(Undecided) in
            let rules = link.sent(.setsDSCP)
            guard !rules.isEmpty, try link.tso else { return [] }
            return rules.map { $0.finding("`\(link.name)` cuts packets after this rule, and each segment carries the dscp") }
        },
    ]
}
