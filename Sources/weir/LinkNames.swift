import WeirModel

/// The network interfaces that a state names, so that a sandbox can have stand-ins for them.
enum LinkNames {
    static func named(by state: HostState) -> Set<String> {
        var names = Set(state.links.map(\.name))
        for filter in state.links.flatMap(\.filters) { collect(filter, &names) }
        for table in state.tables {
            for chain in table.chains {
                names.formUnion(chain.base?.devices ?? [])
                for rule in chain.rules { rule.statements.forEach { collect($0, &names) } }
            }
            for flowtable in table.flowtables { names.formUnion(flowtable.devices) }
            for set in table.sets { for element in set.elements.prefix(1000) { collect(element, &names) } }
        }
        return names.filter { !$0.isEmpty && !$0.hasSuffix("*") && $0.utf8.count <= 15 && !$0.contains("/") }
    }

    private static func collect(_ filter: Filter, _ names: inout Set<String>) {
        for action in filter.actions {
            if let mirred = action.options.as(Action.Mirred.self) { names.insert(mirred.device) }
        }
        names.formUnion(
            [
                filter.classifier.as(Filter.Flower.self)?.indev, filter.classifier.as(Filter.U32.self)?.indev,
                filter.classifier.as(Filter.FW.self)?.indev, filter.classifier.as(Filter.Route.self)?.fromInterface,
            ].compactMap { $0 })
    }

    private static func collect(_ statement: Statement, _ names: inout Set<String>) {
        switch statement {
        case .match(let left, _, let right):
            collect(left, &names)
            collect(right, &names)
        case .verdictMap(let key, .anonymous(let list)):
            collect(key, &names)
            for element in list { collect(element, &names) }
        case .set(_, let term): collect(term, &names)
        case .verdict(.jump(.anonymous(let rules))), .verdict(.goto(.anonymous(let rules))):
            for rule in rules { rule.statements.forEach { collect($0, &names) } }
        case .dup(let to, let device): [to, device].compactMap { $0 }.forEach { collect($0, &names) }
        case .fwd(let device, _, _): collect(device, &names)
        default: break
        }
    }

    private static func collect(_ term: Term, _ names: inout Set<String>) {
        switch term {
        case .value(let value): collect(value, &names)
        case .range(let lower, let upper):
            collect(lower, &names)
            collect(upper, &names)
        case .flags(let values): for value in values { collect(value, &names) }
        case .set(let list): for element in list { collect(element, &names) }
        case .concatenation(let parts): for part in parts { collect(part, &names) }
        case .binary(_, let left, let right):
            collect(left, &names)
            collect(right, &names)
        case .map(let key, let source):
            collect(key, &names)
            if case .anonymous(let list) = source { for element in list { collect(element, &names) } }
        default: break
        }
    }

    private static func collect(_ element: Element, _ names: inout Set<String>) {
        switch element.key {
        case .values(let values): for value in values { collect(value, &names) }
        case .ranges(let lower, _): for value in lower { collect(value, &names) }
        case .catchAll: break
        }
        if case .values(let values)? = element.data { for value in values { collect(value, &names) } }
    }

    private static func collect(_ value: Value, _ names: inout Set<String>) {
        if case .text(let name, let type) = value, type == .ifname || type == .ifindex { names.insert(name) }
    }
}
