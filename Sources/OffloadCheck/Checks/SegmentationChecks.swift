internal import Findings
internal import WeirModel

extension LinkContext {
    /// Rules with such a use that see merged packets, which are several on the wire; with the reason, in words.
    func merged(_ use: RuleFeatures) throws(Undecided) -> [(rule: RuleTraits, why: String)] {
        let received = received(use)
        let sent = sent(use)
        guard !received.isEmpty || !sent.isEmpty else { return [] }
        let merges = received.isEmpty ? nil : try mergers().joined(separator: ", ")
        let builds = sent.isEmpty ? false : try buildsLarge
        var found: [(RuleTraits, String)] = []
        if let merges, !merges.isEmpty { found += received.map { ($0, "\(merges) of `\(name)` merges received packets") } }
        if builds {
            // Forwarded packets are reported already.
            let told = found.isEmpty ? [] : Set(received.compactMap { $0.location?.description })
            found += sent.filter { $0.location.map { !told.contains($0.description) } ?? true }.map {
                ($0, "`\(name)` is handed packets that it cuts itself (TSO, GSO)")
            }
        }
        return found
    }

    private func mergers() throws(Undecided) -> [String] {
        let features = try features()
        return ["rx-lro", "rx-gro-hw", "rx-gro"].filter { features[$0]?.active ?? false }
    }

    func filters(using use: RuleFeatures) -> [FilterFacts] { filters.filter { $0.uses.contains(use) } }
}

/// Packets that the stack sees are not the packets of the wire.
extension Checks {
    static let segmentation: [OffloadRule] = [
        Check(
            .segPoliceBurst, .warning, "a policer's burst is below the largest packet", reads: [.features, .link],
            why: "The bucket never holds more than the burst, so a merged packet longer than that never conforms and is always dropped.",
            help: "let the burst be 64 KiB and an MTU at least, or turn GRO and TSO of DEV off", source: "net/sched/act_police.c:281-293",
            in: .segmentation
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for filter in link.filters where filter.side != .inner {
                for police in filter.polices {
                    guard let burst = police.burst, police.bytesPerSecond != nil else { continue }
                    let largest = try filter.side == .egress ? link.largestSent() : link.largestReceived()
                    if burst < largest {
                        findings.append(
                            filter.finding(
                                "the policer's burst of \(burst) bytes never lets a packet of \(largest) bytes pass, and `\(link.name)` makes such"
                            ))
                    }
                }
            }
            return findings
        },
        Check(
            .segPoliceMtu, .tip, "a policer's mtu meets merged packets", reads: [.features],
            why: "The mtu is compared with each segment, the rate with the whole packet.",
            help: "do not use `mtu` to hold back merged packets",
            source: "net/sched/act_police.c:241", in: .segmentation
        ) { (link) throws(Undecided) in
            let filters = link.filters.filter { $0.polices.contains { $0.mtu != nil } }
            if filters.isEmpty { return [] }
            let merges = try link.mergesReceived
            let builds = try link.buildsLarge
            return merges || builds
                ? filters.map { $0.finding("the policer's mtu looks at segments, not at the merged packet that the rate counts") } : []
        },
        Check(
            .segPolicePps, .warning, "a limit of packets counts merged ones", reads: [.features],
            why: "A merged packet counts as one: 14,594 packets of the wire were 375 to a rule (measured).",
            help: "limit bytes, or turn GRO and TSO of DEV off",
            source: "net/sched/act_police.c:295; net/netfilter/nft_limit.c; measured on 6.18",
            in: .segmentation
        ) { (link) throws(Undecided) in
            // Limits are not meant for the host's traffic to itself.
            let limits = link.name == "lo" ? [] : try link.merged(.packetLimit)
            var findings = limits.map { $0.rule.finding("the limit counts merged packets as one: \($0.why)") }
            for filter in link.filters where filter.polices.contains(where: { $0.packetsPerSecond != nil }) {
                let merges = try filter.side == .egress ? link.buildsLarge : link.mergesReceived
                if merges { findings.append(filter.finding("the policer counts merged packets as one")) }
            }
            return findings
        },
        Check(
            .segLimitBytes, .warning, "a byte limit's bucket is below the largest packet", reads: [.features],
            why: "The bucket holds the rate's share and the burst; a merged packet that is longer never passes.",
            help: "raise the burst to 64 KiB or more", source: "net/netfilter/nft_limit.c:93", in: .segmentation
        ) { (link) throws(Undecided) in
            let small: (RuleTraits) -> Bool = { ($0.bucket ?? .max) < 65536 }
            guard link.rules(.byteLimit).contains(where: small) else { return [] }
            return try link.merged(.byteLimit).filter { small($0.rule) }.map {
                $0.rule.finding("the limit's bucket holds \($0.rule.bucket ?? 0) bytes, and a merged packet can have 65536: \($0.why)")
            }
        },
        Check(
            .segTbfBurst, .error, "tbf's burst is below a full frame", isAcceptable: true, reads: [.link],
            why: "A packet longer than the bucket is dropped.",
            help: "let the burst be the MTU and 14 bytes at least, and a timer tick's worth of the rate",
            source: "net/sched/sch_tbf.c:251", in: .segmentation
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for tbf in link.bursts {
                let frame = UInt64(try link.link().mtu) + 14
                if tbf.bytes < frame {
                    findings.append(Finding("tbf's burst of \(tbf.bytes) bytes drops every full frame of \(frame) bytes", at: tbf.location))
                }
            }
            return findings
        },
        Check(
            .segTbfGso, .tip, "tbf cuts large packets in software", reads: [.features, .link],
            why: "A packet larger than the bucket is segmented by the qdisc: correct, but it costs the gain of TSO.",
            help: "raise the burst, or `ip link set DEV gso_max_size BURST`", source: "net/sched/sch_tbf.c:204", in: .segmentation
        ) { (link) throws(Undecided) in
            var findings: [Finding] = []
            for tbf in link.bursts {
                let facts = try link.link()
                let largest = try link.largestSent()
                guard tbf.bytes >= UInt64(facts.mtu) + 14, tbf.bytes < largest, largest > UInt64(facts.mtu) + 14 else { continue }
                findings.append(
                    Finding(
                        "packets of up to \(largest) bytes are cut in software, for tbf's burst is \(tbf.bytes) bytes", at: tbf.location))
            }
            return findings
        },
        Check(
            .segMetaLength, .warning, "a match on length sees merged packets", reads: [.features],
            why: "The length is the merged packet's: with TSO on, 336 of 375 packets were longer than the MTU of the wire (measured).",
            help: "turn GRO and LRO of DEV off, or do not take a length above the MTU for an oversized frame",
            source: "net/netfilter/nft_meta.c:319; measured on 6.18", in: .segmentation
        ) { (link) throws(Undecided) in
            try link.merged(.length).map { $0.rule.finding("the length is that of a merged packet: \($0.why)") }
        },
        Check(
            .segMetaLengthHook, .warning, "the same length is compared at egress and elsewhere",
            why: "At netdev egress the packet has its link-layer header: `meta length` of a packet of 128 bytes is 142 there (measured).",
            help: "add 14 in egress chains (18 with a tag), or match `ip length`", source: "net/core/dev.c:4322; measured on 6.18",
            in: .segmentation
        ) { policy in
            let rules = policy.rules(.metaLength)
            let egress = rules.filter { $0.chain.hooks.contains(.egress) }
            let others = rules.filter { !$0.chain.hooks.contains(.egress) }.reduce(into: Set<UInt128>()) { $0.formUnion($1.lengths) }
            return egress.filter { !$0.lengths.isDisjoint(with: others) }.map { rule in
                var finding = rule.finding(
                    "`meta length` counts the link-layer header at egress, and another chain compares the same number without it")
                finding.subject = rule.chain.subject
                return finding
            }
        },
        Check(
            .segPoliceL2, .tip, "the same policer's rate is used at ingress and at egress",
            why: "At tc ingress the length lacks the link-layer header, at egress it has it.",
            help: "raise the rate at egress by the header, or shape on an ifb", source: "net/core/dev.c:5271", in: .segmentation
        ) { (link) throws(Undecided) in
            func rates(_ side: FilterSite.Side) -> Set<UInt64> {
                Set(link.filters.filter { $0.side == side }.flatMap(\.polices).compactMap(\.bytesPerSecond))
            }
            let both = rates(.ingress).intersection(rates(.egress))
            return link.filters.filter { filter in
                filter.side == .egress && filter.polices.contains { $0.bytesPerSecond.map(both.contains) ?? false }
            }
            .map { $0.finding("the same rate lets more through at ingress, where the link-layer header is not counted") }
        },
        Check(
            .segUdpGroFwd, .warning, "UDP is merged for forwarding", reads: [.features],
            why: "With these features UDP packets are merged without a socket that asked for it, as TCP's are.",
            help: "ethtool -K DEV rx-udp-gro-forwarding off rx-gro-list off", source: "net/ipv4/udp_offload.c:644-647", in: .segmentation
        ) { (link) throws(Undecided) in
            let rules = link.received(.udpLength) + link.received(.packetLimit) + link.received(.perPacketChoice)
            if rules.isEmpty { return [] }
            for feature in ["rx-udp-gro-forwarding", "rx-gro-list"] where try link.isOn(feature) {
                return rules.map {
                    $0.finding("\(feature) of `\(link.name)` merges UDP packets, and this rule takes the merged one for one packet")
                }
            }
            return []
        },
        Check(
            .segLroForward, .error, "a link that forwards has LRO on", isAcceptable: true, reads: [.features, .host, .link],
            why:
                "Packets that LRO merged can't be forwarded and are dropped. The kernel turns LRO off for routing and bridging, not for tc redirects and nft fwd.",
            help: "ethtool -K DEV lro off", source: "net/core/dev.c:1651; net/ipv4/ip_forward.c:102; net/bridge/br_forward.c:94",
            in: .segmentation
        ) { (link) throws(Undecided) in
            let rules = link.received(.forwards)
            let redirects = link.filters.filter { $0.side == .ingress && !$0.targets.isEmpty }
            let forwardChain = link.policy.chains.first { $0.chain.base?.hook == .forward && !$0.chain.rules.isEmpty }
            guard !rules.isEmpty || !redirects.isEmpty || forwardChain != nil || link.profile.link.value?.masterKind == "bridge" else {
                return []
            }
            guard try link.isOn("rx-lro") else { return [] }
            let why = "LRO of `\(link.name)` is on, and merged packets can't be forwarded"
            var findings = rules.map { $0.finding(why) } + redirects.map { $0.finding(why) }
            if try link.link().masterKind == "bridge" { findings.append(Finding("`\(link.name)` is a bridge port with LRO on", at: nil)) }
            if findings.isEmpty, let forwardChain {
                for name in ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"] where try link.sysctl(name) == 1 {
                    return [Finding(why, at: forwardChain.chain.at.location)]
                }
            }
            return findings
        },
        Check(
            .segLroMatch, .warning, "LRO hides header fields that a rule matches", reads: [.features],
            why: "LRO merges packets without keeping each one's ttl, dscp, flags, id and options; GRO merges only similar packets.",
            help: "ethtool -K DEV lro off gro on", source: "net/ipv4/af_inet.c:1546; Documentation/networking/segmentation-offloads.rst",
            in: .segmentation
        ) { (link) throws(Undecided) in
            let rules = link.received(.perPacketHeaders)
            guard !rules.isEmpty, try link.isOn("rx-lro") else { return [] }
            return rules.map { $0.finding("LRO of `\(link.name)` is on, and keeps this field of one packet of many") }
        },
        Check(
            .segTcpFlags, .warning, "fin or psh is matched in merged packets", reads: [.features],
            why: "GRO joins the flags of merged packets, and TSO copies them: one packet represents many.",
            help: "match syn and rst, or turn GRO of DEV off", source: "net/ipv4/tcp_offload.c:318,356", in: .segmentation
        ) { (link) throws(Undecided) in
            try link.merged(.finOrPush).map { $0.rule.finding("fin and psh are those of a merged packet: \($0.why)") }
        },
        Check(
            .segIpId, .tip, "the IP id of merged packets is not the wire's", reads: [.features],
            why: "Packets that are merged and cut again may get other ids.", help: "ethtool -K DEV tx-tcp-mangleid-segmentation off",
            source: "Documentation/networking/segmentation-offloads.rst", in: .segmentation
        ) { (link) throws(Undecided) in
            try link.merged(.ipID).map { $0.rule.finding("`ip id` differs from the wire: \($0.why)") }
        },
        Check(
            .segIfbGro, .tip, "shaping on an ifb meets merged packets", reads: [.features],
            why: "GRO comes before tc ingress, so the ifb is handed merged packets. cake splits them; htb and tbf need the burst.",
            help: "turn GRO of DEV off, use cake, or raise the burst", source: "drivers/net/ifb.c; net/core/dev.c", in: .segmentation
        ) { (link) throws(Undecided) in
            let shaped = Set(
                link.policy.state.links.filter { link in
                    link.qdiscs.contains { $0.options.isOne(of: Qdisc.HTB.self, Qdisc.TBF.self, Qdisc.HFSC.self) }
                }.map(\.name))
            let redirects = link.filters.filter { filter in
                filter.side == .ingress && filter.targets.contains { shaped.contains($0.link) }
            }
            guard !redirects.isEmpty, try link.mergesReceived else { return [] }
            return redirects.map { $0.finding("`\(link.name)` merges received packets before they are sent to the shaper") }
        },
        Check(
            .segVethGso, .tip, "packets from the same host are longer than the MTU", reads: [.link, .driver],
            why: "Between guests and namespaces there is no wire: large packets arrive whole, their checksum not filled in yet (measured).",
            help: "expect lengths above the MTU on DEV", source: "drivers/net/veth.c; drivers/net/virtio_net.c; measured on 6.18",
            in: .segmentation
        ) { (link) throws(Undecided) in
            let rules = link.received(.length)
            guard !rules.isEmpty else { return [] }
            var kind = try link.link().kind
            if kind == nil { kind = try link.driverName() }
            guard let kind, ["veth", "tun", "virtio_net"].contains(kind) else { return [] }
            return rules.map { $0.finding("packets that arrive by a \(kind) can be longer than the MTU") }
        },
        Check(
            .segGsoMax, .tip, "BIG TCP changes the layout of IPv6 packets", reads: [.link],
            why: "Packets above 64 KiB carry a hop-by-hop header, so `ip6 nexthdr` is not the transport and offsets move.",
            help: "match `meta l4proto`, or let gso_max_size and gro_max_size of DEV be 65536", source: "net/ipv6/ip6_offload.c",
            in: .segmentation
        ) { (link) throws(Undecided) in
            let rules = link.rules(.ipv6Layout)
            guard !rules.isEmpty else { return [] }
            let limits = try link.link().limits
            guard max(limits.gsoMaxSize ?? 0, limits.groMaxSize ?? 0) > 65536 else { return [] }
            return rules.map { $0.finding("BIG TCP is on for `\(link.name)`: IPv6 packets above 64 KiB have a hop-by-hop header") }
        },
        Check(
            .segMtuTunnel, .warning, "a tunnel's packets don't fit the link below", reads: [.link],
            why: "Outer packets are cut or dropped, and fragments lose the ports that RSS spreads by.",
            help: "lower the tunnel's MTU, or raise that of DEV", source: "include/net/vxlan.h vxlan_headroom", in: .segmentation
        ) { (link) throws(Undecided) in
            let facts = try link.link()
            return facts.upper.compactMap { upper in
                guard let mtu = upper.mtu, let overhead = TunnelKind.overhead(upper), mtu + overhead > facts.mtu else { return nil }
                return Finding(
                    "`\(upper.name)` sends packets of up to \(mtu + overhead) bytes over `\(link.name)`, whose MTU is \(facts.mtu)", at: nil
                )
            }
        },
    ]
}

extension LinkContext {
    /// tbf qdiscs with a burst in bytes.
    var bursts: [(bytes: UInt64, location: SourceLocation?)] {
        qdiscs.compactMap { qdisc in QdiscNumbers.tbfBurst(qdisc).map { ($0, qdisc.at.location) } }
    }
}

extension FilterFacts {
    func finding(_ message: String, help: String? = nil, severity: Diagnostic.Severity? = nil) -> Finding {
        Finding(message, at: location, severity: severity, help: help)
    }
}

/// Tunnels by kind of link.
enum TunnelKind {
    static let udp: Set<String> = ["vxlan", "geneve"]
    static let gre: Set<String> = ["gre", "gretap", "ip6gre", "ip6gretap", "erspan"]

    /// Bytes that the outer headers add at least.
    static func overhead(_ link: NICProfile.Neighbour) -> UInt32? {
        let v6 = link.tunnel?.overIPv6 == true
        return switch link.kind {
        case "vxlan", "geneve": v6 ? 70 : 50
        case "gre": 24
        case "gretap": 38
        case "ip6gre": 44
        case "ip6gretap": 58
        default: nil
        }
    }
}
