import Netfilter
import WeirModel

/// The plan from the live tables to the desired ones: the fewest operations, in an order that the kernel accepts as one transaction, and
/// the differences for people.
package struct NetfilterPlan: Sendable {
    package private(set) var operations: [Operation] = []
    package private(set) var differences: [Difference] = []
    /// Findings about the tables' owners, for the author.
    package private(set) var diagnostics: [Diagnostic] = []

    /// - Parameters:
    ///   - policy: the policy's name. Tables that it created and no longer names are removed. `nil` for a captured state, which leaves
    ///     other tables alone.
    ///   - prunes: whether tables go too that a policy of the same name had in another file.
    ///   - links: the names of the host's network interfaces; `nil` if they are unknown.
    package init(desired: [CompiledTable], live: [CompiledTable], policy: String?, prunes: Bool = false, links: Set<String>? = nil) {
        var free = Dictionary(live.map { (Name($0), $0) }) { first, _ in first }
        let pairs = desired.map { table in
            let current = free.removeValue(forKey: Name(table))
            return (table.resolvingPreferences(beside: current), current)
        }
        if let policy {
            let left = live.filter { free[Name($0)] != nil && UserData.policy(in: $0.userdata) == policy }
            left.forEach { remove($0) }
            if !prunes { checkFiles(of: left, beside: desired, policy: policy) }
        }
        // A new table comes last in the kernel's list. Tables that the policy names after it are created again too if they hold nothing
        // that would be lost, so that the list has the policy's order.
        var reordering = false
        for (table, current) in pairs {
            if let current, reordering, current.holdsNothing {
                checkOwner(of: current, policy: policy, at: table.at)
                differences += TablePlan(desired: table, live: current).differences
                operations.append(Operation(.deleteTable, family: table.family, table: table.name))
                operations += TablePlan.making(table.keepingElements(of: current))
            } else if let current {
                checkOwner(of: current, policy: policy, at: table.at)
                let plan = TablePlan(desired: table, live: current)
                operations += plan.operations
                differences += plan.differences
            } else {
                differences.append(
                    Difference(
                        .added, family: table.family, table: table.name, .table, desired: .text(table.summary), at: table.at))
                operations += TablePlan.making(table)
                reordering = true
            }
            if let links { reportAbsentDevices(of: table, links: links) }
        }
    }

    private struct Name: Hashable {
        var family: Family
        var name: String
        init(_ table: CompiledTable) { (family, name) = (table.family, table.name) }
    }

    private mutating func remove(_ table: CompiledTable) {
        operations.append(Operation(.deleteTable, family: table.family, table: table.name))
        differences.append(
            Difference(
                .removed, family: table.family, table: table.name, .table, live: .text(table.summary),
                lost: Loss.of(table.chains.lazy.flatMap(\.rules))))
    }

    /// Two files may give their policies one name by mistake, and each would delete the other's tables.
    private mutating func checkFiles(of tables: [CompiledTable], beside desired: [CompiledTable], policy: String) {
        let own = Set(desired.flatMap { [$0.at] + $0.chains.map(\.at) }.compactMap(\.location?.fileName))
        let foreign = Dictionary(grouping: tables) { UserData.file(in: $0.userdata) ?? "" }
        for (file, tables) in foreign.sorted(by: { $0.key < $1.key }) where !file.isEmpty && !own.contains(file) {
            let names = tables.map { "`\($0.family.rawValue) \($0.name)`" }
            let them = names.count == 1 ? "it" : "them"
            diagnostics.append(
                Diagnostic(
                    .error, id: .otherFilesTable,
                    "\(names.count == 1 ? "table" : "tables") \(names.joined(separator: ", ")) of policy `\(policy)` came from `\(file)`, "
                        + "and this policy of the same name would delete \(them)",
                    help: "give one of the two policies another name, or delete \(them) by `weir apply --prune`",
                    subject: Subject(.table, "\(tables[0].family.rawValue) \(tables[0].name)"), at: desired.first?.at.location))
        }
    }

    private mutating func checkOwner(of table: CompiledTable, policy: String?, at: Located) {
        guard let policy else { return }
        let name = "\(table.family.rawValue) \(table.name)"
        switch UserData.policy(in: table.userdata) {
        case policy: break
        case let other?:
            diagnostics.append(
                Diagnostic(
                    .error, id: .foreignTable, "table `\(name)` belongs to policy `\(other)`, not to `\(policy)`",
                    help: "give the table another name, or delete the table first: nft delete table \(name)",
                    subject: Subject(.table, name),
                    at: at.location))
        case nil:
            diagnostics.append(
                Diagnostic(
                    .warning, id: .adoptedTable, "table `\(name)` already exists, and policy `\(policy)` did not create it",
                    help: "objects in it that the policy does not name are removed; the table stays when the policy no longer names it",
                    subject: Subject(.table, name),
                    at: at.location))
        }
    }

    /// The kernel keeps a chain whose device is gone, and lists it as if it saw packets.
    private mutating func reportAbsentDevices(of table: CompiledTable, links: Set<String>) {
        func absent(_ device: String) -> Bool {
            guard let prefix = NamePattern.prefix(of: device) else { return !links.contains(NamePattern.name(of: device)) }
            return !links.contains { $0.utf8.starts(with: prefix) }
        }
        for chain in table.chains {
            for device in chain.base?.devices ?? [] where absent(device) {
                differences.append(
                    Difference(
                        .ineffective, family: table.family, table: table.name, .chain(chain.name),
                        desired: .text("device \"\(device)\" is absent on this host"), at: chain.at))
            }
        }
        for flowtable in table.flowtables {
            for device in flowtable.devices where absent(device) {
                differences.append(
                    Difference(
                        .ineffective, family: table.family, table: table.name, .flowtable(flowtable.name),
                        desired: .text("device \"\(device)\" is absent on this host"), at: flowtable.at))
            }
        }
    }
}

extension CompiledTable {
    /// No rules, objects, flows, and no elements that count or expire: creating it again loses nothing and is quick.
    var holdsNothing: Bool {
        objects.isEmpty && flowtables.isEmpty && chains.allSatisfy(\.rules.isEmpty)
            && sets.allSatisfy {
                $0.elements.count <= 1000 && $0.specification.flags & (SetSpecification.evalFlag | SetSpecification.timeoutFlag) == 0
                    && $0.specification.expressions.isEmpty && $0.elements.allSatisfy(\.expressions.isEmpty)
            }
    }

    var summary: String {
        let parts = [
            ("chain", chains.count), ("rule", chains.reduce(0) { $0 + $1.rules.count }), ("set", sets.count), ("object", objects.count),
            ("flowtable", flowtables.count),
        ]
        return parts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)\($0.1 == 1 ? "" : "s")" }.joined(separator: ", ")
    }
}
