import Host
import NetworkNamespace
import Tags
import Testing
import WeirModel

/// A transaction whose proof fails is taken back: stock nft lists what it listed before.
@Suite(.tags(.kernel), .enabled(if: (try? inNamespace { try shell("nft list ruleset").status == 0 }) == true, "no network namespaces with nf_tables here"))
struct TakenBackTests {
    private struct NotInHardware: Error {}

    /// Asked of hardware, so that there is something to prove; `lo` has none, and software takes over.
    private func state(_ rules: [Rule], sets: [SetDeclaration] = [], name: String = "t") -> HostState {
        let base = BaseChain(type: .filter, hook: .ingress, priority: 1, devices: ["lo"], offload: .preferred)
        return HostState(
            policy: "p",
            tables: [
                Table(family: .netdev, name: name, chains: [Chain(name: "c", base: base, rules: rules)], sets: sets),
                Table(family: .ip, name: "beside", chains: [Chain(name: "d", rules: rules)]),
            ])
    }

    private func rule(_ port: UInt128, _ verdict: Verdict) -> Rule {
        Rule([
            .match(.field(.meta(.l4proto)), .equal, .value(.number(6, .inetProtocol))),
            .match(.field(.header(.tcpDport)), .equal, .value(.number(port, .inetService))), .verdict(verdict),
        ])
    }

    private func failing(_ state: HostState) throws {
        var proven = 0
        let observer = Application.Observer(prove: { held in
            guard case .tables = held else { return }
            proven += 1
            throw NotInHardware()
        })
        #expect(throws: NotInHardware.self) { try Application(state).run(observer) }
        #expect(proven == 1)
    }

    @Test func newTablesGoAgain() throws {
        try inNamespace {
            try shell("nft 'add table ip foreign; add chain ip foreign c; add rule ip foreign c counter'")
            let before = try shell("nft -a list ruleset").output
            try failing(state([rule(22, .drop)]))
            #expect(try shell("nft -a list ruleset").output == before)
        }
    }

    @Test func changedTablesAreWhatTheyWere() throws {
        try inNamespace {
            try shell("nft 'add table ip foreign; add chain ip foreign c; add rule ip foreign c counter'")
            let old = state([rule(22, .drop), rule(23, .accept), rule(80, .accept)])
            _ = try Application(old).run(Application.Observer())
            let before = try shell("nft list ruleset").output
            #expect(before.contains("tcp dport 23 accept"))
            try failing(state([rule(80, .drop), rule(22, .drop), rule(443, .accept)]))
            #expect(try shell("nft list ruleset").output == before)
            // A table that the policy no longer names comes back too, behind the others.
            func tables() throws -> [String] { try ["ip foreign", "netdev t", "ip beside"].map { try shell("nft list table \($0)").output } }
            let those = try tables()
            try failing(state([rule(22, .drop)], name: "other"))
            #expect(try tables() == those)
            #expect(try shell("nft list tables").output.contains("other") == false)
            #expect(try Application(old).plan().plan.isEmpty)
        }
    }
}
