import WeirModel

/// The network interfaces that a state names, for stand-ins in a sandbox.
enum InterfaceReferences {
    static func named(by state: HostState) -> Set<String> {
        // As texts, which may be patterns.
        var names: Set<String> = []
        func add(_ part: PolicyPart) {
            if case .value(let value) = part, let name = value.linkName { names.insert(name) }
        }
        for table in state.tables {
            for chain in table.chains {
                names.formUnion(chain.base?.devices ?? [])
                for rule in chain.rules { rule.walk(add) }
            }
            for flowtable in table.flowtables { names.formUnion(flowtable.devices) }
            for set in table.sets { set.walk(add) }
        }
        names = Set(names.filter { NamePattern.prefix(of: $0) == nil }.map { NamePattern.name(of: $0) })
        names.formUnion(state.links.map(\.name))
        for filter in state.links.flatMap(\.filters) { collect(filter, &names) }
        return names.filter { !$0.isEmpty && $0.outsideBytes.count <= 15 && !$0.utf8.contains(UInt8(ascii: "/")) }
    }

    private static func collect(_ filter: Filter, _ names: inout Set<String>) {
        for action in filter.actions {
            if let mirred = action.options.as(Action.Mirred.self), mirred.block == nil { names.insert(mirred.device) }
        }
        names.formUnion(
            [
                filter.classifier.as(Filter.Flower.self)?.indev, filter.classifier.as(Filter.U32.self)?.indev,
                filter.classifier.as(Filter.FW.self)?.indev, filter.classifier.as(Filter.Route.self)?.fromInterface,
            ].compactMap { $0 })
    }
}
