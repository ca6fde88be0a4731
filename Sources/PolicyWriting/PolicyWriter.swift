import WeirModel

/// A state as the source of the policy that describes it, in Weir's authoring language.
package struct PolicyWriter: Sendable {
    package enum Form: Sendable, Hashable {
        /// One file. Data files lie beside it.
        case file(name: String)
        /// `main.swift` with the policy, `sets.swift` with the constants that it names, and a file for each chain.
        case folder
        /// A single file that contains all elements.
        case text
    }

    /// An object that is written as the kernel's bytes.
    package struct Raw: Sendable, Hashable, CustomStringConvertible {
        /// `rule 3 of chain `input` in table `inet filter``
        package var place: String
        /// The kernel's names of the expressions.
        package var names: [String]

        package var description: String { "\(place): \(names.map { "`\($0)`" }.joined(separator: ", "))" }
    }

    package struct File: Sendable, Hashable {
        package var name: String
        package var content: [UInt8]
    }

    package struct Output: Sendable, Hashable {
        /// The policy's own file is the first.
        package var files: [File]
        package var ruleCount: Int
        /// The rules with kernel expressions without a spelling, and the sets and objects without one.
        package var raw: [Raw]
        /// The number of links with kinds or attributes without a spelling.
        package var rawLinkCount: Int
    }

    /// Rules that a single body of Swift holds: the compiler's time grows with their square.
    static let rulesInBody = 50
    /// Rules in each function of a longer chain.
    static let rulesInFunction = 25
    /// Elements that a set's declaration holds before they go into a data file.
    static let elementsInSource = 64

    let state: HostState
    let form: Form
    let fallback: String

    /// By chain, its rules as nft lists them: comments of those that Weir has no words for.
    package var listedRules: [Subject: [String]] = [:]

    /// - Parameter fallback: the policy's name if the state has none.
    package init(_ state: HostState, as form: Form, fallback: String = "imported") {
        (self.state, self.form, self.fallback) = (state, form, fallback)
    }

    /// The policy that made the tables, so that its tables stay its own.
    private var owner: String? {
        let owners = Set(state.tables.compactMap(\.owner))
        return owners.count == 1 ? owners.first : nil
    }

    package func output() -> Output {
        var writer = PolicyText(policy: state.policy ?? owner ?? fallback, form: form)
        var ruleCount = 0
        var raw: [Raw] = []
        for table in state.tables {
            writer.add(table, listedRules)
            ruleCount += table.chains.reduce(0) { $0 + $1.rules.count }
            raw += Raw.all(in: table)
        }
        writer.add(state.accepted)
        for link in state.links { writer.add(link) }
        return Output(files: writer.files(), ruleCount: ruleCount, raw: raw, rawLinkCount: writer.rawLinks)
    }
}

extension Chain {
    /// Whether a rule has to be written as bytes.
    package var hasRawRules: Bool { rules.contains { !PolicyWriter.Raw.names(in: $0.statements).isEmpty } }
}

extension PolicyWriter.Raw {
    static func all(in table: Table) -> [Self] {
        let within = "in table `\(table.family.rawValue) \(table.name)`"
        var all: [Self] = []
        for object in table.objects {
            if case .raw(let type, _) = object.definition {
                all.append(Self(place: "object `\(object.name)` \(within)", names: ["type \(type)"]))
            }
        }
        for set in table.sets {
            var names = names(in: set.statements)
            for element in set.elements.whole.values { names += Self.names(in: element.statements).filter { !names.contains($0) } }
            if !names.isEmpty { all.append(Self(place: "set `\(set.name)` \(within)", names: names)) }
        }
        for chain in table.chains {
            for (index, rule) in chain.rules.enumerated() {
                let names = names(in: rule.statements)
                if !names.isEmpty { all.append(Self(place: "rule \(index + 1) of chain `\(chain.name)` \(within)", names: names)) }
            }
        }
        return all
    }

    /// Each once, those of statements within others as well.
    static func names(in statements: [Statement]) -> [String] {
        var names: [String] = []
        for statement in statements {
            statement.walk { part in
                if case .statement(.raw(let raw)) = part, !names.contains(raw.name) { names.append(raw.name) }
            }
        }
        return names
    }
}
