internal import Glibc
import Netfilter
import Planning

/// The kernel counts timeouts in its ticks, and gives back what it counted: of 1005 ms at 250 Hz, 1004.
struct KernelTicks {
    var perSecond: UInt64

    /// Those of the running kernel, from the resolution of its coarse clock.
    static let ofThisHost: KernelTicks = {
        var resolution = timespec()
        guard clock_getres(CLOCK_MONOTONIC_COARSE, &resolution) == 0, resolution.tv_sec == 0, resolution.tv_nsec > 0 else {
            return KernelTicks(perSecond: 1000)
        }
        return KernelTicks(perSecond: UInt64((1_000_000_000 + resolution.tv_nsec / 2) / resolution.tv_nsec))
    }()

    /// The milliseconds that the kernel gives back.
    func counted(_ milliseconds: UInt64) -> UInt64 {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return seconds * 1000 + rest * perSecond / 1000 * 1000 / max(perSecond, 1)
    }

    func counted(_ table: CompiledTable) -> CompiledTable {
        var table = table
        // Most tables have no timeouts, and one that is written to is copied.
        for index in table.sets.indices where table.sets[index].specification.holdsTimeouts {
            table.sets[index].specification.timeout = table.sets[index].specification.timeout.map(counted)
            guard !table.sets[index].elements.isPacked else { continue }
            table.sets[index].elements = SetElements(
                table.sets[index].elements.lazy.map { element in
                    var element = element
                    element.timeout = element.timeout.map(counted)
                    return element
                })
        }
        for chain in table.chains.indices where table.chains[chain].rules.contains(where: \.holdsTimeouts) {
            for rule in table.chains[chain].rules.indices { count(&table.chains[chain].rules[rule].expressions) }
        }
        return table
    }

    private func count(_ expressions: inout [Expression]) {
        for index in expressions.indices {
            if case .dynset(var dynset) = expressions[index], dynset.timeout > 0 {
                dynset.timeout = counted(dynset.timeout)
                expressions[index] = .dynset(dynset)
            } else if case .verdict(var verdict) = expressions[index], case .anonymous(var chain)? = verdict.chain {
                for rule in chain.rules.indices { count(&chain.rules[rule].expressions) }
                verdict.chain = .anonymous(chain)
                expressions[index] = .verdict(verdict)
            }
        }
    }
}

extension CompiledRule {
    /// Whether an element that it adds may get a timeout of its own.
    fileprivate var holdsTimeouts: Bool {
        expressions.contains { expression in
            if case .dynset(let dynset) = expression { return dynset.timeout > 0 }
            guard case .verdict(let verdict) = expression, case .anonymous(let chain)? = verdict.chain else { return false }
            return chain.rules.contains(where: \.holdsTimeouts)
        }
    }
}
