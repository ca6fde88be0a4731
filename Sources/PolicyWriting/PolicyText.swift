import WeirModel

/// The files of a policy in the making.
struct PolicyText {
    let policy: String
    let form: PolicyWriter.Form
    private var names = Names()
    private var fileNames: Set<String> = ["main.swift", "sets.swift"]
    /// Constants.
    private var declarations = Source()
    /// Functions that are not in separate files.
    private var functions = Source()
    /// The content of the policy's braces.
    private var body: [(inout Source) -> Void] = []
    private var others: [PolicyWriter.File] = []
    private(set) var rawLinks = 0
    /// The number of rules within the policy's braces.
    private var inlineRules = 0

    init(policy: String, form: PolicyWriter.Form) { (self.policy, self.form) = (policy, form) }

    private var isFolder: Bool { form == .folder }

    mutating func add(_ table: Table, _ listedRules: [Subject: [String]] = [:]) {
        var source = TableSource(table, &names)
        source.listedRules = listedRules
        let uses = Declarations(source)
        var lines = declare(source, uses)
        let count = table.chains.reduce(0) { $0 + $1.rules.count }
        let hasChainFunctions = isFolder || count > PolicyWriter.rulesInBody
        for chain in table.chains {
            if hasChainFunctions {
                let name = names.unique("\(table.name)-\(chain.name)", kind: "Chain", in: table.family.rawValue)
                add(chain, source, named: name)
                lines.append { $0.line("\(name)()") }
            } else {
                lines.append {
                    $0.block(.call("Chain", source.arguments(of: chain)), isEmpty: chain.rules.isEmpty) {
                        Self.rules(chain.rules[...], of: chain, source, &$0)
                    }
                }
            }
        }
        func write(_ text: inout Source) {
            text.block(.call("Table", source.arguments), isEmpty: lines.isEmpty) { text in lines.forEach { $0(&text) } }
        }
        // Small tables are written in the policy, as long as it stays small.
        if hasChainFunctions || inlineRules + count <= PolicyWriter.rulesInBody {
            if !hasChainFunctions { inlineRules += count }
            body.append { write(&$0) }
        } else {
            let name = names.unique("\(table.name)-table", kind: "Function", in: table.family.rawValue)
            functions.block(.text("func \(name)() -> Table")) { write(&$0) }
            functions.blank()
            body.append { $0.line("\(name)()") }
        }
    }

    /// Acceptances are together, above the objects that they are about.
    mutating func add(_ accepted: [Acceptance]) {
        guard !accepted.isEmpty else { return }
        inlineRules += accepted.count
        body.append { text in
            for acceptance in accepted {
                text.line(
                    .call(
                        "Accept",
                        [
                            .text(SwiftSpelling.quoted(acceptance.finding)), .text("on: \(SwiftSpelling.quoted(acceptance.on))"),
                            .text("because: \(SwiftSpelling.quoted(acceptance.because))"),
                        ]))
            }
        }
    }

    mutating func add(_ link: LinkConfiguration) {
        let source = LinkSource(link)
        if !source.raw.isEmpty { rawLinks += 1 }
        var text = Source()
        var count = 0
        let content = source.content.map { node in
            node.split(at: PolicyWriter.rulesInBody) { part in
                count += 1
                let name = names.unique("\(link.name)-part\(count)", kind: "Link", in: "link")
                text.line("@ClassBuilder")
                text.block(.text("func \(name)() -> ClassContent")) { text in part.forEach { $0.write(&text) } }
                text.blank()
                return name
            }
        }
        func write(_ text: inout Source) {
            if !source.raw.isEmpty { text.comment("Weir can't express \(source.raw.joined(separator: ", ")): these are the bytes.") }
            text.block(.call("Link", [.text(SwiftSpelling.quoted(link.name))]), isEmpty: content.isEmpty) { text in
                content.forEach { $0.write(&text) }
            }
        }
        let weight = content.reduce(1) { $0 + $1.weight }
        guard isFolder || inlineRules + weight > PolicyWriter.rulesInBody else {
            inlineRules += weight
            functions.append(text)
            body.append { write(&$0) }
            return
        }
        let name = names.unique("\(link.name)-link", kind: "Function", in: "link")
        text.block(.text("func \(name)() -> Link")) { write(&$0) }
        body.append { $0.line("\(name)()") }
        if isFolder {
            let file = fileName("\(link.name)-link", ".swift")
            others.append(PolicyWriter.File(name: file, content: Array(("import Weir\n\n" + text.text).utf8)))
        } else {
            functions.append(text)
            functions.blank()
        }
    }

    /// A chain as a function, or several.
    private mutating func add(_ chain: Chain, _ source: TableSource, named name: String) {
        var text = Source()
        var parts: [String] = []
        if chain.rules.count > PolicyWriter.rulesInBody {
            let count = (chain.rules.count + PolicyWriter.rulesInFunction - 1) / PolicyWriter.rulesInFunction
            parts = (1...count).map { "\(name)Part\($0)" }
        }
        text.block(.text("func \(name)() -> Chain")) { text in
            text.block(.call("Chain", source.arguments(of: chain)), isEmpty: chain.rules.isEmpty) { text in
                if parts.isEmpty { Self.rules(chain.rules[...], of: chain, source, &text) } else { parts.forEach { text.line("\($0)()") } }
            }
        }
        for (index, part) in parts.enumerated() {
            let start = index * PolicyWriter.rulesInFunction
            text.blank()
            text.line("@RulesBuilder")
            text.block(.text("private func \(part)() -> Rules")) {
                Self.rules(chain.rules[start..<min(start + PolicyWriter.rulesInFunction, chain.rules.count)], of: chain, source, &$0)
            }
        }
        if isFolder {
            let file = fileName("\(source.table.name)-\(chain.name)", ".swift")
            others.append(PolicyWriter.File(name: file, content: Array(("import Weir\n\n" + text.text).utf8)))
        } else {
            functions.append(text)
            functions.blank()
        }
    }

    private static func rules(_ rules: ArraySlice<Rule>, of chain: Chain, _ source: TableSource, _ text: inout Source) {
        let joined = source.pairs.joined[chain.name] ?? []
        var both = source
        both.isForBothFamilies = true
        for (index, rule) in zip(rules.indices, rules) where !joined.contains(index - 1) {
            let raw = PolicyWriter.Raw.names(in: rule.statements)
            if !raw.isEmpty {
                let listed = source.listedRules[Subject(.chain, "\(source.family.rawValue) \(source.table.name)", chain.name)] ?? []
                if listed.count == chain.rules.count { text.comment("nft: \(listed[index])") }
                text.comment("Weir has no words for this: \(raw.map { "`\($0)`" }.joined(separator: ", ")) as the kernel's bytes.")
            }
            text.line((joined.contains(index) ? both : source).rule(rule))
        }
    }

    /// Writes the table's constants.
    ///
    /// - Returns: lines that declare the objects that no rule uses, or that rules use in another order.
    private mutating func declare(_ source: TableSource, _ uses: Declarations) -> [(inout Source) -> Void] {
        let table = source.table
        var mentions: [Layout] = []
        let named = table.objects.compactMap { object in object.definition.kind.map { ObjectName(kind: $0, name: object.name) } }
        // Maps to objects declare these as well, before the rules do.
        let hasObjectMaps = table.sets.contains { if case .object? = $0.data { true } else { false } }
        var unmentioned = hasObjectMaps || named.count < table.objects.count ? named.count : uses.objects.mentions(for: named)
        for object in table.objects {
            let declaration = ObjectSource.declaration(object)
            guard let kind = object.definition.kind else {
                mentions.append(declaration)
                continue
            }
            let constant = source.objects[ObjectName(kind: kind, name: object.name)]
            if let constant { declarations.line(.sequence([.text("let \(constant) = "), declaration])) }
            if unmentioned > 0 { mentions.append(constant.map { .text($0) } ?? declaration) }
            unmentioned -= 1
        }
        unmentioned = uses.sets.mentions(for: table.sets.map(\.name))
        let secondOfPairs = Set(source.pairs.pairs.values.map(\.ip6.name))
        for set in table.sets {
            guard let constant = source.sets[set.name] else { continue }
            let pair = source.pairs.pairs[set.name]
            if pair == nil, secondOfPairs.contains(set.name) {
                unmentioned -= 1
                continue
            }
            let declared = pair?.both ?? set
            let file = dataFile(pair.map { [$0.ip, $0.ip6] } ?? [set], named: declared.name)
            let layout = source.declaration(declared, isPair: pair != nil, implied: uses.flags[set.name] ?? [], file: file)
            declarations.line(.sequence([.text("let \(constant.identifier) = "), layout]))
            if unmentioned > 0 { mentions.append(.text(constant.identifier)) }
            unmentioned -= 1
        }
        unmentioned = uses.flowtables.mentions(for: table.flowtables.map(\.name))
        for flowtable in table.flowtables {
            guard let constant = source.flowtables[flowtable.name] else { continue }
            declarations.line(.sequence([.text("let \(constant) = "), source.declaration(flowtable)]))
            if unmentioned > 0 { mentions.append(.text(constant)) }
            unmentioned -= 1
        }
        return mentions.map { mention in { $0.line(mention) } }
    }

    /// The data file for the elements of a set, or of an `AddressSet`'s two; `nil` if they are in the source.
    private mutating func dataFile(_ sets: [SetDeclaration], named name: String) -> String? {
        guard form != .text, sets.reduce(0, { $0 + $1.elements.count }) > PolicyWriter.elementsInSource else { return nil }
        var bytes: [UInt8] = []
        for set in sets {
            guard let lines = Self.lines(of: set) else { return nil }
            bytes += lines
        }
        let name = fileName(name, ".txt")
        others.append(PolicyWriter.File(name: name, content: bytes))
        return name
    }

    /// The lines of a data file that read back as the set's elements.
    private static func lines(of set: SetDeclaration) -> [UInt8]? {
        let types = ElementFile.types(of: set.key)
        let data = ElementFile.data(of: set)
        var bytes: [UInt8] = []
        for element in set.elements {
            guard let line = ElementFile.line(for: element, types: types, data: data) else { return nil }
            bytes += line.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        return (try? ElementFile.parse(bytes, types: types, data: data)) == set.elements ? bytes : nil
    }

    /// A name for a file that no other has, also where case means nothing.
    private mutating func fileName(_ name: String, _ ending: String) -> String {
        let safe = String(
            name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ".") ? $0 : "-" }.drop {
                $0 == "." || $0 == "-"
            })
        // File systems take 255 bytes.
        let base = safe.isEmpty ? "unnamed" : String(safe.prefix(200))
        var candidate = base + ending
        var number = 2
        while !fileNames.insert(candidate.lowercased()).inserted {
            candidate = "\(base)-\(number)\(ending)"
            number += 1
        }
        return candidate
    }

    func files() -> [PolicyWriter.File] {
        var main = Source()
        main.line("import Weir")
        main.blank()
        if !isFolder, !declarations.isEmpty {
            main.append(declarations)
            main.blank()
        }
        main.append(functions)
        main.block(.call("Policy", [.text(SwiftSpelling.quoted(policy))])) { text in
            for (index, part) in body.enumerated() {
                if index > 0, inlineRules > 0 || !isFolder { text.blank() }
                part(&text)
            }
        }
        var files: [PolicyWriter.File] = []
        switch form {
        case .file(let name): files.append(PolicyWriter.File(name: name, content: Array(main.text.utf8)))
        case .text: files.append(PolicyWriter.File(name: "policy.swift", content: Array(main.text.utf8)))
        case .folder:
            files.append(PolicyWriter.File(name: "main.swift", content: Array(main.text.utf8)))
            if !declarations.isEmpty {
                files.append(PolicyWriter.File(name: "sets.swift", content: Array(("import Weir\n\n" + declarations.text).utf8)))
            }
        }
        return files + others
    }
}
