import Host
import NetworkNamespace
import Tags
import Testing
import WeirModel

/// Sets that another program fills, as stock nft does here: an apply leaves what they hold.
@Suite(.tags(.kernel), .enabled(if: (try? inNamespace { try shell("nft list ruleset").status == 0 }) == true, "no network namespaces with nf_tables here"))
struct ManagedElsewhereTests {
    private static func address(_ last: UInt128) -> Element { Element(.values([.number(0xcb00_7100 + last, .ipv4Address)])) }

    private static func bans(
        comment: String? = nil, flags: SetDeclaration.Flags = .timeout, timeout: UInt64? = nil, elements: ElementList = [],
        table: String? = nil
    ) -> HostState {
        let set = SetDeclaration(
            name: "bans", key: .types([.ipv4Address]), flags: flags, timeout: timeout, comment: comment, elementManagement: .managedElsewhere,
            elements: elements)
        let rule = Rule([.match(.field(.header(.ipSaddr)), .equal, .namedSet("bans")), .verdict(.drop)])
        let input = BaseChain(type: .filter, hook: .input, priority: 0)
        return HostState(
            policy: "p", tables: [Table(family: .ip, name: "t", comment: table, chains: [Chain(name: "i", base: input, rules: [rule])], sets: [set])])
    }

    @discardableResult
    private static func apply(_ state: HostState) throws -> Application.Outcome {
        let outcome = try Application(state).run(Application.Observer())
        #expect(try Application(state).plan().plan.isEmpty)
        return outcome
    }

    private static func set(_ options: String = "") throws -> String { try shell("nft \(options) list set ip t bans").output }

    /// Of the table and the set, which a new table numbers from the start.
    private static func handles() throws -> [Substring] {
        try shell("nft -a list table ip t").output.split(separator: "\n").filter { $0.contains("table ip t") || $0.contains("set bans") }
    }

    @Test func whatAnotherProgramAddsAndRemovesIsNoDifference() throws {
        try inNamespace {
            try Self.apply(Self.bans(elements: [Self.address(1)]))
            #expect(try Self.set().contains("203.0.113.1"), "a new set starts with the policy's elements")
            try shell("nft 'delete element ip t bans { 203.0.113.1 }; add element ip t bans { 203.0.113.2 timeout 1h, 203.0.113.3 }'")
            let before = try Self.set("-s")
            let plan = try Application(Self.bans(elements: [Self.address(1)])).plan().plan
            #expect(plan.netfilter.differences.isEmpty && plan.isEmpty)
            try Self.apply(Self.bans(elements: [Self.address(1)]))
            #expect(try Self.set("-s") == before)
        }
    }

    /// Made again for its comment, its table for its own, its timeout for another.
    @Test(arguments: [
        bans(comment: "fail2ban"), bans(table: "by hand"), bans(timeout: 60_000), bans(flags: [.timeout, .dynamic]),
    ])
    func aSetThatIsMadeAgainKeepsThem(_ changed: HostState) throws {
        try inNamespace {
            try Self.apply(Self.bans())
            try shell("nft 'add element ip t bans { 203.0.113.2 timeout 1h expires 30m, 203.0.113.3, 203.0.113.4 timeout 2h comment \"sshd\" }'")
            let handles = try Self.handles()
            try Self.apply(changed)
            #expect(try Self.handles() != handles, "it was not made again")
            let after = try Self.set()
            #expect(after.contains("203.0.113.2 timeout 1h expires 29m") || after.contains("203.0.113.2 timeout 1h expires 30m"), "\(after)")
            #expect(after.contains("203.0.113.4 timeout 2h expires 1h59m") && after.contains("comment \"sshd\""), "\(after)")
            #expect(!after.contains("203.0.113.3 timeout") && !after.contains("203.0.113.3 expires") && after.contains("203.0.113.3"), "\(after)")
        }
    }

    /// A set without timeouts gets the flag: fail2ban's elements fit.
    @Test func elementsWithoutTimeoutsFitASetThatTakesSome() throws {
        try inNamespace {
            try Self.apply(Self.bans(flags: []))
            try shell("nft 'add element ip t bans { 203.0.113.2 }'")
            try Self.apply(Self.bans(flags: [.timeout], timeout: 3_600_000))
            let after = try Self.set()
            #expect(after.contains("timeout 1h") && after.contains("203.0.113.2 }"), "\(after)")
        }
    }

    @Test func intervalsStayToo() throws {
        try inNamespace {
            try Self.apply(Self.bans(flags: [.timeout, .interval]))
            try shell("nft 'add element ip t bans { 203.0.113.0/28 timeout 1h, 203.0.113.64-203.0.113.66, 255.255.255.255 }'")
            let before = try Self.set("-s")
            try Self.apply(Self.bans(comment: "lists", flags: [.timeout, .interval]))
            #expect(try Self.set("-s") == before.replacing("flags interval,timeout\n", with: "flags interval,timeout\n\t\tcomment \"lists\"\n"))
        }
    }

    /// Elements that go to a chain of the policy: they come back with it, and go with it.
    @Test func elementsFollowTheChainsThatTheyNeed() throws {
        @Sendable func routes(_ chains: [(String, ChainType?)]) -> HostState {
            let map = SetDeclaration(
                name: "bans", key: .types([.ipv4Address]), data: .verdict, elementManagement: .managedElsewhere)
            let base = BaseChain(type: .filter, hook: .input, priority: 0)
            let chains =
                [Chain(name: "i", base: base, rules: [Rule([.verdictMap(key: .field(.header(.ipSaddr)), .named("bans"))])])]
                + chains.map { Chain(name: $0.0, comment: $0.1.map { "\($0)" }) }
            return HostState(policy: "p", tables: [Table(family: .ip, name: "t", chains: chains, sets: [map])])
        }
        try inNamespace {
            try Self.apply(routes([("a", nil), ("b", nil)]))
            try shell("nft 'add element ip t bans { 203.0.113.1 : goto a, 203.0.113.2 : goto b, 203.0.113.3 : drop }'")
            // A chain's comment changes only with the chain.
            try Self.apply(routes([("a", .filter), ("b", nil)]))
            let all = try shell("nft list map ip t bans").output
            #expect(all.contains("203.0.113.1 : goto a") && all.contains("203.0.113.2 : goto b") && all.contains("203.0.113.3 : drop"), "\(all)")
            try Self.apply(routes([("a", .filter)]))
            let left = try shell("nft list map ip t bans").output
            #expect(left.contains("203.0.113.1 : goto a") && !left.contains("goto b") && left.contains("203.0.113.3 : drop"), "\(left)")
        }
    }
}
