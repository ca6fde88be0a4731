import Findings
import Netfilter
import PacketEngine
import WeirModel

extension PacketFindings {
    /// The findings about the rules of tables; none of tables that no kernel would take.
    package static func diagnostics(of tables: [CompiledTable]) -> [Diagnostic] {
        guard let program = try? Program(tables) else { return [] }
        let found = RulesetAnalysis.findings(of: program, tables: tables)
        let words = RuleWords(program, tables)
        var diagnostics =
            found.dead.map { words.diagnostic(of: $0) } + found.redundant.map { words.redundant($0) } + found.lost.map { words.lost($0) }
        if let first = found.undecided.first {
            let count = found.undecided.count
            diagnostics.append(
                Diagnostic(
                    .undecided, id: .rulesTooLarge,
                    "too large to decide whether \(count == 1 ? "a rule" : "\(count) rules") can match and matter",
                    subject: words.subject(of: first)))
        }
        return diagnostics
    }
}

/// Rules in the words of findings.
package struct RuleWords {
    let program: Program
    let tables: [CompiledTable]

    package init(_ program: Program, _ tables: [CompiledTable]) {
        self.program = program
        self.tables = tables
    }

    package func reference(_ place: RulePlace) -> RuleReference {
        let chain = program.chains[place.chain]
        let table = program.tables[chain.table]
        guard let owner = chain.owner else {
            return RuleReference(family: table.family, table: table.name, chain: chain.name, index: place.rule)
        }
        return reference(owner)
    }

    package func location(_ place: RulePlace) -> SourceLocation? {
        let chain = program.chains[place.chain]
        if let owner = chain.owner { return location(owner) }
        let compiled = tables[chain.table].chains.first { $0.name == chain.name }
        return compiled.flatMap { place.rule < $0.ruleLocations.count ? $0.ruleLocations[place.rule].location : nil }
    }

    /// `inet filter forward`
    package func chain(_ number: Int) -> String {
        let table = program.tables[program.chains[number].table]
        return "\(table.family.rawValue) \(table.name) \(program.chains[number].name)"
    }

    /// `set @banned`, of its table.
    package func set(_ number: Int) -> String {
        let table = program.tables[program.sets[number].table]
        return program.sets[number].name.map { "`@\($0)` of `\(table.family.rawValue) \(table.name)`" } ?? "a set of `\(table.name)`"
    }

    package func subject(of place: RulePlace) -> Subject {
        let rule = reference(place)
        return Subject(.chain, "\(rule.family.rawValue) \(rule.table)", rule.chain)
    }

    /// `rule 3`, of another chain with its name, and the line where it is known.
    package func text(_ place: RulePlace, seenFrom other: RulePlace? = nil) -> String {
        let rule = reference(place)
        let seen = other.map(reference)
        var text = "rule \(rule.index + 1)"
        if seen?.table != rule.table || seen?.family != rule.family {
            text += " of `\(rule.family.rawValue) \(rule.table) \(rule.chain)`"
        } else if seen?.chain != rule.chain {
            text += " of chain `\(rule.chain)`"
        }
        return location(place).map { "\(text) (\($0))" } ?? text
    }

    func diagnostic(of dead: RulesetFindings.Dead) -> Diagnostic {
        let rule = reference(dead.place)
        let number = "rule \(rule.index + 1) of chain `\(rule.chain)`"
        let message: String
        if dead.isContradiction {
            message = "\(number) matches no packet: its matches exclude each other"
        } else if dead.by.isEmpty {
            message = "no packet that \(number) matches gets to it"
        } else {
            message = "no packet is left for \(number): \(takers(dead.by, seenFrom: dead.place)) all that it matches"
        }
        var finding = Diagnostic(
            .warning, id: .ruleDead, message, help: "move it before what takes its packets, or take it out",
            subject: subject(of: dead.place),
            at: location(dead.place))
        finding.place = rule
        finding.by = dead.by.map(reference)
        return finding
    }

    /// `rule 1 and rule 3 take`
    private func takers(_ places: [RulePlace], seenFrom place: RulePlace) -> String {
        let takers = places.prefix(8).map { text($0, seenFrom: place) } + (places.count > 8 ? ["\(places.count - 8) more"] : [])
        return takers.count == 1
            ? "\(takers[0]) takes" : "\(takers.dropLast().joined(separator: ", ")) and \(takers[takers.count - 1]) take"
    }

    func lost(_ lost: RulesetFindings.Lost) -> Diagnostic {
        let rule = reference(lost.place)
        var finding = Diagnostic(
            .warning, id: .rulePartlyShadowed,
            "rule \(rule.index + 1) of chain `\(rule.chain)` never gets the packets with `\(lost.value.cube.text)`: "
                + "\(takers(lost.by, seenFrom: lost.place)) them",
            help: "move it before what takes them, or take the value out", subject: subject(of: lost.place), at: location(lost.place))
        finding.place = rule
        finding.by = lost.by.map(reference)
        return finding
    }

    func redundant(_ place: RulePlace) -> Diagnostic {
        let rule = reference(place)
        var finding = Diagnostic(
            .warning, id: .ruleRedundant,
            "rule \(rule.index + 1) of chain `\(rule.chain)` changes nothing: each packet fares the same without it",
            help: "take it out; the dead rules and the other redundant ones may go with it", subject: subject(of: place),
            at: location(place))
        finding.place = rule
        return finding
    }
}
