import CNl
import Netlink

@testable import TrafficControl

/// What the kernel says of all objects on the links of a namespace, byte for byte; without what it counts by itself: statistics,
/// timestamps, how many hold an action, and htb's direct packets.
struct KernelDump: Equatable, CustomStringConvertible {
    /// What the reader of a dump may set aside besides.
    struct Leniency: OptionSet {
        let rawValue: Int
        /// The numbers that the kernel gave to actions: those below 500. Numbers that someone asked for are larger here.
        static let actionIndices = Leniency(rawValue: 1)
        /// The numbers of u32's root tables, which count on when a priority is made anew.
        static let rootTables = Leniency(rawValue: 2)
        static let newlyMade: Leniency = [.actionIndices, .rootTables]
    }

    var lines: [String]

    var description: String { lines.joined(separator: "\n") }

    /// - Parameter links: their names.
    init(of links: [String], except leniency: Leniency = []) throws {
        let session = try TrafficControlSession()
        lines = []
        for link in try session.links() where links.contains(link.name) {
            let qdiscs = try Self.lines(session, RTM_GETQDISC, link.index, link.name, "qdisc", leniency)
            lines += qdiscs.map(\.text).sorted()
            let classes = try Self.lines(session, RTM_GETTCLASS, link.index, link.name, "class", leniency).filter { $0.kind.map { !Self.showFlows.contains($0) } ?? true }
            lines += classes.map(\.text).sorted()
            var places = qdiscs.filter { $0.handle != 0 }.map(\.handle) + classes.map(\.handle)
            if qdiscs.contains(where: { $0.parent == 0xffff_fff1 }) { places += [0xffff_fff2, 0xffff_fff3] }
            for block in qdiscs.flatMap(\.blocks) {
                lines += try Self.lines(session, RTM_GETTFILTER, 0xffff_ffff, parent: block, "block \(block)", "filter", leniency).map(\.text)
            }
            for place in places {
                for (name, type) in [("filter", RTM_GETTFILTER), ("chain", RTM_GETCHAIN)] {
                    let what = "\(name) at \(String(place, radix: 16))"
                    let found = try Self.lines(session, type, link.index, parent: place, link.name, what, leniency)
                    // Chains and tables come in the order in which they were made; filters within by their numbers.
                    let isInNoOrder = leniency.contains(.rootTables) && found.allSatisfy { $0.kind == "u32" || name == "chain" }
                    lines += isInNoOrder ? found.map(\.text).sorted() : found.map(\.text)
                }
            }
        }
    }

    /// Qdiscs whose classes are flows, which are there for as long as they hold packets.
    private static let showFlows: Set<String> = ["cake", "fq_codel", "sfq"]

    /// An object's line, and what other dumps depend on.
    private struct Line {
        var text: String
        var handle: UInt32
        var parent: UInt32
        var kind: String?
        var blocks: [UInt32]
    }

    private static func lines(
        _ session: TrafficControlSession, _ type: Int, _ interface: UInt32, parent: UInt32 = 0, _ link: String, _ what: String, _ leniency: Leniency
    ) throws -> [Line] {
        var message = TrafficControlMessage(type, interface: interface)
        message.parent = parent
        return try session.dump(message) { message in
            guard let object = ReceivedObject(message), type != RTM_GETQDISC || object.interface == interface else { return nil }
            let text = line(link, what, object, leniency)
            return Line(text: text, handle: object.handle, parent: object.parent, kind: object.kind, blocks: blocks(object))
        }
    }

    /// The lines that only this one has.
    func differing(from other: KernelDump) -> String { lines.filter { !other.lines.contains($0) }.joined(separator: "\n") }

    private static func blocks(_ qdisc: ReceivedObject) -> [UInt32] {
        let events = (qdisc.kind == "red" ? qdisc.options ?? .empty : .empty).attributes
        return [
            qdisc.attributes[attribute: Int(TCA_INGRESS_BLOCK)], qdisc.attributes[attribute: Int(TCA_EGRESS_BLOCK)],
            events[attribute: Int(TCA_RED_EARLY_DROP_BLOCK)], events[attribute: Int(TCA_RED_MARK_BLOCK)],
        ].compactMap { $0?.number(UInt32.self) }.filter { $0 != 0 }
    }

    private static let statistics: Set<Int> = [Int(TCA_STATS), Int(TCA_XSTATS), Int(TCA_FCNT), Int(TCA_STATS2), Int(TCA_PAD)]

    private static func line(_ link: String, _ what: String, _ object: ReceivedObject, _ leniency: Leniency) -> String {
        let kind = object.kind ?? ""
        var handle = object.handle
        if kind == "u32", leniency.contains(.rootTables), handle >> 20 >= 0x800 { handle = handle & 0xfffff | 0x8000_0000 }
        var words = [link, what, kind] + [handle, object.parent, object.info].map { String($0, radix: 16) }
        for attribute in object.attributes where !statistics.contains(attribute.type) && attribute.type != Int(TCA_KIND) {
            let text =
                attribute.type == Int(TCA_OPTIONS)
                ? options(what, kind, attribute.payload, leniency).map { "\n    \($0)" }.joined() : hex(attribute.payload.array)
            words.append("\(attribute.type):\(text)")
        }
        return words.joined(separator: " ")
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    private static func options(_ what: String, _ kind: String, _ payload: Payload, _ leniency: Leniency) -> [String] {
        if what == "qdisc" {
            guard kind == "htb" else { return [hex(payload.array)] }
            return payload.attributes.map { attribute in
                // struct tc_htb_glob ends with direct_pkts.
                "\(attribute.type) \(hex(attribute.type == Int(TCA_HTB_INIT) ? Array(attribute.payload.array.prefix(16)) : attribute.payload.array))"
            }
        }
        guard what.hasPrefix("filter") else { return [hex(payload.array)] }
        return payload.attributes.compactMap { attribute in
            let number = attribute.type
            if counters[kind]?.contains(number) == true { return nil }
            if actionLists[kind] == number {
                return attribute.payload.attributes.map { "action \($0.type)" + action($0.payload.attributes, leniency) }.joined(separator: "\n    ")
            }
            if oldPolice[kind] == number { return "police" + parameters("police", attribute.payload.attributes, leniency) }
            if kind == "u32", number == Int(TCA_U32_HASH), leniency.contains(.rootTables), let table: UInt32 = attribute.payload.number(), table >> 20 >= 0x800 {
                return "\(number) root"
            }
            return "\(number) \(hex(attribute.payload.array))"
        }
    }

    private static let counters: [String: Set<Int>] = [
        "u32": [Int(TCA_U32_PCNT)], "basic": [Int(TCA_BASIC_PCNT)], "matchall": [Int(TCA_MATCHALL_PCNT)], "bpf": [Int(TCA_BPF_ID)],
    ]
    private static let actionLists: [String: Int] = [
        "u32": Int(TCA_U32_ACT), "basic": Int(TCA_BASIC_ACT), "matchall": Int(TCA_MATCHALL_ACT), "flower": Int(TCA_FLOWER_ACT), "fw": Int(TCA_FW_ACT),
        "route": Int(TCA_ROUTE4_ACT), "cgroup": Int(TCA_CGROUP_ACT), "flow": Int(TCA_FLOW_ACT), "bpf": Int(TCA_BPF_ACT),
    ]
    private static let oldPolice: [String: Int] = [
        "u32": Int(TCA_U32_POLICE), "basic": Int(TCA_BASIC_POLICE), "fw": Int(TCA_FW_POLICE), "route": Int(TCA_ROUTE4_POLICE),
        "cgroup": Int(TCA_CGROUP_POLICE), "flow": Int(TCA_FLOW_POLICE), "bpf": Int(TCA_BPF_POLICE),
    ]

    private static func action(_ attributes: Attributes, _ leniency: Leniency) -> String {
        let kind = attributes[attribute: Int(TCA_ACT_KIND)]?.text ?? ""
        return attributes.map { attribute in
            switch attribute.type {
            case Int(TCA_ACT_STATS): ""
            case Int(TCA_ACT_OPTIONS): parameters(kind, attribute.payload.attributes, leniency)
            default: " \(attribute.type):\(hex(attribute.payload.array))"
            }
        }.joined()
    }

    /// The attributes that hold times, and, by kind, the one that begins with struct tc_gen.
    private static let times: [String: Int] = [
        "police": Int(TCA_POLICE_TM), "nat": Int(TCA_NAT_TM), "csum": Int(TCA_CSUM_TM), "ct": Int(TCA_CT_TM), "ctinfo": Int(TCA_CTINFO_TM),
        "connmark": Int(TCA_CONNMARK_TM), "ife": Int(TCA_IFE_TM),
    ]
    private static let generic: [String: Set<Int>] = [
        "police": [Int(TCA_POLICE_TBF)], "nat": [Int(TCA_NAT_PARMS)], "csum": [Int(TCA_CSUM_PARMS)], "ct": [Int(TCA_CT_PARMS)],
        "ctinfo": [Int(TCA_CTINFO_ACT)], "connmark": [Int(TCA_CONNMARK_PARMS)], "ife": [Int(TCA_IFE_PARMS)],
        "pedit": [Int(TCA_PEDIT_PARMS), Int(TCA_PEDIT_PARMS_EX)],
    ]
    private static let ctinfoCounters: Set<Int> = [
        Int(TCA_CTINFO_STATS_DSCP_SET), Int(TCA_CTINFO_STATS_DSCP_ERROR), Int(TCA_CTINFO_STATS_CPMARK_SET),
    ]

    private static func parameters(_ kind: String, _ attributes: Attributes, _ leniency: Leniency) -> String {
        attributes.compactMap { attribute in
            let number = attribute.type
            if number == times[kind] ?? 1 || kind == "ctinfo" && ctinfoCounters.contains(number) || kind == "bpf" && number == Int(TCA_ACT_BPF_ID) { return nil }
            var bytes = attribute.payload.array
            if (generic[kind] ?? [2]).contains(number) {
                let counts = kind == "police" ? 44..<52 : 12..<20
                for place in counts where place < bytes.count { bytes[place] = 0 }
                if leniency.contains(.actionIndices), let index: UInt32 = attribute.payload.number(), index < 500 { bytes.replaceSubrange(0..<4, with: [0, 0, 0, 0]) }
            }
            return "\n      \(number) \(hex(bytes))"
        }.joined()
    }
}
