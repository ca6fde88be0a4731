internal import Findings
internal import WeirModel

/// How a card spreads received packets over queues and processors.
extension Checks {
    static let steering: [OffloadRule] = [
        Check(
            .rssFrag, .warning, "fragments of UDP are spread apart from their flow", reads: [.rss],
            why: "Fragments have no ports: with ports in the hash they land on another queue than the rest, out of order.",
            help: "ethtool -N DEV rx-flow-hash udp4 sd", source: "drivers/net/ethernet/intel/ixgbe/ixgbe_ethtool.c:3005", in: .steering
        ) { (link) throws(Undecided) in
            let rules = link.received(.fragments)
            let filters = link.filters.filter { $0.side == .ingress && !$0.fragments.isEmpty }
            guard !rules.isEmpty || !filters.isEmpty else { return [] }
            let fields = try link.hashFields()
            let hashed = ["udp4", "udp6"].filter { fields[$0]?.contains(where: { "fn".contains($0) }) ?? false }
            guard !hashed.isEmpty else { return [] }
            let message =
                "`\(link.name)` hashes the ports of \(hashed.joined(separator: " and ")), so fragments land on another queue than their flow"
            return rules.map { $0.finding(message) } + filters.map { $0.finding(message) }
        },
        Check(
            .rssTunnel, .warning, "all packets of a UDP tunnel land on one queue", reads: [.rss, .link],
            why: "Between two hosts a tunnel has one pair of addresses: only the outer source port distinguishes its flows.",
            help: "ethtool -N DEV rx-flow-hash udp4 sdfn", source: "include/net/udp.h:197; Documentation/networking/scaling.rst",
            in: .steering
        ) { (link) throws(Undecided) in
            let tunnels = try link.tunnels(TunnelKind.udp)
            if tunnels.isEmpty { return [] }
            let fields = try link.hashFields()
            return tunnels.compactMap { tunnel in
                let flow = tunnel.tunnel?.overIPv6 == true ? "udp6" : "udp4"
                guard let hashed = fields[flow], !hashed.isEmpty, !hashed.contains(where: { "fn".contains($0) }) else { return nil }
                return Finding("`\(link.name)` hashes \(flow) without its ports, so `\(tunnel.name)` keeps to one queue", at: nil)
            }
        },
        Check(
            .rssGre, .tip, "GRE keeps to one queue for each pair of hosts", reads: [.link],
            why: "GRE has no ports to hash. RPS does look inside.", help: "set rps_cpus of the receive queues",
            source: "Documentation/networking/scaling.rst",
            in: .steering
        ) { (link) throws(Undecided) in
            try link.tunnels(TunnelKind.gre).map {
                Finding("packets of `\($0.name)` are spread over the queues of `\(link.name)` by address pair alone", at: nil)
            }
        },
        Check(
            .rssQueueFanout, .warning, "there are more userspace queues than receiving processors", reads: [.channels],
            why: "fanout picks the queue by the processor that received the packet: with fewer of them, some queues stay empty.",
            help: "name as many queues as DEV has channels, or leave `fanout` out", source: "net/netfilter/nft_queue.c:37", in: .steering
        ) { (link) throws(Undecided) in
            let rules = link.received(.queueFanout)
            if rules.isEmpty { return [] }
            let receivers = Int(max(try link.channels().receivers, 1))
            return rules.filter { $0.queues > receivers }.map {
                $0.finding(
                    "`queue … fanout` over \($0.queues) queues reaches \(receivers) of them, as `\(link.name)` receives on \(receivers) channels"
                )
            }
        },
        Check(
            .rssQueueSides, .tip, "the two directions of a connection go to different userspace queues", reads: [.rss],
            why:
                "fanout picks the queue by the processor that received the packet, and a hash that is not symmetric sends each direction to another.",
            help: "ethtool -X DEV xfrm symmetric-xor (Linux 6.8, if the card can), or leave `fanout` out",
            source: "net/netfilter/nft_queue.c:37; Documentation/networking/scaling.rst of Linux 6.12", in: .steering
        ) { (link) throws(Undecided) in
            let rules = link.received(.queueFanout)
            guard !rules.isEmpty, try link.isHashSymmetric() == false else { return [] }
            return rules.map {
                $0.finding("`\(link.name)` hashes the two directions of a connection apart, so different programs see them")
            }
        },
        Check(
            .rssQueueNoGSO, .tip, "packets for userspace are cut one by one", reads: [.features],
            why: "A program that did not ask for large packets (NFQA_CFG_F_GSO) gets each merged packet segmented.",
            help: "let the program set NFQA_CFG_F_GSO", source: "net/netfilter/nfnetlink_queue.c:914", in: .steering
        ) { (link) throws(Undecided) in
            let rules = link.received(.queue)
            guard !rules.isEmpty, try link.mergesReceived else { return [] }
            return rules.map {
                $0.finding("packets that `\(link.name)` merged are cut again for a program that did not ask for large ones")
            }
        },
        Check(
            .rssRpsRedundant, .tip, "RPS repeats the card's work", reads: [.channels, .queues, .host],
            why: "Where the card's queues reach every processor, spreading in software only costs.",
            help: "write 0 to rps_cpus of DEV's queues", source: "Documentation/networking/scaling.rst", in: .steering
        ) { (link) throws(Undecided) in
            let queues = try link.queues()
            guard queues.receive.contains(where: { $0.rpsCPUs.map(CPUMask.isSet) ?? false }),
                try link.channels().receivers >= link.host().cpus
            else { return [] }
            return [Finding("`\(link.name)` has a queue for every processor, and RPS is on as well", at: nil)]
        },
        Check(
            .rssArfs, .warning, "accelerated receive flow steering is asked for and can't work",
            reads: [.features, .driver, .host, .queues],
            why:
                "It needs rx-ntuple-filter on, a driver that steers flows, and both tables: rps_sock_flow_entries and each queue's rps_flow_cnt.",
            help: "ethtool -K DEV ntuple on; set rps_sock_flow_entries and rps_flow_cnt",
            source: "net/core/dev.c:4550; Documentation/networking/scaling.rst",
            in: .steering
        ) { (link) throws(Undecided) in
            let demand = link.configuration?.features?.first { $0.kind == .require && $0.feature == "rx-ntuple-filter" }
            let entries = try link.sysctl("net.core.rps_sock_flow_entries") ?? 0
            let counts = try link.queues().receive.contains { ($0.rpsFlowCount ?? 0) > 0 }
            guard demand != nil || (entries > 0 && counts) else { return [] }
            let driver = try link.capabilities()
            let location = demand?.at.location
            if !driver.has(.receiveFlowSteering) {
                return demand == nil
                    ? [] : [Finding("the driver `\(driver.name)` does not steer flows: aRFS stays off", at: location)]
            }
            if try !link.isOn("rx-ntuple-filter") {
                return [
                    Finding(
                        "flows of `\(link.name)` are steered in software alone, for rx-ntuple-filter is off", at: location,
                        help: "ethtool -K DEV ntuple on")
                ]
            }
            if entries == 0 || !counts {
                return [Finding("`\(link.name)` steers no flows, for the kernel's flow tables are empty", at: location)]
            }
            return []
        },
        Check(
            .rssNtupleDrop, .warning, "the card drops packets before the policy sees them", reads: [.ntuple],
            why: "A rule of the card's own classifier with action drop acts before every hook: no counter and no log shows it.",
            help: "ethtool -n DEV shows these rules; count them to the policy", source: "include/uapi/linux/ethtool.h RX_CLS_FLOW_DISC",
            in: .steering
        ) { (link) throws(Undecided) in
            guard link.filtersReceived else { return [] }
            return try link.ntuple().filter { $0.action == .drop }.map { Finding("`\(link.name)` drops \($0.words) in hardware", at: nil) }
        },
        Check(
            .rssNtupleQueue, .tip, "the card steers packets past RSS", reads: [.ntuple],
            why: "A rule of the card's own classifier puts its packets on one queue, regardless of RSS, fanout or mqprio.",
            help: "ethtool -n DEV shows these rules", source: "net/ethtool/ioctl.c ETHTOOL_GRXCLSRLALL", in: .steering
        ) { (link) throws(Undecided) in
            guard !link.received(.queueFanout).isEmpty || link.qdiscs.contains(where: { $0.kind == Qdisc.MQPrio.kind }) else { return [] }
            return try link.ntuple().compactMap { rule in
                switch rule.action {
                case .queue(let queue, _): Finding("`\(link.name)` puts \(rule.words) on queue \(queue)", at: nil)
                case .context(let number): Finding("`\(link.name)` spreads \(rule.words) by RSS context \(number)", at: nil)
                case .drop, .wake: nil
                }
            }
        },
        Check(
            .rssXps, .tip, "no processor has a separate transmit queue", reads: [.queues, .host],
            why: "Without XPS several processors contend for a queue that a hash chose.", help: "set xps_cpus of each transmit queue",
            source: "Documentation/networking/scaling.rst", in: .steering
        ) { (link) throws(Undecided) in
            guard
                let root = link.qdiscs.first(where: { $0.parent == .root && $0.options.isOne(of: Qdisc.MQ.self, Qdisc.MQPrio.self) })
            else { return [] }
            let queues = try link.queues().transmit
            guard queues.count > 1, try link.host().cpus > queues.count, !queues.contains(where: { $0.xpsCPUs.map(CPUMask.isSet) ?? true })
            else { return [] }
            return [Finding("the \(queues.count) transmit queues of `\(link.name)` belong to no processors", at: root.at.location)]
        },
        Check(
            .txMaxrate, .tip, "the card can limit the rate of a queue", reads: [.driver],
            why: "A driver with ndo_set_tx_maxrate limits each transmit queue in hardware.",
            help: "write the rate in Mbit/s to /sys/class/net/DEV/queues/tx-N/tx_maxrate", source: "net/core/net-sysfs.c", in: .steering
        ) { (link) throws(Undecided) in
            let qdiscs = link.qdiscs.filter { $0.parent == .root && QdiscNumbers.wantsQueueRates($0) }
            guard !qdiscs.isEmpty, try link.capabilities().has(.queueRate) else { return [] }
            return qdiscs.map { Finding("`\(link.name)` can limit its queues itself", at: $0.at.location) }
        },
    ]
}

extension NICProfile.NtupleRule {
    /// For messages: `tcp4 dst-port 80`.
    var words: String { ([flow] + match.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }).joined(separator: " ") }
}

/// A mask of processors as sysfs writes it: `00000000,0000000f`.
enum CPUMask {
    static func isSet(_ text: String) -> Bool { text.contains { $0 != "0" && $0 != "," } }
}

extension LinkContext {
    /// The policy filters received packets of the link.
    var filtersReceived: Bool {
        filters.contains { $0.side == .ingress }
            || policy.chains.contains { chain in
                guard let base = chain.chain.base, !chain.chain.rules.isEmpty else { return false }
                if chain.family == .netdev { return base.hook == .ingress && base.devices.contains(name) }
                return [.prerouting, .input, .forward].contains(base.hook)
            }
    }
}
