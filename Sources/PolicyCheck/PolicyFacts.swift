internal import Threads
import WeirModel

/// A policy with its rules taken apart once, for all checks.
struct PolicyFacts: Sendable {
    let state: HostState
    let tables: [TableFacts]
    /// The links of a policy, and none of a captured state.
    var writtenLinks: [LinkConfiguration] { state.policy == nil ? [] : state.links }

    init(_ state: HostState) {
        self.state = state
        tables = state.tables.map { TableFacts($0) }
    }
}

struct TableFacts: Sendable {
    let table: Table
    let chains: [ChainFacts]

    init(_ table: Table) {
        self.table = table
        chains = table.chains.map { ChainFacts($0, in: table) }
    }

    var name: String { "\(table.family.rawValue) \(table.name)" }
    var rules: some Sequence<RuleFacts> { chains.lazy.flatMap(\.rules) }

    /// All that has a name here, the table first.
    var names: [(kind: String, name: String, location: SourceLocation?)] {
        [("table", table.name, table.at.location)]
            + table.chains.map { ("chain", $0.name, $0.at.location) }
            + table.sets.map { ("set", $0.name, $0.at.location) }
            + table.objects.map { ($0.definition.kind?.rawValue ?? "object", $0.name, $0.at.location) }
            + table.flowtables.map { ("flowtable", $0.name, $0.at.location) }
    }

    func set(_ name: String) -> SetDeclaration? { table.sets.first { $0.name == name } }

    /// The chains that packets get to, each with the base chains from which they do.
    func origins() -> [String: [BaseChain]] {
        let jumps = Dictionary(chains.map { ($0.chain.name, Set($0.jumps.map(\.target))) }) { $0.union($1) }
        var origins: [String: [BaseChain]] = [:]
        for chain in table.chains {
            guard let base = chain.base else { continue }
            var seen: Set<String> = []
            var waiting = [chain.name]
            while let name = waiting.popLast() {
                guard seen.insert(name).inserted else { continue }
                origins[name, default: []].append(base)
                waiting += jumps[name] ?? []
            }
        }
        return origins
    }
}

struct ChainFacts: Sendable {
    struct Jump: Sendable {
        var target: String
        var isGoto: Bool
        var location: SourceLocation?
    }

    let chain: Chain
    let rules: [RuleFacts]
    let name: String
    /// Where its rules and the verdict maps that they use go.
    let jumps: [Jump]

    init(_ chain: Chain, in table: Table) {
        self.chain = chain
        let name = "\(table.family.rawValue) \(table.name) \(chain.name)"
        self.name = name
        rules = chain.rules.concurrentMap(piece: 1024) { RuleFacts($0, chain: chain, subject: name) }
        jumps = rules.flatMap { rule in
            let named = rule.namedMaps.compactMap { name in table.sets.first { $0.name == name } }
            let verdicts = rule.verdicts + named.flatMap { $0.elements.compactMap(\.verdict) }
            return verdicts.compactMap { $0.jump(at: rule.location) }
        }
    }
}

extension Verdict {
    func jump(at location: SourceLocation?) -> ChainFacts.Jump? {
        switch self {
        case .jump(.named(let target)): ChainFacts.Jump(target: target, isGoto: false, location: location)
        case .goto(.named(let target)): ChainFacts.Jump(target: target, isGoto: true, location: location)
        default: nil
        }
    }
}

/// A rule with all that stands anywhere in it: in anonymous chains, maps, elements and updates too.
///
/// A class: the checks hand one around often, and a policy may have a hundred thousand.
final class RuleFacts: Sendable {
    let rule: Rule
    let chain: Chain
    let subject: String
    private let parts: RuleParts

    var statements: [Statement] { parts.statements }
    var terms: [Term] { parts.terms }
    var lists: [ElementList] { parts.lists }
    var verdicts: [Verdict] { parts.verdicts }
    /// Named maps whose data are verdicts or anything else that elements hold.
    var namedMaps: [String] { parts.namedMaps }

    var location: SourceLocation? { rule.at.location ?? chain.at.location }

    init(_ rule: Rule, chain: Chain, subject: String) {
        self.rule = rule
        self.chain = chain
        self.subject = subject
        parts = RuleParts(rule)
    }
}

private struct RuleParts: Sendable {
    private(set) var statements: [Statement] = []
    private(set) var terms: [Term] = []
    private(set) var lists: [ElementList] = []
    private(set) var verdicts: [Verdict] = []
    private(set) var namedMaps: [String] = []

    init(_ rule: Rule) { rule.statements.forEach { add($0) } }

    private mutating func add(_ statement: Statement) {
        statements.append(statement)
        switch statement {
        case .match(let left, _, let right):
            add(left)
            add(right)
        case .verdict(let verdict): add(verdict)
        case .verdictMap(let key, let source):
            add(key)
            add(source)
        case .set(_, let term): add(term)
        case .object(_, .map(let key, let source)):
            add(key)
            add(source)
        case .nat(let nat): [nat.address, nat.port].compactMap { $0 }.forEach { add($0) }
        case .tproxy(let proxy): [proxy.address, proxy.port].compactMap { $0 }.forEach { add($0) }
        case .dup(let to, let device): [to, device].compactMap { $0 }.forEach { add($0) }
        case .fwd(let device, _, let address): [device, address].compactMap { $0 }.forEach { add($0) }
        case .queue(let queue): add(queue.number)
        case .update(let update):
            [update.key, update.data].compactMap { $0 }.forEach { add($0) }
            update.statements.forEach { add($0) }
        default: break
        }
    }

    private mutating func add(_ verdict: Verdict) {
        verdicts.append(verdict)
        switch verdict {
        case .jump(.anonymous(let rules)), .goto(.anonymous(let rules)): rules.forEach { $0.statements.forEach { add($0) } }
        default: break
        }
    }

    private mutating func add(_ term: Term) {
        terms.append(term)
        switch term {
        case .set(let list): add(list)
        case .concatenation(let parts): parts.forEach { add($0) }
        case .binary(_, let left, let right):
            add(left)
            add(right)
        case .map(let key, let source):
            add(key)
            add(source)
        case .jhash(let inner, _, _, _): add(inner)
        default: break
        }
    }

    private mutating func add(_ source: MapSource) {
        switch source {
        case .anonymous(let list): add(list)
        case .named(let name): namedMaps.append(name)
        }
    }

    private mutating func add(_ list: ElementList) {
        lists.append(list)
        for element in list {
            if let verdict = element.verdict { add(verdict) }
            element.statements.forEach { add($0) }
        }
    }
}

extension Element {
    var verdict: Verdict? {
        if case .verdict(let verdict) = data { verdict } else { nil }
    }
}
