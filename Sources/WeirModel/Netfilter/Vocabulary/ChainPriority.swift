/// nft's names of chain priorities: `filter`, `dstnat - 5`, `mangle + 10`.
public enum ChainPriority {
    private struct Row {
        var name: String
        var priority: Int32
        /// The only hook with the name; `nil` for all.
        var hook: Hook?
    }

    private static let inet = [
        Row(name: "raw", priority: -300), Row(name: "mangle", priority: -150), Row(name: "dstnat", priority: -100, hook: .prerouting),
        Row(name: "filter", priority: 0), Row(name: "security", priority: 50), Row(name: "srcnat", priority: 100, hook: .postrouting),
    ]
    private static let bridge = [
        Row(name: "dstnat", priority: -300, hook: .prerouting), Row(name: "filter", priority: -200),
        Row(name: "out", priority: 100, hook: .output), Row(name: "srcnat", priority: 300, hook: .postrouting),
    ]
    private static let other = [Row(name: "filter", priority: 0)]

    private static func rows(_ family: Family) -> [Row] {
        switch family {
        case .inet, .ip, .ip6: inet
        case .bridge: bridge
        case .arp, .netdev: other
        }
    }

    /// The names that a chain at this hook can use.
    public static func names(family: Family, hook: Hook) -> [String] {
        rows(family).filter { $0.hook == nil || $0.hook == hook }.map(\.name)
    }

    /// As nft lists it: a name within 10 of the priority, else the number.
    public static func name(for priority: Int32, family: Family, hook: Hook) -> String {
        guard let row = rows(family).first(where: { (Int64(priority) - Int64($0.priority)).magnitude <= 10 }),
            row.hook == nil || row.hook == hook
        else { return String(priority) }
        let offset = priority - row.priority
        return offset == 0 ? row.name : "\(row.name) \(offset < 0 ? "-" : "+") \(offset.magnitude)"
    }

    /// The number of a priority as people write it; `nil` if it isn't one.
    public static func parse(_ text: String, family: Family, hook: Hook) -> Int32? {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        if words.count == 1, let number = Int32(words[0]) { return number }
        let compact = words.joined()
        let name = compact.prefix { $0 != "+" && $0 != "-" }
        guard let row = rows(family).first(where: { $0.name == name && ($0.hook == nil || $0.hook == hook) }) else { return nil }
        let offset = compact.dropFirst(name.count)
        if offset.isEmpty { return row.priority }
        guard let number = Int32(offset) else { return nil }
        let (sum, overflow) = row.priority.addingReportingOverflow(number)
        return overflow ? nil : sum
    }
}
