import Netfilter
import WeirModel

/// What runs at the hooks of a host, in order: base chains of all tables, and the kernel's own functions between them.
struct HookChains {
    enum Step {
        case chain(Int)
        case defragment, track, confirm
        /// Translates addresses; first the rules of these chains, for the first packet of a connection.
        case translate(Translation.Side, chains: [Int])
    }

    /// A list of hooks: that of a protocol, or of a link.
    struct Place: Hashable {
        /// `ip` or `ip6` for chains of `inet` as well.
        var family: Family
        var hook: Hook
        var link: Int?
    }

    private(set) var steps: [Place: [Step]] = [:]
    /// The families that conntrack sees.
    private(set) var tracked: Set<Family> = []

    /// - Parameter tracked: families that conntrack sees besides those that the rules ask for.
    init(_ program: Program, _ host: Host, tracked more: Set<Family> = []) {
        var users = ConnectionUsers(program)
        users.tracked.formUnion(more)
        users.defragmented.formUnion(more)
        tracked = users.tracked
        var entries: [Place: [(priority: Int64, step: Step)]] = [:]
        var translations: [Place: [(priority: Int32, chain: Int)]] = [:]
        // Of chains with one priority the one that was registered last runs first.
        for (number, chain) in program.chains.enumerated().reversed() {
            guard let base = chain.base, !program.tables[chain.table].isDormant else { continue }
            for place in Self.places(base, program.tables[chain.table].family, host) {
                if base.type == .nat {
                    translations[place, default: []].append((base.priority, number))
                } else {
                    entries[place, default: []].append((Int64(base.priority), .chain(number)))
                }
            }
        }
        for family in users.defragmented {
            for hook in [Hook.prerouting, .output] { entries[Place(family: family, hook: hook), default: []].append((-400, .defragment)) }
        }
        for family in users.tracked {
            for hook in [Hook.prerouting, .output] { entries[Place(family: family, hook: hook), default: []].append((-200, .track)) }
            for hook in [Hook.input, .postrouting] { entries[Place(family: family, hook: hook), default: []].append((Int64.max, .confirm)) }
        }
        for family in users.translated {
            for (hook, side, priority) in [
                (Hook.prerouting, Translation.Side.destination, -100), (.output, .destination, -100), (.input, .source, 100),
                (.postrouting, .source, 100),
            ] as [(Hook, Translation.Side, Int64)] {
                let place = Place(family: family, hook: hook)
                let chains = Self.sorted(translations[place] ?? []) { Int64($0.priority) }.map(\.chain)
                entries[place, default: []].append((priority, .translate(side, chains: chains)))
            }
        }
        steps = entries.mapValues { Self.sorted($0) { $0.priority }.map(\.step) }
    }

    private static func sorted<Element>(_ entries: [Element], by priority: (Element) -> Int64) -> [Element] {
        entries.enumerated().sorted { (priority($0.element), $0.offset) < (priority($1.element), $1.offset) }.map(\.element)
    }

    private static func places(_ base: BaseChain, _ family: Family, _ host: Host) -> [Place] {
        if base.hook == .ingress || base.hook == .egress {
            return host.links.indices.filter { link in
                base.devices.contains { device in
                    device.hasSuffix("*") ? host.links[link].name.hasPrefix(device.dropLast()) : host.links[link].name == device
                }
            }.map { Place(family: .netdev, hook: base.hook, link: $0) }
        }
        return (family == .inet ? [Family.ip, .ip6] : [family]).map { Place(family: $0, hook: base.hook) }
    }
}

/// The families that have conntrack, defragmentation and NAT: those whose rules need them.
private struct ConnectionUsers {
    var tracked: Set<Family> = []
    var defragmented: Set<Family> = []
    var translated: Set<Family> = []

    init(_ program: Program) {
        func families(_ chain: Program.Chain) -> [Family] {
            switch program.tables[chain.table].family {
            case .inet, .bridge, .netdev: [.ip, .ip6]
            case .ip: [.ip]
            case .ip6: [.ip6]
            case .arp: []
            }
        }
        for chain in program.chains {
            if chain.base?.type == .nat {
                tracked.formUnion(families(chain))
                translated.formUnion(families(chain))
            }
            for rule in chain.rules {
                for instruction in program.instructions[program.rules[rule]] {
                    switch instruction {
                    case .load(.ct, _), .write(.ct, _): tracked.formUnion(families(chain))
                    case .act(let action):
                        switch program.actions[action].kind {
                        case .nat, .masquerade, .redirect, .notrack, .synproxy, .connlimit, .flowOffload: tracked.formUnion(families(chain))
                        case .tproxy: defragmented.formUnion(families(chain))
                        case .object(let number):
                            switch program.objects[number].definition {
                            case .ctHelper, .ctTimeout, .ctExpectation, .synproxy: tracked.formUnion(families(chain))
                            case .counter, .quota, .limit, .secmark, .tunnel, .raw: break
                            }
                        case .limit, .quota, .reject, .dup, .fwd, .queue, .dynset, .raw: break
                        }
                    case .load, .constant, .compare, .range, .mask, .shift, .combine, .byteOrder, .lookup, .value, .verdicts, .objects,
                        .verdict, .write:
                        break
                    }
                }
            }
        }
        defragmented.formUnion(tracked)
    }
}
