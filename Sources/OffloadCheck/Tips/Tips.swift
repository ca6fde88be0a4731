internal import WeirModel

/// The table of all tips: what to do, and when it helps. Sources are of Linux 6.1.
package enum Tips {
    package static let all: [Tip] = host + links

    private static let host: [Tip] = [
        Tip(
            .sockRcvbuf, .sockets, "raise net.core.rmem_max, and the program's SO_RCVBUF with it",
            source: "Documentation/admin-guide/sysctl/net.rst"
        ) {
            $0.more("Udp RcvbufErrors")
        },
        Tip(.sockSndbuf, .sockets, "raise net.core.wmem_max and wmem_default", source: "net/ipv4/udp.c:1058 udp_send_skb") {
            // A qdisc's drop of a local datagram counts as one, too, and a larger buffer makes only more of these.
            let (errors, drops) = ($0.grew("Udp SndbufErrors"), $0.grew("all qdisc drops"))
            return errors > drops ? "\(errors - drops) more Udp SndbufErrors than packets that qdiscs dropped" : nil
        },
        Tip(
            .sockBacklog, .sockets, "raise net.core.somaxconn, and the program's listen backlog with it",
            source: "Documentation/networking/ip-sysctl.rst"
        ) {
            $0.more("TcpExt ListenOverflows")
        },
        Tip(
            .tcpRetrans, .protocols, "look for loss below first (ring, qdisc, policer): don't tune TCP",
            source: "net/ipv4/proc.c"
        ) {
            let (again, sent) = ($0.grew("Tcp RetransSegs"), $0.grew("Tcp OutSegs"))
            return again * 100 > sent && again > 9 ? "\(again) of \(sent) segments were sent again" : nil
        },
        Tip(
            .tcpOfo, .protocols, "look for reordering: RSS of fragments, rules that choose by packet, bonds",
            source: "Documentation/networking/scaling.rst"
        ) {
            let late = $0.grew("TcpExt TCPOFOQueue")
            return late > 100 && $0.grew("Tcp RetransSegs") * 10 < late
                ? "\(late) segments came out of order, and few were sent again" : nil
        },
        Tip(.ipReasm, .protocols, "lower the tunnel's mtu, so that nothing is fragmented", source: "Documentation/networking/vxlan.rst") {
            facts in
            guard
                facts.profiles.contains(where: {
                    $0.link.value?.tunnel != nil || $0.link.value?.upper.contains { $0.tunnel != nil } == true
                })
            else { return nil }
            return facts.more("Ip ReasmFails", "Ip FragFails")
        },
        Tip(
            .ctMax, .netfilter, "raise net.netfilter.nf_conntrack_max and nf_conntrack_buckets",
            source: "Documentation/networking/nf_conntrack-sysctl.rst"
        ) { facts in
            if let count = facts.now["conntrack count"], let most = facts.now["conntrack max"], most > 0, count * 10 > most * 9 {
                return "\(count) of \(most) connections are taken"
            }
            return facts.more("conntrack drop", "conntrack early_drop")
        },
        Tip(
            .ctInsertFailed, .netfilter,
            "two packets of one new flow race, as of DNS from one socket: notrack them, or bind a socket each",
            source: "net/netfilter/nf_conntrack_core.c"
        ) {
            $0.more("conntrack insert_failed")
        },
        Tip(
            .nfqueue, .netfilter,
            "spread over more queues (queue flags fanout), let packets bypass a program that is gone, raise its queue length",
            source: "net/netfilter/nfnetlink_queue.c"
        ) {
            $0.more("nfqueue dropped", "nfqueue user_dropped")
        },
        Tip(.backlog, .receive, "raise net.core.netdev_max_backlog", source: "Documentation/networking/scaling.rst") {
            $0.more("softnet dropped")
        },
        Tip(
            .budget, .receive, "raise net.core.netdev_budget and netdev_budget_usecs, or spread over more queues",
            source: "Documentation/admin-guide/sysctl/net.rst"
        ) {
            let (squeezed, processed) = ($0.grew("softnet time_squeeze"), $0.grew("softnet processed"))
            return squeezed > 9 && processed > 1000 && squeezed > processed / 1000
                ? "\(squeezed) polls ended with work left, of \(processed) packets" : nil
        },
    ]

    private static let links: [Tip] = [
        Tip(
            .virtParavirt, .virtualization, "give the guest virtio_net, or a virtual function, in place of an emulated card",
            source: "the drivers"
        ) { _, link in
            guard let placement = link.placement.value, placement.guest, placement.kind == .emulated else { return nil }
            return "\(link.driver.value?.name ?? "its driver") drives an emulated card in a guest"
        },
        Tip(
            .virtMq, .virtualization, "ethtool -L DEV combined N: a queue pair for each processor",
            source: "Documentation/networking/scaling.rst"
        ) { facts, link in
            guard link.driver.value?.name == "virtio_net", let queues = link.channels.value?.combined, let now = queues.current,
                let most = queues.maximum,
                let cpus = link.host.value?.cpus, now < min(most, cpus), facts.grew("softnet time_squeeze") > 0
            else { return nil }
            return "\(now) of \(most) queue pairs are in use by \(cpus) processors, and polls end with work left"
        },
        Tip(.virtVethGro, .virtualization, "ethtool -K DEV gro on: forwarded packets are then merged", source: "drivers/net/veth.c") {
            _, link in
            link.link.value?.kind == "veth" && isOff("rx-gro", link) && forwards(link) ? "rx-gro is off, and the host forwards" : nil
        },
        Tip(
            .qdRequeues, .scheduler, "the driver's ring is full: look at byte queue limits, and at `ethtool -G DEV tx N`",
            source: "net/sched/sch_generic.c"
        ) { facts, link in
            let (again, sent) = (facts.grew("\(link.name) qdisc requeues"), facts.grew("\(link.name) qdisc packets"))
            return again > 0 && again * 100 > sent ? "\(again) of \(sent) packets had to be queued again" : nil
        },
        Tip(.qdDrops, .scheduler, "raise the qdisc's limit, unless dropping is its purpose", source: "net/sched") { facts, link in
            let (drops, errors) = (facts.grew("\(link.name) qdisc drops"), facts.grew("Udp SndbufErrors"))
            if drops > 0, facts.grew("\(link.name) qdisc overlimits") == 0 {
                return "the root qdisc dropped \(drops) packets, and no shaper held them"
            }
            return min(drops, errors) > 0 ? "the root qdisc dropped \(drops) packets, which senders see as \(errors) Udp SndbufErrors" : nil
        },
        Tip(
            .rpsOn, .receive, "set rps_cpus of the queues to processors of the same memory domain",
            source: "Documentation/networking/scaling.rst"
        ) { facts, link in
            guard let queues = link.queues.value?.receive, let cpus = link.host.value?.cpus, !queues.isEmpty, queues.count < cpus,
                queues.allSatisfy({ isEmpty($0.rpsCPUs) }), link.placement.value?.kind != .software
            else { return nil }
            let squeezed = (0..<cpus).filter { facts.grew("softnet time_squeeze of cpu \($0)") > 0 }
            guard !squeezed.isEmpty, squeezed.count <= queues.count else { return nil }
            return
                "\(queues.count) receive queue\(queues.count == 1 ? "" : "s") keep\(queues.count == 1 ? "s" : "") \(squeezed.count) of \(cpus) processors busy"
        },
        Tip(
            .rpsRedundant, .receive, "clear rps_cpus: each processor has a separate queue",
            source: "Documentation/networking/scaling.rst"
        ) { _, link in
            guard let queues = link.queues.value?.receive, let cpus = link.host.value?.cpus, cpus > 1, queues.count >= cpus,
                queues.contains(where: { !isEmpty($0.rpsCPUs) })
            else { return nil }
            return "\(queues.count) receive queues serve \(cpus) processors"
        },
        Tip(.xps, .receive, "set xps_cpus: a processor to a queue", source: "Documentation/networking/scaling.rst") { facts, link in
            guard let queues = link.queues.value?.transmit, queues.count > 1, let cpus = link.host.value?.cpus, cpus > 1,
                link.placement.value?.kind != .software,
                queues.allSatisfy({ isEmpty($0.xpsCPUs) })
            else { return nil }
            let sent = facts.grew("\(link.name) tx_packets")
            return sent > 0 ? "none of \(queues.count) transmit queues has processors of its own, and \(sent) packets were sent" : nil
        },
        Tip(
            .tunFeatures, .tunnels, "ethtool -K DEV tx-udp_tnl-segmentation on tx-udp_tnl-csum-segmentation on",
            source: "Documentation/networking/vxlan.rst"
        ) { _, link in
            guard link.link.value?.upper.contains(where: { ["vxlan", "geneve"].contains($0.kind ?? "") }) == true else { return nil }
            let off = ["tx-udp_tnl-segmentation", "tx-udp_tnl-csum-segmentation"].filter { canBeTurnedOn($0, link) }
            return off.isEmpty ? nil : "a tunnel uses it, and \(off.joined(separator: ", ")) \(off.count == 1 ? "is" : "are") off"
        },
        Tip(.ringRx, .driver, "ethtool -G DEV rx N: a longer ring", source: "include/uapi/linux/if_link.h rx_missed_errors") {
            facts, link in
            guard let missed = facts.more("\(link.name) rx_missed_errors"), let ring = link.rings.value?.receive, let now = ring.current,
                let most = ring.maximum, now < most
            else { return nil }
            return "\(missed), and the ring has \(now) of \(most) descriptors"
        },
        Tip(.csum, .functions, "ethtool -K DEV rx on tx on", source: "net/core/dev.c:9747") { _, link in
            let off = ["rx-checksum", "tx-checksum-ip-generic", "tx-checksum-ipv4"].filter { canBeTurnedOn($0, link) }
            return off.isEmpty || link.placement.value?.kind == .software
                ? nil : "\(off.joined(separator: ", ")) can be on and \(off.count == 1 ? "is" : "are") off"
        },
        Tip(
            .tso, .functions, "ethtool -K DEV tso on, unless a rule counts or limits packets",
            source: "Documentation/networking/segmentation-offloads.rst"
        ) { _, link in
            guard canBeTurnedOn("tx-tcp-segmentation", link), let speed = link.speed.value?.megabits, speed >= 1000 else { return nil }
            return "tx-tcp-segmentation can be on and is off, at \(speed) Mb/s"
        },
        Tip(.lro, .functions, "ethtool -K DEV lro off: GRO does the same and can be undone", source: "net/core/dev.c:1651") { _, link in
            link.features.value?["rx-lro"]?.active == true && forwards(link) ? "rx-lro is on, and the host forwards" : nil
        },
        Tip(
            .groOffRouter, .functions, "ethtool -K DEV gro on: GSO restores the packets when they are forwarded",
            source: "Documentation/networking/segmentation-offloads.rst"
        ) { _, link in
            link.link.value?.kind == nil && isOff("rx-gro", link) && forwards(link) ? "rx-gro is off, and the host forwards" : nil
        },
        Tip(.crc, .wire, "look at the cable and the transceiver", source: "include/uapi/linux/if_link.h rx_crc_errors") { facts, link in
            facts.more("\(link.name) rx_crc_errors")
        },
        Tip(.duplex, .wire, "let both ends negotiate: a mismatch shows as half duplex", source: "ETHTOOL_MSG_LINKMODES_GET") {
            _, link in
            link.speed.value?.duplex == .half && link.placement.value?.kind == .hardware ? "the link runs at half duplex" : nil
        },
    ]

    private static func isOff(_ feature: String, _ link: NICProfile) -> Bool { link.features.value?[feature].map { !$0.active } ?? false }
    private static func canBeTurnedOn(_ feature: String, _ link: NICProfile) -> Bool {
        link.features.value?[feature].map { !$0.active && $0.isChangeable && !$0.wanted } ?? false
    }
    private static func isEmpty(_ mask: String?) -> Bool { mask?.allSatisfy { $0 == "0" || $0 == "," } ?? true }
    private static func forwards(_ link: NICProfile) -> Bool {
        ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"].contains { link.host.value?.sysctl[$0]?.value ?? 0 != 0 }
    }
}
