import WeirModel

/// A link's traffic control as `Link("eth0") { Root(.htb(default: 20)) { Class(10, rate: .mbit(300)) } }`.
struct LinkSource {
    let name: String
    /// The content of the link's braces.
    let content: [SourceNode]
    /// Kinds and attributes that have no spelling in Weir.
    let raw: [String]

    init(_ link: LinkConfiguration) {
        name = link.name
        let link = link.portable
        var tree = LinkTree(link)
        content = tree.content()
        raw = Self.raw(in: link)
    }

    private static func raw(in link: LinkConfiguration) -> [String] {
        func names(_ kind: String, _ isRaw: Bool, _ unknown: [RawAttribute]?) -> [String] {
            (isRaw ? ["`\(kind)`"] : []) + (unknown ?? []).map { "attribute \($0.type) of `\(kind)`" }
        }
        var all = link.qdiscs.flatMap { names($0.kind, $0.options.isRaw, $0.unknown) }
        all += link.classes.flatMap { names($0.kind, $0.options.isRaw, $0.unknown) }
        for filter in link.filters {
            all += names(filter.kind, filter.classifier.isRaw, filter.unknown)
            all += filter.actions.flatMap { names($0.kind, $0.options.isRaw, $0.unknown) }
        }
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }
}

/// A link's objects, each of which is written once.
private struct LinkTree {
    private let index: LinkIndex
    private var link: LinkConfiguration { index.link }
    private let source = FilterSource()
    private var qdiscs: [Handle: [Qdisc]]
    private var classes: [Handle: [TrafficClass]]
    private var filters: [Attachment: [Filter]]
    private var chains: [Attachment: [FilterChain]]
    private var depth = 0
    private static let deepest = 64

    init(_ link: LinkConfiguration) {
        index = LinkIndex(link)
        qdiscs = Dictionary(grouping: link.qdiscs, by: \.parent)
        // A class of the first level may name the root.
        classes = Dictionary(grouping: link.classes) { $0.parent == .root ? $0.id.qdisc : $0.parent }
        filters = Dictionary(grouping: link.filters, by: \.attachment)
        chains = Dictionary(grouping: link.chains, by: \.attachment)
    }

    mutating func content() -> [SourceNode] {
        var nodes = features()
        for root in qdiscs.removeValue(forKey: .root) ?? [] { nodes.append(qdisc(root, "Root", [])) }
        for side in qdiscs.removeValue(forKey: .clsact) ?? [] { nodes += self.side(side) }
        nodes += blocks()
        return nodes + others()
    }

    /// - Parameter word: `Root` or `Leaf`.
    private mutating func qdisc(_ qdisc: Qdisc, _ word: String, _ number: [Layout]) -> SourceNode {
        let content = qdisc.handle.map { below($0, major: $0.major, isQdisc: true) } ?? []
        var arguments = number + [KindSource.qdisc(qdisc)]
        if let handle = qdisc.handle, word == "Leaf" || content.isEmpty || handle.major != 1 {
            arguments.append(.text("handle: \(FilterSource.handle(handle.major))"))
        }
        if let table = qdisc.sizeTable { arguments.append(.labelled("sizeTable", OptionSource.value(table, of: "sizeTable"))) }
        if let block = qdisc.ingressBlock { arguments.append(.text("ingressBlock: \(block)")) }
        if let block = qdisc.egressBlock { arguments.append(.text("egressBlock: \(block)")) }
        return SourceNode(.call(word, arguments), content)
    }

    /// Everything attached to a qdisc or class.
    private mutating func below(_ parent: Handle, major: UInt16, isQdisc: Bool) -> [SourceNode] {
        // Objects nested deeper than a kernel allows are written by `others`.
        guard depth < Self.deepest else { return [] }
        depth += 1
        defer { depth -= 1 }
        var nodes: [SourceNode] = []
        for item in take(\.classes, parent) { nodes.append(self.class(item)) }
        if isQdisc {
            let places = Set(index.leaves[parent].map(\.parent))
            for place in places.sorted() where place.minor != 0 && index.trafficClass(place) == nil && !isNamed(place) {
                for leaf in qdiscs.removeValue(forKey: place) ?? [] {
                    nodes.append(qdisc(leaf, "Leaf", [.text(FilterSource.handle(place.minor))]))
                }
            }
        }
        return nodes + filters(on: .parent(parent), below: major)
    }

    private func isNamed(_ handle: Handle) -> Bool { handle == .root || handle == .clsact || handle == .ingress || handle == .egress }

    private mutating func `class`(_ item: TrafficClass) -> SourceNode {
        var arguments = KindSource.arguments(of: item)
        var leaves = qdiscs.removeValue(forKey: item.id) ?? []
        // A plain leaf is on the class's line.
        if leaves.count == 1, let leaf = leaves.first, isPlain(leaf) {
            arguments.append(.labelled("leaf", KindSource.qdisc(leaf)))
            if let handle = leaf.handle { arguments.append(.text("leafHandle: \(FilterSource.handle(handle.major))")) }
            leaves = []
        }
        var nodes = leaves.map { qdisc($0, "Leaf", []) }
        nodes += below(item.id, major: item.id.major, isQdisc: false)
        return SourceNode(.call("Class", arguments), nodes)
    }

    /// Whether nothing is attached to it.
    private func isPlain(_ leaf: Qdisc) -> Bool {
        guard leaf.sizeTable == nil, leaf.ingressBlock == nil, leaf.egressBlock == nil else { return false }
        guard let handle = leaf.handle else { return true }
        return filters[.parent(handle)] == nil && chains[.parent(handle)] == nil && classes[handle] == nil
            && !index.leaves.contains(handle)
    }

    private mutating func filters(on attachment: Attachment, below major: UInt16?) -> [SourceNode] {
        let chains = self.chains.removeValue(forKey: attachment) ?? []
        let filters = self.filters.removeValue(forKey: attachment) ?? []
        return chains.map { SourceNode(source.chain($0)) } + filters.flatMap { source.filters($0, below: major) }.map { SourceNode($0) }
    }

    private mutating func take<Item>(_ path: WritableKeyPath<Self, [Handle: [Item]]>, _ key: Handle) -> [Item] {
        self[keyPath: path].removeValue(forKey: key) ?? []
    }

    // MARK: beside the root

    private func features() -> [SourceNode] {
        let demands = (link.features ?? []).map { demand in
            let name = SwiftSpelling.quoted(demand.feature)
            let isKnown = FeatureName.kernelName(of: demand.feature) == demand.feature
            return SourceNode(.text("\(demand.kind == .require ? "require" : "forbid")(\(isKnown ? name : "Feature(kernel: \(name))"))"))
        }
        return demands.isEmpty ? [] : [SourceNode(.text("Offloads"), demands)]
    }

    private mutating func side(_ qdisc: Qdisc) -> [SourceNode] {
        let isClassic = qdisc.kind == Qdisc.Ingress.kind
        let kind: [Layout] = isClassic ? [.text(".ingress")] : []
        var nodes: [SourceNode] = []
        let received = filters(on: .parent(.ingress), below: nil)
        if !received.isEmpty || qdisc.ingressBlock != nil {
            nodes.append(SourceNode(.call("Ingress", kind + block(qdisc.ingressBlock)), received))
        }
        let onQdisc = filters(on: .parent(.ingressQdisc), below: nil)
        if !onQdisc.isEmpty { nodes.append(SourceNode(.call("Ingress", kind + [.text("parent: \"ffff:\"")]), onQdisc)) }
        let sent = filters(on: .parent(.egress), below: nil)
        if !sent.isEmpty || qdisc.egressBlock != nil { nodes.append(SourceNode(.call("Egress", block(qdisc.egressBlock)), sent)) }
        if nodes.isEmpty { nodes = [SourceNode(.call(isClassic ? "Ingress" : "Clsact", kind))] }
        // A builder's call without arguments has its braces alone.
        return nodes
    }

    private func block(_ number: UInt32?) -> [Layout] { number.map { [.text("block: \($0)")] } ?? [] }

    private mutating func blocks() -> [SourceNode] {
        (index.chains.keys + index.filters.keys.filter { !index.chains.contains($0) }).compactMap { attachment in
            guard case .block(let number) = attachment else { return nil }
            return SourceNode(.text("SharedBlock(\(number))"), filters(on: attachment, below: nil))
        }
    }

    /// Everything attached to objects that the link's list lacks.
    private mutating func others() -> [SourceNode] {
        var nodes: [SourceNode] = []
        var parents = link.qdiscs.map(\.parent) + link.classes.map(\.parent)
        for attachment in link.chains.map(\.attachment) + link.filters.map(\.attachment) {
            if case .parent(let handle) = attachment { parents.append(handle) }
        }
        for parent in parents {
            var content = (qdiscs.removeValue(forKey: parent) ?? []).map { qdisc($0, "Leaf", []) }
            content += below(parent, major: parent.major, isQdisc: false)
            if !content.isEmpty { nodes.append(SourceNode(.text("Parent(\(SwiftSpelling.quoted(parent.description)))"), content)) }
        }
        return nodes
    }
}
