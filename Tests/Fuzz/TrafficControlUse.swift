import Planning
import WeirModel

@testable import TrafficControl

/// What rtnetlink tells of traffic control.
enum TrafficControlUse {
    static func run(_ bytes: [UInt8]) {
        var names = LinkNames()
        for (index, name) in ["lo", "d0", "d1"].enumerated() { names.add(name, UInt32(index + 1)) }
        var link = LinkConfiguration("d0")
        for reply in Reply.all(in: Payload(bytes)) ?? [] {
            _ = reply.remark
            guard let object = ReceivedObject(type: reply.type, reply.payload) else { continue }
            if let qdisc = Qdisc(object, names: names) { link.qdiscs.append(qdisc) }
            if let found = TrafficClass(object, names: names) { link.classes.append(found) }
            if let chain = FilterChain(object, on: .parent(.ingress), names: names) { link.chains.append(chain) }
            if let filter = Filter(object, on: .parent(.ingress), names: names) { link.filters.append(filter) }
        }
        link.filters = U32Tables.normalised(link.filters)
        StateUse.links(HostState(links: [link.inOrder]), ways: [bytes.count % 4])
    }
}
