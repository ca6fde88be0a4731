/// The whole ruleset of a network namespace at one generation.
package struct Snapshot: Sendable {
    /// `NFTA_GEN_ID`: a commit moves it, so a batch that names it is a compare-and-swap.
    package var generation: UInt32
    package var tables: [CompiledTable]

    package init(generation: UInt32, tables: [CompiledTable]) { (self.generation, self.tables) = (generation, tables) }
}
