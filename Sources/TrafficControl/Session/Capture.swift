internal import CNl
import WeirModel

extension TrafficControlSession {
    /// The traffic control of every link of the namespace, without the objects that the kernel makes by itself, and with values that are
    /// valid on a live link only.
    ///
    /// Links without anything are listed too, so that a plan knows them.
    package func capture() throws(TrafficControlError) -> [LinkConfiguration] {
        let links = try links()
        let names = InterfaceTable(links)
        let qdiscs = try qdiscs(names)
        var configurations: [LinkConfiguration] = []
        var seenBlocks: Set<UInt32> = []
        for link in links {
            var configuration = LinkConfiguration(link.name, facts: link.facts)
            if let qdiscs = qdiscs[link.index] {
                configuration.classes = try classes(of: link, names)
                configuration.qdiscs = qdiscs.parentsFirst(classes: configuration.classes)
                try captureFilters(of: link, names, into: &configuration, &seenBlocks)
            }
            configurations.append(configuration)
        }
        return configurations
    }

    /// By link; without those that the kernel made by itself.
    func qdiscs(_ names: InterfaceTable) throws(TrafficControlError) -> [UInt32: [Qdisc]] {
        let found = try dump(TrafficControlMessage(Int(RTM_GETQDISC))) { message -> (UInt32, Qdisc)? in
            guard let object = ReceivedObject(message), object.handle != 0 else { return nil }
            return Qdisc(object, names: names).map { (object.interface, $0) }
        }
        return Dictionary(grouping: found, by: \.0).mapValues { $0.map(\.1) }
    }

    private func classes(of link: Link, _ names: InterfaceTable) throws(TrafficControlError) -> [TrafficClass] {
        try dump(TrafficControlMessage(Int(RTM_GETTCLASS), interface: link.index)) { message in
            guard let object = ReceivedObject(message), let kind = object.kind, !TrafficClass.isMadeByQdisc(kind),
                var found = TrafficClass(object, names: names), found.id.minor != 0
            else { return nil }
            // Classes of the first level name the root; their parent is the qdisc.
            if found.parent == .root { found.parent = found.id.qdisc }
            return found
        }.parentsFirst()
    }

    /// Where filters can hang on such a link.
    private func places(_ configuration: LinkConfiguration) -> [Attachment] {
        var places: [Attachment] = []
        for qdisc in configuration.qdiscs {
            guard let handle = qdisc.handle else { continue }
            func add(_ side: Handle, block: UInt32?) { places.append(block.map { .block($0) } ?? .parent(side)) }
            switch qdisc.kind {
            case Qdisc.Ingress.kind: add(.ingress, block: qdisc.ingressBlock)
            case Qdisc.ClsAct.kind:
                add(.ingress, block: qdisc.ingressBlock)
                add(.egress, block: qdisc.egressBlock)
            default: places += [.parent(handle)] + qdisc.eventBlocks.map { .block($0) }
            }
        }
        // Only these kinds have filters at their classes.
        for found in configuration.classes where found.kind == TrafficClass.HTB.kind || found.kind == TrafficClass.HFSC.kind {
            places.append(.parent(found.id))
        }
        return places
    }

    private func captureFilters(
        of link: Link, _ names: InterfaceTable, into configuration: inout LinkConfiguration, _ seenBlocks: inout Set<UInt32>
    ) throws(TrafficControlError) {
        let classes = Set(configuration.classes.map { Attachment.parent($0.id) })
        var found: [(attachment: Attachment, filters: [Filter])] = []
        for attachment in places(configuration) {
            if case .block(let block) = attachment, !seenBlocks.insert(block).inserted { continue }
            // A priority has a separate header with neither handle nor options.
            let filters = try dump(Int(RTM_GETTFILTER), at: attachment, of: link.index) { object in
                object.options == nil ? nil : Filter(object, on: spelled(attachment, object), names: names)
            }
            found.append((attachment, filters))
        }
        let foreign = try U32Tables.foreign(found.map(\.filters)) { (filter) throws(TrafficControlError) in
            try u32RootTable(of: filter, link.index)
        }
        for (place, (attachment, all)) in found.enumerated() {
            let own = foreign.isEmpty ? all : all.indices.filter { !foreign.contains([place, $0]) }.map { all[$0] }
            let filters = U32Tables.normalised(own)
            configuration.filters += filters
            let empty = U32Tables.emptyPriorities(own, besides: filters)
            if !empty.isEmpty { configuration.emptyPriorities = (configuration.emptyPriorities ?? []) + empty }
            if classes.contains(attachment), filters.isEmpty { continue }
            let chainsWithFilters = Set(filters.map(\.chain))
            configuration.chains += try dump(Int(RTM_GETCHAIN), at: attachment, of: link.index) { object in
                FilterChain(object, on: attachment, names: names)
            }.filter { chain in
                chain.template != nil
                    || (!chainsWithFilters.contains(chain.index) && chain.index != 0 && !isTarget(chain.index, of: filters))
            }
        }
    }

    /// Filters of an ingress qdisc are attached to the side or to the qdisc itself. The kernel treats both alike and shows the one given.
    private func spelled(_ attachment: Attachment, _ object: ReceivedObject) -> Attachment {
        attachment == .parent(.ingress) && object.parent == Handle.ingressQdisc.rawValue ? .parent(.ingressQdisc) : attachment
    }

    /// Whether an action goes to the chain, which then exists as long as the action does.
    private func isTarget(_ chain: UInt32, of filters: [Filter]) -> Bool {
        filters.contains { filter in filter.actions.contains { $0.control == .goto(chain: chain) } }
    }
}
