/// The whole ruleset of a network namespace at one generation.
public struct Snapshot: Sendable {
    /// `NFTA_GEN_ID`: a commit moves it, so a batch that names it is a compare-and-swap.
    public var generation: UInt32
    public var tables: [CompiledTable]

    public init(generation: UInt32, tables: [CompiledTable]) {
        self.generation = generation
        self.tables = tables
    }
}
