internal import CNl
internal import Netlink
import WeirModel

extension TrafficControlSession {
    /// The hardware state of applied links. For filters only this state is read, in a fraction of the time of a full capture, which is
    /// taken if the filters of one place differ.
    /// - Parameter taken: the links as the kernel has taken them.
    package func hardwareState(of taken: [LinkConfiguration]) throws(TrafficControlError) -> HeldLinks {
        let names = InterfaceTable(try links())
        let qdiscs = try qdiscs(names)
        var held = HeldLinks([])
        for link in taken {
            let index = try names.index(of: link.name)
            held.links.append(LinkConfiguration(link.name, qdiscs: qdiscs[index] ?? []))
            var counts: [Attachment: Int] = [:]
            for filter in link.filters { counts[filter.attachment, default: 0] += 1 }
            for (attachment, count) in counts {
                guard let found = try states(at: attachment, of: index), found.count == count, found.states.count <= 1 else {
                    return HeldLinks(try capture())
                }
                held.commonStates[link.name, default: [:]][attachment] = found.states.first
            }
        }
        return held
    }

    /// The distinct states of the filters of one place, and the number of filters; `nil` if one does not report its state.
    private func states(at attachment: Attachment, of interface: UInt32) throws(TrafficControlError) -> (
        states: [FilterStatus], count: Int
    )? {
        let held = try dump(Int(RTM_GETTFILTER), at: attachment, of: interface) { object -> (isReported: Bool, status: FilterStatus?)? in
            // A priority has a separate header without options.
            guard let options = object.options else { return nil }
            guard let kind = object.kind, let common = Filter.Classifier.coders[kind]?.common else { return (false, nil) }
            // Hardware takes no other kinds.
            guard common.flags != nil else { return (true, nil) }
            let status = common.status(in: options)
            return (status != nil, status)
        }
        guard held.allSatisfy(\.isReported) else { return nil }
        return (held.compactMap(\.status).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, held.count)
    }
}

extension CommonAttributes {
    /// Whether the filter is in hardware, without its handle; `nil` if it does not report it.
    fileprivate func status(in options: Payload) -> FilterStatus? {
        let attributes = options.attributes
        guard let flags, let bits: UInt32 = attributes[attribute: flags]?.number(),
            let isInHardware = FilterFlags(rawValue: bits).isInHardware
        else { return nil }
        return FilterStatus(
            handle: 0, isInHardware: isInHardware, inHardwareCount: hardwareCount.flatMap { attributes[attribute: $0]?.number() })
    }
}
