internal import CNl
internal import Netlink
package import WeirModel

/// Reads the counters of the namespace that the process is in. Reading changes nothing and needs no root.
package struct CounterReader {
    private let route: Connection

    package init() throws(NICError) { route = try Connection(opening: .route) }

    /// Of the host and of these links.
    package func read(links names: [String]) throws(NICError) -> StackCounters {
        var counters = StackCounters()
        ProtocolCounters.read(into: &counters)
        HostCounters.read(into: &counters)
        let all = try Links(route, withStatistics: true)
        let links = names.compactMap { all[$0] }
        for link in links { LinkCounters.read(link, into: &counters) }
        let request = MessageWriter(capacity: 64)
        request.begin(type: UInt16(RTM_GETQDISC), flags: UInt16(NLM_F_DUMP))
        request.append([UInt8](repeating: 0, count: 20))
        request.end()
        // A kernel without qdiscs has no such counters.
        let qdiscs = try? route.dump(request, answeredBy: UInt16(RTM_NEWQDISC)) { LinkCounters.ofQdisc($0.payload) }
        let named = Dictionary(links.map { ($0.index, $0.name) }, uniquingKeysWith: { first, _ in first })
        for qdisc in (qdiscs ?? []).compactMap(\.self) {
            counters.add("all qdisc drops", qdisc.counts["drops"] ?? 0)
            guard let link = named[qdisc.link] else { continue }
            for (name, count) in qdisc.counts { counters["\(link) qdisc \(name)"] = count }
        }
        return counters
    }
}

/// `/proc/net/snmp` and `/proc/net/netstat`: a line of names, and one of numbers under it.
enum ProtocolCounters {
    static func read(into counters: inout StackCounters) {
        for file in ["/proc/net/snmp", "/proc/net/netstat"] {
            if let text = SmallFile.readWhole(file).value { add(text, to: &counters) }
        }
    }

    static func add(_ text: String, to counters: inout StackCounters) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        for (names, numbers) in zip(lines, lines.dropFirst()) where names.first == numbers.first && names.count == numbers.count {
            guard let group = names.first?.dropLast() else { continue }
            for (name, number) in zip(names, numbers).dropFirst() {
                // Some are not counters and may be negative.
                if let number = UInt64(number) { counters["\(group) \(name)"] = number }
            }
        }
    }
}

/// Counters that each processor keeps, and those of netfilter.
enum HostCounters {
    static func read(into counters: inout StackCounters) {
        if let text = SmallFile.readWhole("/proc/net/softnet_stat").value { addSoftnet(text, to: &counters) }
        if let text = SmallFile.readWhole("/proc/net/stat/nf_conntrack").value { addConntrack(text, to: &counters) }
        if let text = SmallFile.readWhole("/proc/net/netfilter/nfnetlink_queue").value { addQueues(text, to: &counters) }
        for name in ["count", "max"] {
            counters["conntrack \(name)"] = SmallFile.read("/proc/sys/net/netfilter/nf_conntrack_\(name)").value.flatMap { UInt64($0) }
        }
    }

    /// A processor a line, in hexadecimal: processed, dropped, time_squeeze … (net/core/net-procfs.c softnet_seq_show).
    static func addSoftnet(_ text: String, to counters: inout StackCounters) {
        for (index, line) in text.split(separator: "\n").enumerated() {
            let columns = line.split(separator: " ").map { UInt64($0, radix: 16) ?? 0 }
            for (name, count) in zip(["processed", "dropped", "time_squeeze"], columns) { counters.add("softnet \(name)", count) }
            if columns.count > 2 { counters["softnet time_squeeze of cpu \(index)"] = columns[2] }
        }
    }

    /// A line of names, then a processor a line, in hexadecimal.
    static func addConntrack(_ text: String, to counters: inout StackCounters) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        guard let names = lines.first else { return }
        for line in lines.dropFirst() {
            // The first column is the same count on each line.
            for (name, number) in zip(names, line).dropFirst() { counters.add("conntrack \(name)", UInt64(number, radix: 16) ?? 0) }
        }
    }

    /// A queue a line: number, port, length, copy mode and range, queue_dropped, queue_user_dropped, last id (nfnetlink_queue.c seq_show).
    static func addQueues(_ text: String, to counters: inout StackCounters) {
        for line in text.split(separator: "\n") {
            let columns = line.split(separator: " ").map { UInt64($0) ?? 0 }
            guard columns.count > 6 else { continue }
            counters.add("nfqueue dropped", columns[5])
            counters.add("nfqueue user_dropped", columns[6])
        }
    }
}

/// Counters of a link and of its root qdisc.
enum LinkCounters {
    /// In the order of struct rtnl_link_stats64; unused counters have no name.
    private static let names = [
        "rx_packets", "tx_packets", "rx_bytes", "tx_bytes", "rx_errors", "tx_errors", "rx_dropped", "tx_dropped", "multicast", "", "", "",
        "rx_crc_errors",
        "", "rx_fifo_errors", "rx_missed_errors", "", "tx_carrier_errors", "tx_fifo_errors", "", "", "", "", "rx_nohandler",
    ]

    static func read(_ link: Links.Link, into counters: inout StackCounters) {
        for (name, number) in zip(names, link.statistics) where !name.isEmpty { counters["\(link.name) \(name)"] = number }
    }

    /// struct tcmsg, then attributes. TCA_STATS2 holds TCA_STATS_BASIC (1: bytes, packets) and TCA_STATS_QUEUE (3: struct gnet_stats_queue:
    /// qlen, backlog, drops, requeues, overlimits).
    static func ofQdisc(_ payload: Payload) -> (link: UInt32, counts: [String: UInt64])? {
        guard let index: UInt32 = payload.number(at: 4), let parent: UInt32 = payload.number(at: 12), parent == .max,
            let statistics = payload.attributes(from: 20)[attribute: TCA_STATS2]?.attributes
        else { return nil }
        let queue = statistics[attribute: 3] ?? .empty
        let numbers: [String: UInt32?] = [
            "packets": statistics[attribute: 1]?.number(at: 8), "drops": queue.number(at: 8), "requeues": queue.number(at: 12),
            "overlimits": queue.number(at: 16),
        ]
        return (index, numbers.compactMapValues { $0.map(UInt64.init) })
    }
}
