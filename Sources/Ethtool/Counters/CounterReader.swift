internal import CNl
public import WeirModel

/// Reads the counters of the namespace that the process is in. Reading changes nothing and needs no root.
public struct CounterReader {
    private let route: NetlinkSocket

    public init() throws(NICError) { route = try NetlinkSocket(protocol: NETLINK_ROUTE) }

    /// Of the host and of these links.
    public func read(links names: [String]) throws(NICError) -> StackCounters {
        var counters = StackCounters()
        ProtocolCounters.read(into: &counters)
        HostCounters.read(into: &counters)
        let all = try Links(route, withStatistics: true)
        let links = names.compactMap { all[$0] }
        for link in links { LinkCounters.read(link, into: &counters) }
        let named = Dictionary(links.map { ($0.index, $0.name) }, uniquingKeysWith: { first, _ in first })
        // A kernel without qdiscs has no such counters.
        for body in (try? route.ask(type: UInt16(RTM_GETQDISC), flags: NLM_F_DUMP, payload: [UInt8](repeating: 0, count: 20))) ?? [] {
            LinkCounters.readQdisc(body, named, into: &counters)
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
                // Some are no counters, and may be negative.
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
    /// In the order of struct rtnl_link_stats64; those that say nothing here have no name.
    private static let names = [
        "rx_packets", "tx_packets", "rx_bytes", "tx_bytes", "rx_errors", "tx_errors", "rx_dropped", "tx_dropped", "multicast", "", "", "",
        "rx_crc_errors",
        "", "rx_fifo_errors", "rx_missed_errors", "", "tx_carrier_errors", "tx_fifo_errors", "", "", "", "", "rx_nohandler",
    ]

    static func read(_ link: Links.Link, into counters: inout StackCounters) {
        guard let bytes = link.attributes[IFLA_STATS64]?.bytes else { return }
        for (index, name) in names.enumerated() where !name.isEmpty {
            if let number: UInt64 = bytes.dropFirst(index * 8).load() { counters["\(link.name) \(name)"] = number }
        }
    }

    /// struct tcmsg, then attributes. TCA_STATS2 holds TCA_STATS_BASIC (1: bytes, packets) and TCA_STATS_QUEUE (3: struct gnet_stats_queue).
    static func readQdisc(_ body: ArraySlice<UInt8>, _ links: [UInt32: String], into counters: inout StackCounters) {
        guard let index: UInt32 = body.dropFirst(4).load(), let parent: UInt32 = body.dropFirst(12).load(), let link = links[index],
            parent == .max,
            let statistics = Attributes(body.dropFirst(20))[TCA_STATS2]?.bytes
        else { return }
        let parts = Attributes(statistics)
        if let packets: UInt32 = parts[1]?.bytes.dropFirst(8).load() { counters["\(link) qdisc packets"] = UInt64(packets) }
        guard let queue = parts[3]?.bytes else { return }
        for (place, name) in ["qlen", "backlog", "drops", "requeues", "overlimits"].enumerated() where place > 1 {
            if let number: UInt32 = queue.dropFirst(place * 4).load() { counters["\(link) qdisc \(name)"] = UInt64(number) }
        }
    }
}
