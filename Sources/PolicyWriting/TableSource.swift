import WeirModel

struct ObjectName: Hashable {
    var kind: StatefulObject.Kind
    var name: String
}

/// A table on its way to source, with the names that its rules can use.
struct TableSource {
    let table: Table
    var family: Family { table.family }
    private(set) var sets: [String: SetConstant] = [:]
    /// The constants of objects that a use doesn't declare by itself.
    private(set) var objects: [ObjectName: String] = [:]
    private(set) var flowtables: [String: String] = [:]
    let pairs: AddressPairs
    var listedRules: [Subject: [String]] = [:]
    /// Whether the rule being written is for both IP families.
    var isForBothFamilies = false

    init(_ table: Table, _ names: inout Names) {
        self.table = table
        pairs = AddressPairs(table)
        for set in table.sets where sets[set.name] == nil {
            let pair = pairs.pairs[set.name]
            let name = names.unique(pair?.name ?? set.name, kind: set.data == nil ? "Set" : "Map", in: table.name)
            sets[set.name] = constant(set, named: name)
            if let pair { sets[pair.ip6.name] = constant(pair.ip6, named: name) }
        }
        for object in table.objects where !ObjectSource.isImplied(object) {
            guard let kind = object.definition.kind else { continue }
            objects[ObjectName(kind: kind, name: object.name)] = names.unique(object.name, kind: ObjectSource.swift(kind), in: table.name)
        }
        for flowtable in table.flowtables {
            flowtables[flowtable.name] = names.unique(flowtable.name, kind: "Flowtable", in: table.name)
        }
    }

    /// `Table("filter", .inet`
    var arguments: [Layout] {
        var arguments: [Layout] = [.text(SwiftSpelling.quoted(table.name)), .text(".\(table.family)")]
        if !table.flags.isEmpty {
            let names: [(Table.Flags, String)] = [(.dormant, ".dormant"), (.owner, ".owner"), (.persist, ".persist")]
            arguments.append(
                .text("flags: " + OptionSetSource.text(table.flags.rawValue, names.map { ($0.0.rawValue, $0.1) }, type: "Table.Flags")))
        }
        if let comment = table.comment { arguments.append(.text("comment: \(SwiftSpelling.quoted(comment))")) }
        return arguments
    }

    /// `Chain("input", .filter(.input), policy: .drop`
    func arguments(of chain: Chain) -> [Layout] {
        var arguments: [Layout] = [.text(SwiftSpelling.quoted(chain.name))]
        if let base = chain.base {
            arguments.append(self.base(base))
            if let policy = base.policy { arguments.append(.text("policy: .\(policy)")) }
        }
        if let comment = chain.comment { arguments.append(.text("comment: \(SwiftSpelling.quoted(comment))")) }
        return arguments
    }

    private func base(_ base: BaseChain) -> Layout {
        var arguments: [Layout] = [.text(".\(base.hook)")]
        let usual: Int32? =
            switch (base.type, base.hook) {
            case (.filter, _): ChainPriority.parse("filter", family: family, hook: base.hook)
            case (.nat, .prerouting): ChainPriority.parse("dstnat", family: family, hook: base.hook)
            case (.nat, .postrouting): ChainPriority.parse("srcnat", family: family, hook: base.hook)
            case (.nat, .output): -100
            case (.nat, _): 100
            case (.route, _): ChainPriority.parse("mangle", family: family, hook: base.hook)
            }
        if base.priority != usual {
            let name = ChainPriority.name(for: base.priority, family: family, hook: base.hook)
            let isNumber = name.first.map { $0 == "-" || $0.isNumber } ?? true
            arguments.append(.text("priority: \(isNumber ? name : "." + name)"))
        }
        if !base.devices.isEmpty { arguments.append(.labelled("devices", .array(base.devices.map { .text(SwiftSpelling.quoted($0)) }))) }
        if base.offload != .never { arguments.append(.text("offload: .\(base.offload)")) }
        return .call(".\(base.type)", arguments)
    }

    func declaration(_ flowtable: Flowtable) -> Layout {
        var arguments: [Layout] = [.text(SwiftSpelling.quoted(flowtable.name))]
        if flowtable.priority != 0 { arguments.append(.text("priority: \(flowtable.priority)")) }
        arguments.append(.labelled("devices", .array(flowtable.devices.map { .text(SwiftSpelling.quoted($0)) })))
        if flowtable.offload != .never { arguments.append(.text("offload: .\(flowtable.offload)")) }
        if flowtable.counter { arguments.append(.text("counter: true")) }
        return .call("Flowtable", arguments)
    }
}
