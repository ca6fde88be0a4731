internal import CNl
import WeirModel

extension Session {
    /// What tc holds on every link of the namespace, without what the kernel made by itself; with all that holds on a live link alone.
    ///
    /// Links without anything are listed too, so that a plan knows them.
    public func capture() throws(TrafficControlError) -> [LinkConfiguration] {
        let links = try links()
        let names = LinkNames(links)
        let qdiscs = try qdiscs()
        var configurations: [LinkConfiguration] = []
        var seenBlocks: Set<UInt32> = []
        for link in links {
            var configuration = LinkConfiguration(link.name, facts: link.facts)
            let objects = qdiscs[link.index] ?? []
            configuration.qdiscs = objects.compactMap { Qdisc($0, names: names) }
            if !objects.isEmpty {
                configuration.classes = try classes(of: link, names)
                configuration.qdiscs = configuration.qdiscs.parentsFirst(classes: configuration.classes)
                try captureFilters(of: link, names, into: &configuration, &seenBlocks)
            }
            configurations.append(configuration)
        }
        return configurations
    }

    /// By link; without those that the kernel made by itself.
    func qdiscs() throws(TrafficControlError) -> [UInt32: [ReceivedObject]] {
        var qdiscs: [UInt32: [ReceivedObject]] = [:]
        for (type, payload) in try dump(Int(RTM_GETQDISC)) {
            guard let object = ReceivedObject(type: type, payload), object.handle != 0 else { continue }
            qdiscs[object.interface, default: []].append(object)
        }
        return qdiscs
    }

    private func classes(of link: Link, _ names: LinkNames) throws(TrafficControlError) -> [TrafficClass] {
        var classes: [TrafficClass] = []
        for (type, payload) in try dump(Int(RTM_GETTCLASS), interface: link.index) {
            guard let object = ReceivedObject(type: type, payload), let kind = object.kind, !TrafficClass.isMadeByQdisc(kind),
                var found = TrafficClass(object, names: names), found.id.minor != 0
            else { continue }
            // Classes of the first level name the root; their parent is the qdisc.
            if found.parent == .root { found.parent = found.id.qdisc }
            classes.append(found)
        }
        return classes.parentsFirst()
    }

    /// Where filters can hang on such a link, and what to ask the kernel for.
    private func places(_ configuration: LinkConfiguration) -> [(attachment: Attachment, parent: Handle)] {
        var places: [(Attachment, Handle)] = []
        for qdisc in configuration.qdiscs {
            guard let handle = qdisc.handle else { continue }
            func add(_ side: Handle, block: UInt32?) { places.append(block.map { (.block($0), side) } ?? (.parent(side), side)) }
            switch qdisc.kind {
            case Qdisc.Ingress.kind: add(.ingress, block: qdisc.ingressBlock)
            case Qdisc.ClsAct.kind:
                add(.ingress, block: qdisc.ingressBlock)
                add(.egress, block: qdisc.egressBlock)
            default:
                places.append((.parent(handle), handle))
                places += qdisc.eventBlocks.map { (.block($0), handle) }
            }
        }
        // Only these kinds have filters at their classes.
        for found in configuration.classes where found.kind == TrafficClass.HTB.kind || found.kind == TrafficClass.HFSC.kind {
            places.append((.parent(found.id), found.id))
        }
        return places
    }

    private func captureFilters(
        of link: Link, _ names: LinkNames, into configuration: inout LinkConfiguration, _ seenBlocks: inout Set<UInt32>
    ) throws(TrafficControlError) {
        let classIDs = Set(configuration.classes.map(\.id))
        for (attachment, parent) in places(configuration) {
            var interface = link.index
            var number = parent.rawValue
            if case .block(let block) = attachment {
                guard seenBlocks.insert(block).inserted else { continue }
                interface = 0xffff_ffff  // TCM_IFINDEX_MAGIC_BLOCK
                number = block
            }
            var filters: [Filter] = []
            for (type, payload) in try dump(Int(RTM_GETTFILTER), interface: interface, parent: number) {
                // A priority has a header of its own, with neither handle nor options.
                guard let object = ReceivedObject(type: type, payload), object.options != nil,
                    let filter = Filter(object, on: spelled(attachment, object), names: names)
                else { continue }
                filters.append(filter)
            }
            filters = U32Tables.normalised(try withoutOtherChainsTables(filters, interface))
            configuration.filters += filters
            if classIDs.contains(parent), filters.isEmpty { continue }
            let chainsWithFilters = Set(filters.map(\.chain))
            for (type, payload) in try dump(Int(RTM_GETCHAIN), interface: interface, parent: number) {
                guard let object = ReceivedObject(type: type, payload), let chain = FilterChain(object, on: attachment, names: names) else { continue }
                if chain.template != nil || (!chainsWithFilters.contains(chain.index) && chain.index != 0 && !isTarget(chain.index, of: filters)) {
                    configuration.chains.append(chain)
                }
            }
        }
    }

    /// The kernel lists u32's tables by priority alone: with the same priority in several chains, each chain shows the tables of all.
    /// A root table belongs to the chain whose root it is, another table to the first chain.
    private func withoutOtherChainsTables(_ filters: [Filter], _ interface: UInt32) throws(TrafficControlError) -> [Filter] {
        let tables = filters.filter { $0.kind == Filter.U32.kind }
        var chains: [UInt16: Set<UInt32>] = [:]
        for filter in tables { chains[filter.priority ?? 0, default: []].insert(filter.chain) }
        let shared = chains.filter { $0.value.count > 1 }
        guard !shared.isEmpty else { return filters }
        // The chain of each root table, by priority and table.
        var owners: [[UInt32]: UInt32] = [:]
        var asked: Set<[UInt32]> = []
        for filter in tables where shared[filter.priority ?? 0] != nil && asked.insert([UInt32(filter.priority ?? 0), filter.chain]).inserted {
            if let root = try u32RootTable(of: filter, interface) { owners[[UInt32(filter.priority ?? 0), root]] = filter.chain }
        }
        return filters.filter { filter in
            guard filter.kind == Filter.U32.kind, let chains = shared[filter.priority ?? 0], let handle = filter.handle else { return true }
            return filter.chain == owners[[UInt32(filter.priority ?? 0), handle >> 20]] ?? chains.min()
        }
    }

    /// An ingress qdisc's filters hang on the side or on the qdisc itself, which is the same to the kernel; it shows what it was told.
    private func spelled(_ attachment: Attachment, _ object: ReceivedObject) -> Attachment {
        attachment == .parent(.ingress) && object.parent == Handle.ingressQdisc.rawValue ? .parent(.ingressQdisc) : attachment
    }

    /// Whether an action goes to the chain, which then exists as long as the action does.
    private func isTarget(_ chain: UInt32, of filters: [Filter]) -> Bool {
        filters.contains { filter in filter.actions.contains { $0.control == .goto(chain: chain) } }
    }
}

/// The tables of u32: each priority has a root table that the kernel made, whose number means nothing.
enum U32Tables {
    /// Without root tables; nodes of a root table name none, and all nodes are told by their number within their bucket.
    static func normalised(_ filters: [Filter]) -> [Filter] {
        guard filters.contains(where: { $0.kind == Filter.U32.kind }) else { return filters }
        // Of the tables of one priority the root came first, and the kernel lists the newest first.
        var roots: [UInt64: UInt32] = [:]
        for filter in filters {
            guard let table = filter.classifier.as(Filter.U32.self), table.divisor != nil, let handle = filter.handle else { continue }
            roots[key(filter)] = handle >> 20
        }
        return filters.compactMap { filter in
            guard var options = filter.classifier.as(Filter.U32.self), let handle = filter.handle else { return filter }
            let root = roots[key(filter)]
            if options.divisor != nil, handle >> 20 == root { return nil }
            var copy = filter
            copy.status?.rootTable = root
            if options.divisor != nil { return copy }
            copy.handle = handle & 0xfff
            if options.table == root { options.table = nil }
            if options.bucket == 0 { options.bucket = nil }
            copy.classifier = Filter.Classifier(options)
            return copy
        }
    }

    private static func key(_ filter: Filter) -> UInt64 { UInt64(filter.chain) << 16 | UInt64(filter.priority ?? 0) }
}
