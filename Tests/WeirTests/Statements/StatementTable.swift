import WeirModel

@testable import Weir

/// Rules in Weir's words and in nft's, side by side. Both must become the same expressions in the kernel.
struct StatementTable {
    struct Entry: Sendable, CustomStringConvertible {
        var kind: String
        var family: Family
        /// The rule as nft's users write it.
        var nft: String
        /// What the table has to hold for nft: sets, objects, flowtables. Weir's declare themselves.
        var declarations: String
        var statements: [Statement]
        /// What the running kernel may lack.
        var needs: String?

        var description: String { "\(family.rawValue): \(nft)" }
    }

    private(set) var entries: [Entry] = []
    /// The kind of statement that the next entries are for.
    var kind = ""
    /// What the running kernel may lack for the next entries.
    var needs: String?
    /// nft before 1.1.1 gives the place of UDP's checksum where it sets another field.
    let sumsOverZero: Bool

    mutating func inet(_ nft: String, _ statements: Statement..., with declarations: String = "") { add(.inet, nft, statements, declarations) }
    mutating func ip(_ nft: String, _ statements: Statement..., with declarations: String = "") { add(.ip, nft, statements, declarations) }
    mutating func ip6(_ nft: String, _ statements: Statement..., with declarations: String = "") { add(.ip6, nft, statements, declarations) }
    mutating func bridge(_ nft: String, _ statements: Statement..., with declarations: String = "") { add(.bridge, nft, statements, declarations) }
    mutating func arp(_ nft: String, _ statements: Statement..., with declarations: String = "") { add(.arp, nft, statements, declarations) }
    mutating func netdev(_ nft: String, _ statements: Statement..., with declarations: String = "") { add(.netdev, nft, statements, declarations) }

    private mutating func add(_ family: Family, _ nft: String, _ statements: [Statement], _ declarations: String) {
        entries.append(Entry(kind: kind, family: family, nft: nft, declarations: declarations, statements: statements, needs: needs))
    }

    /// As nft 1.0.6 writes them, which is the reference.
    static let all = StatementTable(sumsOverZero: true).entries

    init(sumsOverZero: Bool) {
        self.sumsOverZero = sumsOverZero
        for fill in [
            linkCases, internetCases, icmpCases, transportCases, ipsecCases, extensionHeaderCases, optionCases, chunkCases, metaCases, ctCases,
            routeCases, relationalCases, verdictCases, mapCases, setUpdateCases, statefulCases, logCases, natCases, forwardingCases, assignmentCases,
            objectCases, tunnelCases, tunnelDeviceCases, routeCheckCases, computedBitCases,
        ] {
            needs = nil
            fill(&self)
        }
    }
}
