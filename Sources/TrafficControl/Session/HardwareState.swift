internal import CNl
internal import Netlink
import WeirModel

extension Session {
    /// What hardware holds of links that were applied. Of filters only that is read, which takes a fraction of the time that reading
    /// them whole does; where some of one place differ in it, all is read.
    /// - Parameter taken: the links as the kernel has taken them.
    public func hardwareState(of taken: [LinkConfiguration]) throws(TrafficControlError) -> HeldLinks {
        let names = LinkNames(try links())
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

    /// The different states of filters of one place, and how many filters there are; nil where one does not say.
    private func states(at attachment: Attachment, of interface: UInt32) throws(TrafficControlError) -> (
        states: [FilterStatus], count: Int
    )? {
        let held = try dump(Int(RTM_GETTFILTER), at: attachment, of: interface) { object -> HeldFilter? in
            // A priority has a header of its own, with no options.
            guard let options = object.options else { return nil }
            guard let kind = object.kind, let common = Filter.Classifier.coders[kind]?.common else { return .silent }
            // Hardware takes no other kinds.
            guard common.flags != nil else { return .inSoftware }
            return common.status(in: options).map { .said($0) } ?? .silent
        }
        var states: [FilterStatus] = []
        for filter in held {
            switch filter {
            case .silent: return nil
            case .inSoftware: break
            case .said(let status): if !states.contains(status) { states.append(status) }
            }
        }
        return (states, held.count)
    }
}

/// A filter's report about hardware.
private enum HeldFilter {
    case silent
    case inSoftware
    case said(FilterStatus)
}

extension CommonAttributes {
    /// Whether hardware holds the filter, without its handle; nil where it does not say.
    fileprivate func status(in options: Payload) -> FilterStatus? {
        let attributes = options.attributes
        guard let flags, let bits: UInt32 = attributes[attribute: flags]?.number(),
            let isInHardware = FilterFlags(rawValue: bits).isInHardware
        else { return nil }
        return FilterStatus(
            handle: 0, isInHardware: isInHardware, inHardwareCount: hardwareCount.flatMap { attributes[attribute: $0]?.number() })
    }
}
