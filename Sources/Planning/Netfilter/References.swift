import Netfilter
import WeirModel

/// The names in a table that rules and elements point to, which the kernel does not let go while they do.
struct References {
    struct ObjectName: Hashable {
        var name: String
        /// `NFT_OBJECT_*`
        var type: UInt32
    }

    var chains: Set<String> = []
    var sets: Set<String> = []
    var objects: Set<ObjectName> = []
    var flowtables: Set<String> = []

    var isEmpty: Bool { chains.isEmpty && sets.isEmpty && objects.isEmpty && flowtables.isEmpty }

    func contains(anyOf other: References) -> Bool {
        !chains.isDisjoint(with: other.chains) || !sets.isDisjoint(with: other.sets) || !objects.isDisjoint(with: other.objects)
            || !flowtables.isDisjoint(with: other.flowtables)
    }

    init() {}

    /// All names of a table.
    init(of table: CompiledTable) {
        chains = Set(table.chains.map(\.name))
        sets = Set(table.sets.map(\.name))
        objects = Set(table.objects.map(\.key))
        flowtables = Set(table.flowtables.map(\.name))
    }

    /// Those that the table does not have.
    func leaving(_ table: CompiledTable) -> References {
        let held = References(of: table)
        var rest = self
        rest.chains.subtract(held.chains)
        rest.sets.subtract(held.sets)
        rest.objects.subtract(held.objects)
        rest.flowtables.subtract(held.flowtables)
        return rest
    }

    init(of rule: CompiledRule) {
        for expression in rule.expressions { add(expression) }
    }

    init(of element: SetElement, in specification: SetSpecification) {
        add(element, objectType: specification.objectType ?? 0)
    }

    private mutating func add(_ expression: Expression) {
        switch expression {
        case .verdict(let verdict): add(verdict)
        case .lookup(let lookup): add(lookup.set)
        case .objrefMap(_, let set): add(set)
        case .dynset(let dynset): sets.insert(dynset.set)
        case .objref(let type, let name): objects.insert(ObjectName(name: name, type: type))
        case .flowOffload(let table): flowtables.insert(table)
        case .payload, .payloadWrite, .inner, .meta, .metaWrite, .ct, .ctWrite, .rt, .fib, .socket, .osf, .tunnel, .xfrm, .exthdr,
            .exthdrWrite,
            .exthdrReset,
            .numgen, .hash, .immediate, .cmp, .range, .bitwise, .byteorder, .counter, .quota, .last, .limit, .connlimit, .log, .reject,
            .nat, .masq, .redir, .tproxy,
            .dup, .fwd, .notrack, .synproxy, .queue, .raw:
            break
        }
    }

    private mutating func add(_ verdict: Expression.VerdictData) {
        switch verdict.chain {
        case .named(let name): chains.insert(name)
        case .anonymous(let chain): for rule in chain.rules { rule.expressions.forEach { add($0) } }
        case nil: break
        }
    }

    private mutating func add(_ set: SetReference) {
        switch set {
        case .named(let name): sets.insert(name)
        case .anonymous(let set):
            for element in set.elements { add(element, objectType: set.specification.objectType ?? 0) }
        }
    }

    private mutating func add(_ element: SetElement, objectType: UInt32) {
        switch element.data {
        case .verdict(let verdict): add(verdict)
        case .object(let name): objects.insert(ObjectName(name: name, type: objectType))
        case .value, nil: break
        }
    }
}

extension CompiledObject {
    var key: References.ObjectName { References.ObjectName(name: name, type: definition.objectType) }
}

extension StatefulObject.Definition {
    /// `NFT_OBJECT_*` of linux/netfilter/nf_tables.h.
    var objectType: UInt32 {
        switch self {
        case .counter: 1
        case .quota: 2
        case .ctHelper: 3
        case .limit: 4
        case .tunnel: 6
        case .ctTimeout: 7
        case .secmark: 8
        case .ctExpectation: 9
        case .synproxy: 10
        case .raw(let type, _): type
        }
    }

    /// Whether the kernel can update the object; on others it silently ignores new attributes.
    var updatesInPlace: Bool {
        switch self {
        case .quota, .synproxy: true
        case .counter, .limit, .secmark, .tunnel, .ctHelper, .ctTimeout, .ctExpectation, .raw: false
        }
    }
}
