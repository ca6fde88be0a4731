import WeirModel

/// A link's traffic control as `Link("eth0") { Root(.htb(default: 20)) { Class(10, rate: .mbit(300)) } }`.
struct LinkSource {
    private let link: LinkConfiguration
    /// The lines within the link's braces; nil where the authoring language has no words for all of it.
    private let content: ((inout Source) -> Void)?
    var isSayable: Bool { content != nil }

    init(_ link: LinkConfiguration) {
        self.link = link.portable
        content = Self.root(of: self.link)
    }

    func write(_ text: inout Source) {
        if let content {
            text.block(.call("Link", [.text(Words.quoted(link.name))])) { content(&$0) }
            return
        }
        text.comment("Traffic control of `\(link.name)` that has no words of its own yet: \(kinds). This is its document.")
        guard let bytes = try? Document.encode(HostState(links: [link]), as: .json) else { return }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        text.line("Link.raw(")
        text.verbatim(["    #\"\"\""] + lines.map { "    " + $0 } + ["    \"\"\"#)"])
    }

    private var kinds: String {
        let all = link.qdiscs.map(\.kind) + link.classes.map { "\($0.kind) class" } + link.filters.map { "\($0.kind) filter" }
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }.joined(separator: ", ")
    }

    /// A root qdisc and its tree of classes, in the order in which the language has them.
    private static func root(of link: LinkConfiguration) -> ((inout Source) -> Void)? {
        guard let root = link.qdiscs.first, root.parent == .root, isPlain(root), link.chains.isEmpty, link.filters.isEmpty, link.features == nil,
            let kind = KindSource.qdisc(root.options.options), root.handle?.minor ?? 0 == 0
        else { return nil }
        var arguments = [kind]
        if let handle = root.handle, handle.major != 1 || link.classes.isEmpty { arguments.append(.text("handle: \(handle.major)")) }
        var tree = ClassTree(link)
        guard let major = root.handle?.major else {
            return link.qdiscs.count == 1 && link.classes.isEmpty ? { $0.line(.call("Root", arguments)) } : nil
        }
        guard let classes = tree.classes(below: Handle(major), major: major), tree.isWhole else { return nil }
        return { $0.block(.call("Root", arguments), isEmpty: classes.isEmpty) { text in classes.forEach { $0(&text) } } }
    }

    static func isPlain(_ qdisc: Qdisc) -> Bool {
        qdisc.sizeTable == nil && qdisc.offload == nil && qdisc.ingressBlock == nil && qdisc.egressBlock == nil && qdisc.unknown == nil
    }
}

/// Classes and their leaves, in the order of a walk from the root.
private struct ClassTree {
    private let link: LinkConfiguration
    private var qdiscs: [Qdisc] = []
    private var classes: [TrafficClass] = []

    init(_ link: LinkConfiguration) {
        self.link = link
        qdiscs = Array(link.qdiscs.prefix(1))
    }

    /// The walk found all that there is, in its order.
    var isWhole: Bool { Set(qdiscs) == Set(link.qdiscs) && qdiscs.count == link.qdiscs.count && classes.count == link.classes.count }

    mutating func classes(below parent: Handle, major: UInt16) -> [(inout Source) -> Void]? {
        var lines: [(inout Source) -> Void] = []
        for item in link.classes where item.parent == parent || (parent == Handle(major) && item.parent == .root) {
            guard item.id.major == major, item.unknown == nil, item.parent != .root, var arguments = KindSource.arguments(of: item) else { return nil }
            classes.append(item)
            if let leaf = link.qdiscs.first(where: { $0.parent == item.id }) {
                guard LinkSource.isPlain(leaf), let kind = KindSource.qdisc(leaf.options.options), leaf.handle?.minor ?? 0 == 0 else { return nil }
                qdiscs.append(leaf)
                arguments.append(.labelled("leaf", kind))
                if let handle = leaf.handle { arguments.append(.text("leafHandle: \(Words.hexadecimal(handle.major))")) }
            }
            guard let inner = classes(below: item.id, major: major) else { return nil }
            lines.append { $0.block(.call("Class", arguments), isEmpty: inner.isEmpty) { text in inner.forEach { $0(&text) } } }
        }
        return lines
    }
}
