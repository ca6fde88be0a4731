import Foundation
import WeirModel

/// The names that a marking generator gave to the parts of a value, as its JSON has them. How enums and structures are encoded is the compiler's work,
/// which forgets no part: what walks over statements is judged by it.
package struct Marks {
    package private(set) var names: Set<String> = []
    package private(set) var links: Set<String> = []
    package var all: Set<String> { names.union(links) }

    package init(in value: some Encodable, mark: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        for found in String(decoding: try encoder.encode(value), as: UTF8.self).split(separator: mark).dropFirst() {
            let digits = found.dropFirst().prefix { $0.isNumber }
            if found.hasPrefix("l") { links.insert("\(mark)l\(digits)") } else { names.insert("\(mark)n\(digits)") }
        }
    }

    /// Calls `judge` with many statements, those of each kind among them, at least half of which name something.
    package static func each(
        _ count: Int = 60, mark: String, _ judge: (_ statement: Statement, _ marks: Marks, _ seed: UInt64) throws -> Void
    ) throws -> Int {
        var naming = 0
        for seed in 0..<UInt64(count) {
            var generator = ModelGenerator(seed: seed, marking: mark)
            for kind in StatementKind.allCases {
                let statement = generator.statement(of: kind)
                let marks = try Marks(in: statement, mark: mark)
                if !marks.all.isEmpty { naming += 1 }
                try judge(statement, marks, seed)
            }
        }
        return naming
    }
}

extension HostState {
    /// A policy with a rule of this one statement, in a chain at the input hook.
    package static func of(_ statement: Statement, sets: [SetDeclaration] = []) -> HostState {
        let chain = Chain(name: "input", base: BaseChain(type: .filter, hook: .input, priority: 0), rules: [Rule([statement])])
        return HostState(policy: "p", tables: [Table(family: .inet, name: "t", chains: [chain], sets: sets)])
    }
}
