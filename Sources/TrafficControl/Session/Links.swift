internal import CNl
internal import Glibc
import WeirModel

/// A link as the kernel lists it.
struct Link {
    var index: UInt32
    var name: String
    var facts: LinkDefaults
}

extension TrafficControlSession {
    func links() throws(TrafficControlError) -> [Link] {
        let jiffy = Self.jiffy
        return try dump(TrafficControlMessage(Int(RTM_GETLINK))) { message in
            let payload = message.payload
            guard let hardware: UInt16 = payload.number(at: 2), let index: Int32 = payload.number(at: 4), index > 0 else { return nil }
            let attributes = payload.attributes(from: 16)
            guard let name = attributes[attribute: Int(IFLA_IFNAME)]?.text else { return nil }
            let hasEthernetHeader = hardware == 1 || hardware == 772  // ARPHRD_ETHER, ARPHRD_LOOPBACK
            let facts = LinkDefaults(
                mtu: attributes[attribute: Int(IFLA_MTU)]?.number() ?? 1500, linkLayerHeader: hasEthernetHeader ? 14 : 0,
                transmitQueueLength: attributes[attribute: Int(IFLA_TXQLEN)]?.number() ?? 1000,
                transmitQueues: attributes[attribute: Int(IFLA_NUM_TX_QUEUES)]?.number() ?? 1, jiffy: jiffy)
            return Link(index: UInt32(index), name: name, facts: facts)
        }
    }

    /// The kernel's timer period, which its coarse clocks advance by.
    private static var jiffy: TimeSpan {
        var resolution = timespec()
        guard clock_getres(CLOCK_MONOTONIC_COARSE, &resolution) == 0, resolution.tv_sec == 0, resolution.tv_nsec > 0 else {
            return .milliseconds(4)
        }
        return TimeSpan(nanoseconds: Int64(resolution.tv_nsec))
    }
}

/// Links by name and by index, in the namespace at hand.
struct InterfaceTable: Sendable {
    private(set) var indices: [String: UInt32] = [:]
    private(set) var names: [UInt32: String] = [:]

    init(_ links: [Link] = []) { for link in links { add(link.name, link.index) } }

    mutating func add(_ name: String, _ index: UInt32) {
        indices[name] = index
        names[index] = name
    }

    func index(of name: String) throws(TrafficControlError) -> UInt32 {
        if let index = indices[name] { return index }
        throw TrafficControlError(kind: .noSuchLink, message: "link `\(name)` does not exist")
    }
    /// The name of a link; a deleted one is shown as `if` with its number.
    func name(of index: UInt32) -> String { names[index] ?? "if\(index)" }
}
