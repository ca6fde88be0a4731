/// A rule by its place in a chain.
package struct RuleReference: Sendable, Codable, Hashable {
    package var family: Family
    package var table: String
    package var chain: String
    /// From 0 on.
    package var index: Int

    package init(family: Family, table: String, chain: String, index: Int) {
        self.family = family
        self.table = table
        self.chain = chain
        self.index = index
    }
}
