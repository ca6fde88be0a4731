import Glibc
import Netfilter
import NetworkNamespace
import Nftables
import Synchronization
import Tags
import Testing
import WeirModel

@testable import Host

/// Another program that changes the ruleset all the time.
@Suite(.tags(.kernel), .enabled(if: (try? inNamespace { try shell("nft list ruleset").status == 0 }) == true, "no network namespaces with nf_tables here"))
struct ChangingRulesetTests {
    private final class Churn: Sendable {
        let goesOn = Atomic(true)
        let count = Atomic(0)

        /// Adds and deletes a table without a pause.
        func run() {
            guard let session = try? NftablesSession() else { return }
            while goesOn.load(ordering: .relaxed) {
                for action in [Netfilter.Operation.Action.addTable(flags: [], userdata: []), .deleteTable] {
                    _ = try? session.commit([Operation(action, family: .ip, table: "churn")], generation: nil)
                }
                count.wrappingAdd(1, ordering: .relaxed)
            }
        }
    }

    private func withChurn(_ body: (Churn) throws -> Void) rethrows {
        let churn = Churn()
        let wait = onThread { churn.run() }
        defer {
            churn.goesOn.store(false, ordering: .relaxed)
            wait()
        }
        while churn.count.load(ordering: .relaxed) < 100 { usleep(1000) }
        try body(churn)
    }

    private func fill() throws {
        try shell("nft -f -", input: "table ip t {\n" + (0..<400).map { "chain c\($0) { tcp dport \($0 + 1) drop; }\n" }.joined() + "}\n")
    }

    @Test func isWaitedFor() throws {
        try inNamespace {
            try fill()
            let table = Table(family: .ip, name: "ours", chains: [Chain(name: "c", rules: [Rule([.verdict(.drop)])])])
            let application = try Application(HostState(policy: "p", tables: [table]))
            try withChurn { churn in
                let end = onThread {
                    usleep(3_000_000)
                    churn.goesOn.store(false, ordering: .relaxed)
                }
                defer { end() }
                guard case .changed = try application.run(.init()) else {
                    Issue.record("nothing was changed")
                    return
                }
            }
            #expect(try shell("nft list table ip ours").output.contains("drop"))
        }
    }

    @Test func isNotWaitedForWithoutEnd() throws {
        try inNamespace {
            try fill()
            withChurn { churn in
                let before = churn.count.load(ordering: .relaxed)
                let failure = #expect(throws: NftablesError.self) { try NftablesSession().snapshot(patience: Patience(seconds: 2)) }
                #expect(failure?.message == "it kept changing for 2 seconds while it was read")
                // It is not asked again and again without a pause: the other program gets on.
                #expect(churn.count.load(ordering: .relaxed) - before > 100)
            }
        }
    }
}
