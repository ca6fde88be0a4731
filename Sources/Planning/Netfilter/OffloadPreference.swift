import Netfilter
import WeirModel

extension CompiledTable {
    /// Resolves a preference for hardware: the kernel can't change it on existing objects, so these stay where they are; new ones ask for
    /// it.
    func resolvingPreferences(beside live: CompiledTable?) -> CompiledTable {
        guard let live, hasPreferences else { return self }
        var table = self
        for index in table.chains.indices where table.chains[index].base?.offload == .preferred {
            guard let base = live.chains.first(where: { $0.name == table.chains[index].name })?.base else { continue }
            table.chains[index].base?.offload = base.offload
        }
        for index in table.flowtables.indices where table.flowtables[index].offload == .preferred {
            guard let found = live.flowtables.first(where: { $0.name == table.flowtables[index].name }) else { continue }
            table.flowtables[index].offload = found.offload
        }
        return table
    }

    /// Chains or flowtables that are to be in hardware where that can be.
    package var hasPreferences: Bool {
        chains.contains { $0.base?.offload == .preferred } || flowtables.contains { $0.offload == .preferred }
    }
}
