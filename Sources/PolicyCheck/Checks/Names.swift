internal import Findings
internal import WeirModel

extension PolicyCheck {
    static let names = Check(finds: [.duplicateName]) { facts in
        let tables = repeated(facts.tables, by: \.name, what: { "table `\($0.name)`" }, location: { $0.table.at.location })
        let inTables = facts.tables.flatMap { facts in
            let (table, place) = (facts.table, "in table `\(facts.name)`")
            return repeated(table.chains, by: \.name, what: { "chain `\($0.name)` \(place)" }, location: { $0.at.location })
                + repeated(table.sets, by: \.name, what: { "set or map `\($0.name)` \(place)" }, location: { $0.at.location })
                + repeated(
                    table.objects, by: { [$0.definition.kind?.rawValue ?? "", $0.name] },
                    what: { "\($0.definition.kind?.rawValue ?? "object") `\($0.name)` \(place)" }, location: { $0.at.location })
                + repeated(table.flowtables, by: \.name, what: { "flowtable `\($0.name)` \(place)" }, location: { $0.at.location })
        }
        let links = repeated(facts.links.map(\.link), by: \.name, what: { "link `\($0.name)`" }, location: { $0.at.location })
        return tables + inTables + links
    }

    private static func repeated<Item, Key: Hashable>(
        _ items: [Item], by key: (Item) -> Key, what: (Item) -> String, location: (Item) -> SourceLocation?
    ) -> [Diagnostic] {
        var first: [Key: Item] = [:]
        return items.compactMap { item in
            guard let earlier = first[key(item)] else {
                first[key(item)] = item
                return nil
            }
            let place = location(earlier).map { ", first at \($0)" } ?? ""
            return Diagnostic(
                .error, id: .duplicateName, "\(what(item)) is defined twice\(place)", help: "give one of them another name, or join them",
                at: location(item))
        }
    }
}
