import Host
import NetworkNamespace
import Tags
import Testing
import WeirModel

/// After a commit nothing is left to do, or the apply says so.
@Suite(.tags(.kernel), .enabled(if: (try? inNamespace { try shell("nft list ruleset").status == 0 }) == true, "no network namespaces with nf_tables here"))
struct CommittedTablesTests {
    /// Of 1005 ms, a kernel of 250 Hz keeps 1004.
    @Test func timesAreWhatTheKernelCounts() throws {
        let key = Term.field(.header(.ipSaddr))
        let update = Statement.update(SetUpdate(.update, set: "seen", key: key, data: nil, timeout: 1005, statements: []))
        let seen = SetDeclaration(name: "seen", key: .types([.ipv4Address]), flags: [.timeout, .dynamic], timeout: 90_001)
        let named = SetDeclaration(
            name: "named", key: .types([.inetService]), flags: .timeout, elements: [Element(.values([.number(22, .inetService)]), timeout: 3_600_003)])
        let table = Table(
            family: .ip, name: "t",
            chains: [Chain(name: "c", rules: [Rule([update]), Rule([.verdict(.jump(.anonymous([Rule([update])])))])])], sets: [seen, named])
        try inNamespace {
            let state = HostState(policy: "p", tables: [table])
            _ = try Application(state).run(Application.Observer())
            #expect(try Application(state).plan().plan.netfilter.differences.map(\.subject) == [])
        }
    }

    /// A check refuses such a rule, which the kernel takes: nothing behind the verdict is run.
    @Test func statementsBehindAVerdictAreNotRun() throws {
        let rule = Rule([.counter(Counter()), .verdict(.accept), .counter(Counter())])
        let base = BaseChain(type: .filter, hook: .output, priority: 0)
        let table = Table(family: .ip, name: "t", chains: [Chain(name: "c", base: base, rules: [rule])])
        let listed = try inNamespace {
            _ = try Application(HostState(policy: "p", tables: [table])).run(Application.Observer())
            return try shell("echo x > /dev/udp/127.0.0.1/9; nft list chain ip t c | grep -o 'packets [0-9]*' | sed 's/packets [1-9].*/some/'").output
        }
        #expect(listed == "some\npackets 0\n")
    }

    /// A match of iptables with its attributes in another order than the kernel's: what comes back is never what was sent.
    @Test(.enabled(if: (try? inNamespace { try shell("iptables-nft -A INPUT -m comment --comment x").status == 0 }) == true, "no iptables-nft here"))
    func whatComesBackOtherwiseIsAnError() throws {
        let bytes: [UInt8] = [8, 0, 2, 0, 0, 0, 0, 0] + [12, 0, 1, 0] + Array("comment\0".utf8) + [4, 1, 3, 0] + [UInt8](repeating: 0, count: 256)
        let rule = Rule([.raw(RawExpression(name: "match", data: bytes)), .counter(Counter())])
        let table = Table(family: .ip, name: "t", chains: [Chain(name: "c", rules: [rule])])
        try inNamespace {
            let application = try Application(HostState(policy: "p", tables: [table]))
            let error = #expect(throws: HostError.self) { try application.run(Application.Observer()) }
            #expect(error?.message == "the kernel committed the changes, and is not as the policy has it: 1 operation would be left", "\(String(describing: error))")
            #expect(error?.details.first?.hasPrefix("the first is to replace rule ip t c") == true, "\(String(describing: error))")
        }
    }
}
