import Netlink
import Planning
import WeirModel

@testable import TrafficControl

/// What rtnetlink tells of traffic control.
enum TrafficControlUse {
    static func run(_ bytes: [UInt8]) {
        var names = InterfaceTable()
        for (index, name) in ["lo", "d0", "d1"].enumerated() { names.add(name, UInt32(index + 1)) }
        var link = LinkConfiguration("d0")
        bytes.withUnsafeBytes { bytes in
            for message in MessageSequence(bytes) { read(message, names, into: &link) }
        }
        link.filters = U32Tables.normalised(link.filters)
        StateUse.links(HostState(links: [link.inOrder]), ways: [bytes.count % 4])
    }

    private static func read(_ message: Message, _ names: InterfaceTable, into link: inout LinkConfiguration) {
        _ = Acknowledgement(message)
        guard let object = ReceivedObject(message) else { return }
        if let qdisc = Qdisc(object, names: names) { link.qdiscs.append(qdisc) }
        if let found = TrafficClass(object, names: names) { link.classes.append(found) }
        if let chain = FilterChain(object, on: .parent(.ingress), names: names) { link.chains.append(chain) }
        if let filter = Filter(object, on: .parent(.ingress), names: names) { link.filters.append(filter) }
    }
}
