internal import CNl
import WeirModel

extension Session {
    /// What hardware holds of links that were applied. Of filters only that is read, which takes a fraction of the time that reading
    /// them whole does; where some of one place differ in it, all is read.
    /// - Parameter taken: the links as the kernel has taken them.
    public func hardwareState(of taken: [LinkConfiguration]) throws(TrafficControlError) -> HeldLinks {
        let names = LinkNames(try links())
        let qdiscs = try qdiscs()
        var held = HeldLinks([])
        for link in taken {
            let index = try names.index(of: link.name)
            held.links.append(LinkConfiguration(link.name, qdiscs: (qdiscs[index] ?? []).compactMap { Qdisc($0, names: names) }))
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

    /// The different states of filters of one place, and how many filters there are; nil where one does not say.
    private func states(at attachment: Attachment, of interface: UInt32) throws(TrafficControlError) -> (
        states: [FilterStatus], count: Int
    )? {
        var states: [FilterStatus] = []
        var count = 0
        for (_, payload) in try dump(Int(RTM_GETTFILTER), at: attachment, of: interface) {
            // A priority has a header of its own, with no options.
            guard let options = payload.first(Int(TCA_OPTIONS), from: 20) else { continue }
            guard let kind = payload.first(Int(TCA_KIND), from: 20)?.text, let common = Filter.Classifier.coders[kind]?.common else {
                return nil
            }
            count += 1
            // Hardware takes no other kinds.
            guard common.flags != nil else { continue }
            guard let status = common.status(in: options) else { return nil }
            if !states.contains(status) { states.append(status) }
        }
        return (states, count)
    }
}

extension CommonAttributes {
    /// Whether hardware holds the filter, without its handle; nil where it does not say.
    fileprivate func status(in options: Payload) -> FilterStatus? {
        guard let flags, let bits: UInt32 = options.first(flags)?.number(), let isInHardware = FilterFlags(rawValue: bits).isInHardware
        else { return nil }
        return FilterStatus(handle: 0, isInHardware: isInHardware, inHardwareCount: hardwareCount.flatMap { options.first($0)?.number() })
    }
}
