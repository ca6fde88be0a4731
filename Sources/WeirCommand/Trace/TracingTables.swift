import Glibc
import Host
import Netfilter
import Nftables
import PacketText
import WeirModel

/// The tables that switch the kernel's trace on, for packets that match.
///
/// They belong to the session's socket: the kernel removes them when it is closed, and so however the command ends. They have chains only
/// at hooks that packets meet first, of the families that the ruleset has.
struct TracingTables {
    private let session: NftablesSession
    private let tables: [CompiledTable]

    private static let prefix = "weir-trace-"
    private static let name = "\(prefix)\(getpid())"

    /// Whether an event is of these tables, or of those of another trace.
    static func hold(_ event: TraceEvent) -> Bool { event.table.hasPrefix(prefix) }

    /// - Parameter existing: the ruleset that is traced.
    init(match: MatchWords?, existing: [CompiledTable], session: NftablesSession) throws {
        self.session = session
        let reads = FieldsRead(match)
        var refusal: (any Error)?
        var made: [CompiledTable] = []
        for place in Place.all(for: existing) {
            let hooks = reads.hooks.map { known in place.hooks.filter { known.contains($0.hook) } } ?? place.hooks
            guard !hooks.isEmpty else { continue }
            let rule = Rule((match?.statements ?? []) + [.set(.meta(.nftrace), to: .value(.number(1, .integer)))])
            let chains = hooks.map { hook, devices in
                Chain(
                    name: hook.rawValue,
                    base: BaseChain(type: .filter, hook: hook, priority: reads.priority, policy: .accept, devices: devices), rules: [rule])
            }
            let state = HostState(tables: [Table(family: place.family, name: Self.name, flags: .owner, chains: chains)])
            do {
                made += try Lowering.compile(state, names: SystemNames(), dialect: .ofThisHost)
            } catch let failure as Lowering.Failure {
                // `arp operation` has no place among IP's chains, nor `ip saddr` among ARP's.
                refusal = refusal ?? failure.errors.first.map { HostError($0.message, help: $0.help) }
            }
        }
        var accepted: [CompiledTable] = []
        for table in made {
            switch try session.commit(table.operations, generation: nil) {
            case .committed: accepted.append(table)
            case .failed(let errors): refusal = refusal ?? errors.first
            case .stale, .unproven: accepted.append(table)
            }
        }
        tables = accepted
        guard accepted.isEmpty else { return }
        throw refusal
            ?? HostError(
                "nothing to trace: no chain of the kernel sees such packets", help: "`nft list ruleset` shows the chains that there are")
    }

    /// Ends the trace before the session does.
    func remove() throws {
        _ = try session.commit(tables.map { Operation(.deleteTable, family: $0.family, table: $0.name) }, generation: nil)
    }

    /// The hooks of a family that packets meet first.
    private struct Place {
        var family: Family
        var hooks: [(hook: Hook, devices: [String])]

        static func all(for tables: [CompiledTable]) -> [Place] {
            var families: Set<Family> = []
            var devices: [Hook: Set<String>] = [:]
            for table in tables {
                for base in table.chains.compactMap(\.base) {
                    switch base.hook {
                    case .ingress, .egress: devices[base.hook, default: []].formUnion(base.devices)
                    case .prerouting, .input, .forward, .output, .postrouting: families.insert(table.family)
                    }
                }
            }
            let links = [Hook.ingress, .egress].compactMap { hook in devices[hook].map { (hook, $0.sorted()) } }
            var places = links.isEmpty ? [] : [Place(family: .netdev, hooks: links)]
            if families.contains(.bridge) {
                places.append(Place(family: .bridge, hooks: [(.prerouting, []), (.forward, []), (.output, [])]))
            }
            if !families.isDisjoint(with: [.inet, .ip, .ip6]) {
                places.append(Place(family: .inet, hooks: [(.prerouting, []), (.forward, []), (.output, [])]))
            }
            if families.contains(.arp) { places.append(Place(family: .arp, hooks: [(.input, []), (.output, [])])) }
            return places
        }
    }
}

/// Where a match can be decided first.
private struct FieldsRead {
    /// `nil`: everywhere.
    var hooks: Set<Hook>?
    var priority = Int32.min

    init(_ match: MatchWords?) {
        hooks = [.ingress, .egress, .prerouting, .input, .output]
        for field in (match?.matches ?? []).flatMap({ Self.fields(of: $0.left) }) {
            switch field {
            case .meta(.oif), .meta(.oifname), .meta(.oiftype), .meta(.oifgroup), .meta(.oifkind), .meta(.obrname):
                hooks?.formIntersection([.output, .egress])
                hooks?.insert(.forward)
            case .meta(.skuid), .meta(.skgid), .meta(.cgroup), .socket: hooks?.formIntersection([.output, .egress])
            case .ct:
                // Right after the packet's connection was looked up.
                priority = -199
                hooks?.subtract([.ingress, .egress])
            default: continue
            }
        }
    }

    private static func fields(of term: Term) -> [Field] {
        switch term {
        case .field(let field): [field]
        case .concatenation(let terms): terms.flatMap(fields)
        case .binary(_, let left, let right): fields(of: left) + fields(of: right)
        case .map(let key, _): fields(of: key)
        case .jhash(let key, _, _, _): fields(of: key)
        case .value, .range, .prefix, .flags, .set, .namedSet: []
        }
    }
}

extension CompiledTable {
    fileprivate var operations: [Operation] {
        [Operation(.addTable(flags: flags, userdata: userdata), family: family, table: name)]
            + chains.flatMap { chain in
                var empty = chain
                empty.rules = []
                return [Operation(.addChain(empty), family: family, table: name)]
                    + chain.rules.map { Operation(.addRule($0, chain: chain.name, .append), family: family, table: name) }
            }
    }
}
