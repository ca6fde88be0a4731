import WeirModel

/// Tables, chains and flowtables as blocks.
extension NftRenderer {
    func block(_ table: Table) throws(RenderingError) -> String { try lines(of: table).joined(separator: "\n") + "\n" }

    func lines(of table: Table) throws(RenderingError) -> [String] {
        let subject = "\(family.rawValue) \(table.name)"
        var lines = try located(subject) { () throws(RenderingError) in try options(of: table) }
        var blocks: [[String]] = []
        for object in table.objects {
            blocks.append(
                try located("\(subject) \(object.name)") { () throws(RenderingError) in
                    guard let kind = object.definition.kind else { throw unknown(object) }
                    return block("\(kind.rawValue) \(try name(object.name))", try body(of: object))
                })
        }
        for set in table.sets where !set.isMeter {
            blocks.append(
                try located("\(subject) \(set.name)") { () throws(RenderingError) in
                    block("\(set.data == nil ? "set" : "map") \(try name(set.name))", try header(of: set) + elements(of: set))
                })
        }
        for flowtable in table.flowtables {
            blocks.append(
                try located("\(subject) \(flowtable.name)") { () throws(RenderingError) in
                    block("flowtable \(try name(flowtable.name))", try body(of: flowtable))
                })
        }
        var renderer = self
        renderer.meters = Dictionary(
            table.sets.filter(\.isMeter).map { ($0.name, $0.size) }, uniquingKeysWith: { first, _ in first })
        for chain in table.chains {
            blocks.append(
                try located("\(subject) \(chain.name)") { () throws(RenderingError) in
                    var lines = try header(of: chain)
                    for rule in chain.rules { lines.append(try renderer.rule(rule)) }
                    return block("chain \(try name(chain.name))", lines)
                })
        }
        for (index, block) in blocks.enumerated() {
            if index > 0 || !lines.isEmpty { lines.append("") }
            lines += block
        }
        let title = try located(subject) { () throws(RenderingError) in "table \(family.rawValue) \(try name(table.name))" }
        return block(title, lines)
    }

    private func options(of table: Table) throws(RenderingError) -> [String] {
        var lines: [String] = []
        if table.flags.contains(.dormant) { lines.append("flags dormant") }
        if table.flags.contains(.owner) { lines.append("flags owner") }
        if table.flags.contains(.persist) {
            lines.append(try noSpelling("flags persist", "nft 1.0.6 has no word for the table flag persist"))
        }
        if let comment = table.comment { lines.append("comment \(try quoted(comment: comment))") }
        return lines
    }

    func header(of chain: Chain) throws(RenderingError) -> [String] {
        var lines: [String] = []
        if let comment = chain.comment { lines.append("comment \(try quoted(comment: comment))") }
        guard let base = chain.base else { return lines }
        var line = "type \(base.type.rawValue) hook \(base.hook.rawValue)"
        switch base.devices.count {
        case 0: break
        case 1: line += " device \(try device(base.devices[0]))"
        default: line += " devices = \(try devices(base.devices))"
        }
        line += " priority \(ChainPriority.name(for: base.priority, family: family, hook: base.hook));"
        if let policy = base.policy { line += " policy \(policy.rawValue);" }
        lines.append(line)
        if base.offload.isAsked { lines.append("flags offload") }
        return lines
    }

    func body(of flowtable: Flowtable) throws(RenderingError) -> [String] {
        var lines = ["hook ingress priority \(flowtable.priority)"]
        if !flowtable.devices.isEmpty { lines.append("devices = \(try devices(flowtable.devices))") }
        if flowtable.counter { lines.append("counter") }
        if flowtable.offload.isAsked { lines.append("flags offload") }
        return lines
    }

    private func devices(_ names: [String]) throws(RenderingError) -> String {
        var words: [String] = []
        for name in names { words.append(try device(name)) }
        return "{ \(words.joined(separator: ", ")) }"
    }

    /// Where devices are named, newer versions of nft take a star at the end for any rest, older ones for itself.
    private func device(_ text: String) throws(RenderingError) -> String {
        guard NamePattern.prefix(of: text) == nil, NamePattern.name(of: text).utf8.last == UInt8(ascii: "*") else {
            return try quoted(text)
        }
        return try noSpelling(text, "nft has no sure word for a device whose name ends in `*`: `\(text)`")
    }

    private func block(_ title: String, _ lines: [String]) -> [String] {
        ["\(title) {"] + lines.map { $0.isEmpty ? "" : "    " + $0 } + ["}"]
    }

    private func located<T>(_ subject: String, _ body: () throws(RenderingError) -> T) throws(RenderingError) -> T {
        do throws(RenderingError) {
            return try body()
        } catch {
            throw RenderingError(error.message, subject: error.subject ?? subject, help: error.help)
        }
    }
}
